package io.understudy.standalone.verify;

import io.understudy.engine.key.Keyring;
import io.understudy.files.Checksums;
import io.understudy.files.FileException;
import io.understudy.files.InputObject;
import io.understudy.files.ObjectStore;
import io.understudy.files.Sha256;
import io.understudy.files.manifest.ManifestCheck;
import io.understudy.files.manifest.ManifestException;
import io.understudy.files.manifest.ManifestHeader;
import io.understudy.files.manifest.ManifestWriter;
import io.understudy.standalone.Console;
import io.understudy.standalone.StandaloneException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Says of each file of a manifest whether it is as it was written. */
public final class Verification {
  private final Console console;
  private final Keyring keyring;
  private final Supplier<ObjectStore> store;
  private long good;
  private long bad;
  private long rows;

  /**
   * @param keyring has the keys that signed
   * @param store is asked for only if something is in S3
   */
  public Verification(Console console, Keyring keyring, Supplier<ObjectStore> store) {
    this.console = console;
    this.keyring = keyring;
    this.store = store;
  }

  /**
   * Checks.
   *
   * @param manifest path or {@code s3://BUCKET/KEY}
   * @param sink folder or {@code s3://BUCKET/PREFIX}; empty: only the manifest is checked
   * @return whether all is right
   */
  public boolean run(String manifest, Optional<String> sink) {
    InputObject object = Place.file(manifest, store);
    Place place = sink.map(text -> Place.of(text, store)).orElse(null);
    Set<String> listed = new HashSet<>();
    try (InputStream in = object.read(0, object.size())) {
      ManifestHeader header =
          new ManifestCheck(in, keyring).run((head, output) -> file(head, output, place, listed));
      console.line(
          "run "
              + header.run()
              + " of pipeline "
              + header.pipeline()
              + ", written "
              + header.created()
              + " by version "
              + header.engine()
              + ", signed by key \""
              + header.key()
              + "\"");
      if (good + bad < header.files()) {
        bad++;
        console.line(
            "FAILED  the run has "
                + header.files()
                + " files, and only those above were masked; it did not succeed");
      }
      if (place != null) {
        place.each(path -> extra(path, listed));
      }
      console.line(summary(place));
      return bad == 0;
    } catch (ManifestException e) {
      console.line("FAILED  " + manifest + ": " + e.getMessage());
      return false;
    } catch (IOException | UncheckedIOException e) {
      throw new StandaloneException(
          manifest + " cannot be read (" + e.getClass().getSimpleName() + ")", e);
    }
  }

  private String summary(@Nullable Place place) {
    String files = good + " files OK, " + rows + " rows" + (bad > 0 ? ", " + bad + " FAILED" : "");
    return place == null
        ? files + "; the signatures fit. With --sink the files themselves are compared, too"
        : files;
  }

  private void file(
      ManifestHeader header,
      ManifestCheck.Output output,
      @Nullable Place place,
      Set<String> listed) {
    String path = path(header.sink(), output.location());
    String problem = listed.add(path) ? "" : "it is in the manifest twice";
    if (problem.isEmpty() && place != null) {
      problem = problem(place, path, output);
    }
    if (problem.isEmpty()) {
      good++;
      rows += output.rowsOut();
      console.line("OK      " + path);
    } else {
      bad++;
      console.line("FAILED  " + path + ": " + problem);
    }
  }

  /** Below the sink; of a file that is not, the whole location. */
  private static String path(String sink, String location) {
    String start = sink.endsWith("/") ? sink : sink + "/";
    return location.startsWith(start) ? location.substring(start.length()) : location;
  }

  private static String problem(Place place, String path, ManifestCheck.Output output) {
    try {
      InputObject file = place.open(path);
      if (file.size() != output.size()) {
        return "it has " + file.size() + " bytes, but was written with " + output.size();
      }
      long at = 0;
      for (Checksums.Stretch stretch : output.stretches()) {
        if (!Sha256.of(file, at, stretch.size()).equals(stretch.sha256())) {
          return "its SHA-256 is not the one that it was written with";
        }
        at += stretch.size();
      }
      return at == output.size() ? "" : "its entry says a SHA-256 of " + at + " of its bytes only";
    } catch (FileException e) {
      return "it cannot be read: " + e.getMessage();
    }
  }

  private void extra(String path, Set<String> listed) {
    if (!path.startsWith(ManifestWriter.FOLDER) && !listed.contains(path)) {
      bad++;
      console.line("FAILED  " + path + ": it is in the sink, but not in the manifest");
    }
  }
}
