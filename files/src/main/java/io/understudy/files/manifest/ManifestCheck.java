package io.understudy.files.manifest;

import io.understudy.engine.key.Keyring;
import io.understudy.engine.proof.Seal;
import io.understudy.files.Checksums.Stretch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import org.jspecify.annotations.Nullable;

/**
 * Checks a manifest: that every byte of it is as it was signed, and that each entry was signed by a
 * worker. Memory does not grow with it, but for one line.
 */
public final class ManifestCheck {
  private static final int LONGEST_LINE = 64 << 20;
  private static final int BLOCK = 1 << 16;

  private final InputStream in;
  private final Keyring keyring;
  private final Map<String, Seal> seals = new HashMap<>();
  private final byte[] block = new byte[BLOCK];
  private int at;
  private int end;

  /** {@code keyring} has the keys that signed. */
  public ManifestCheck(InputStream in, Keyring keyring) {
    this.in = in;
    this.keyring = keyring;
  }

  /**
   * A file as its entry says.
   *
   * @param stretches all of its bytes: several, if several processes have written it
   */
  public record Output(
      String table,
      String location,
      long size,
      List<Stretch> stretches,
      long rowsIn,
      long rowsOut) {
    public Output {
      stretches = List.copyOf(stretches);
    }
  }

  /** Is told each file whose entry is as it was signed. */
  public interface Files {
    void add(ManifestHeader header, Output output);
  }

  /**
   * Reads all of it.
   *
   * @param files told each entry in order; before the end is known to be right
   * @return the header
   * @throws ManifestException naming the first line that is not as it was signed, or the manifest
   *     if its end is not
   * @throws UncheckedIOException if it cannot be read
   */
  public ManifestHeader run(Files files) {
    long number = 1;
    String first = next();
    if (first == null) {
      throw new ManifestException("the manifest is empty");
    }
    ManifestHeader header;
    Mac mac;
    try {
      header = ManifestHeader.read(first);
      mac = seal(header.key()).begin();
    } catch (ManifestException e) {
      throw at(number, e);
    }
    update(mac, first);
    long entries = 0;
    String line = next();
    while (line != null) {
      number++;
      String following = next();
      if (following == null) {
        end(header, entries, line, HexFormat.of().formatHex(mac.doFinal()));
        return header;
      }
      try {
        files.add(header, entry(header, line));
      } catch (ManifestException e) {
        throw at(number, e);
      }
      update(mac, line);
      entries++;
      line = following;
    }
    throw new ManifestException("the end of the manifest is missing");
  }

  private static ManifestException at(long number, ManifestException e) {
    return new ManifestException("line " + number + ": " + e.getMessage());
  }

  private static void end(ManifestHeader header, long entries, String line, String signature) {
    if (!Seal.equal(line, ManifestWriter.end(entries, header.key(), signature))) {
      throw new ManifestException(
          "the signature of the whole does not fit: lines were changed, removed, added or moved,"
              + " or it was signed by another key called \""
              + header.key()
              + "\"");
    }
  }

  private Output entry(ManifestHeader header, String line) {
    SignedLine signed = SignedLine.read(line);
    Fields entry = new Fields(CanonicalJson.read(signed.entry()));
    String key = entry.text("key");
    if (!seal(key).fits(signed.signature(), signed.entry())) {
      throw new ManifestException(
          "the signature does not fit: the entry was changed, or signed by another key called \""
              + key
              + "\"");
    }
    if (entry.number("run") != header.run()
        || !entry.text("config_sha256").equals(header.configSha256())) {
      throw new ManifestException("the entry is of another run or another config");
    }
    Fields output = entry.object("output");
    return new Output(
        entry.text("table"),
        output.text("location"),
        output.number("size"),
        stretches(output),
        entry.number("rows_in"),
        entry.number("rows_out"));
  }

  private static List<Stretch> stretches(Fields output) {
    return output.map().containsKey("stretches")
        ? output.objects("stretches").stream()
            .map(stretch -> new Stretch(stretch.number("size"), stretch.text("sha256")))
            .toList()
        : List.of(new Stretch(output.number("size"), output.text("sha256")));
  }

  private Seal seal(String key) {
    if (!keyring.has(key)) {
      throw new ManifestException(
          "it is signed by the key \"" + key + "\", which is not among the keys here");
    }
    return seals.computeIfAbsent(key, id -> new Seal(keyring.key(id)));
  }

  private static void update(Mac mac, String line) {
    mac.update(line.getBytes(StandardCharsets.UTF_8));
    mac.update((byte) '\n');
  }

  /** The next line without its end; null at the end. Bytes behind the last line end are a line. */
  private @Nullable String next() {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    try {
      while (true) {
        if (at == end) {
          at = 0;
          end = in.read(block);
          if (end <= 0) {
            end = 0;
            if (line.size() > 0) {
              throw new ManifestException("the manifest breaks off in the middle of a line");
            }
            return null;
          }
        }
        int start = at;
        while (at < end && block[at] != '\n') {
          at++;
        }
        line.write(block, start, at - start);
        if (line.size() > LONGEST_LINE) {
          throw new ManifestException("a line is longer than any of a manifest");
        }
        if (at < end) {
          at++;
          return StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(line.toByteArray()))
              .toString();
        }
      }
    } catch (CharacterCodingException e) {
      throw new ManifestException("the manifest is not text in UTF-8");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
