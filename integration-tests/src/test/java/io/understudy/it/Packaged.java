package io.understudy.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What Maven has packaged just now. */
final class Packaged {
  private Packaged() {}

  /** Tells the front door that all is built, lest it builds under the feet of tests that run. */
  static void announce() throws IOException {
    Path home = Installation.REPOSITORY.resolve(".understudy");
    Files.writeString(Files.createDirectories(home).resolve("built"), "");
  }
}
