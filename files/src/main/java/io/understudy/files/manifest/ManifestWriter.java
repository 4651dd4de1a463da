package io.understudy.files.manifest;

import io.understudy.engine.proof.Seal;
import io.understudy.files.FileException;
import io.understudy.files.Location;
import io.understudy.files.OutputObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;

/** Writes the manifest of a run, line by line; memory does not grow with it. */
public final class ManifestWriter {
  /** What is below this folder of a sink is no data. */
  public static final String FOLDER = "_understudy/";

  private static final int BLOCK = 1 << 16;

  private final OutputObject output;
  private final ManifestHeader header;
  private final Mac mac;
  private final StringBuilder lines = new StringBuilder();
  private long bytes;
  private long files;

  /** Writes the header; {@code seal} is that of the header's key. */
  public ManifestWriter(OutputObject output, ManifestHeader header, Seal seal) {
    this.output = output;
    this.header = header;
    this.mac = seal.begin();
    line(header.line());
  }

  /** Where the manifest of a run is, below its sink. */
  public static Location location(Location sink, long run) {
    return folder(sink, run).resolve("manifest.jsonl");
  }

  /** Where the sink keeps what is said about a run. */
  public static Location folder(Location sink, long run) {
    return sink.resolve(FOLDER + run + "/");
  }

  /** Adds a file: what {@link FileEntry#line} returned. */
  public void add(String line) {
    line(line);
    files++;
  }

  /** Files so far. */
  public long files() {
    return files;
  }

  /** Writes the end; returns the size. The object is not published yet. */
  public long finish() {
    flush();
    String signature = HexFormat.of().formatHex(mac.doFinal());
    send(end(files, header.key(), signature) + "\n");
    return bytes;
  }

  static String end(long files, String key, String signature) {
    return CanonicalJson.write(Map.of("files", files, "key", key, "signature", signature));
  }

  private void line(String line) {
    lines.append(line).append('\n');
    if (lines.length() > BLOCK) {
      flush();
    }
  }

  private void flush() {
    String text = lines.toString();
    mac.update(text.getBytes(StandardCharsets.UTF_8));
    send(text);
    lines.setLength(0);
  }

  private void send(String text) {
    byte[] block = text.getBytes(StandardCharsets.UTF_8);
    try {
      output.stream().write(block);
      bytes += block.length;
    } catch (IOException e) {
      throw new FileException.Retryable(
          output.name() + ": cannot be written; check the storage", e);
    }
  }
}
