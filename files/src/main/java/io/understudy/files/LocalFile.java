package io.understudy.files;

import java.nio.file.Path;

/** Files on the local disk as objects. */
public final class LocalFile {
  private LocalFile() {}

  /** A file to read. */
  public static InputObject open(Path path) {
    throw new FileException.Terminal(path.toString());
  }

  /** A file to write: a temporary neighbour, moved to its name when published. */
  public static OutputObject create(Path path) {
    throw new FileException.Terminal(path.toString());
  }
}
