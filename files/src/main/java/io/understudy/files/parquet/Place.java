package io.understudy.files.parquet;

import io.understudy.files.FileException;

/**
 * Where in a parquet file, for messages.
 *
 * @param file name of the object
 * @param column dotted path; empty: the file as a whole
 * @param rowGroup 1-based; 0: none
 */
record Place(String file, String column, int rowGroup) {
  static final String DAMAGED = "the file is damaged; export it again";

  static Place of(String file) {
    return new Place(file, "", 0);
  }

  Place in(String column, int rowGroup) {
    return new Place(file, column, rowGroup);
  }

  /** A file that is not as the format says. */
  FileException.Terminal damaged(String what) {
    return bad(what, DAMAGED);
  }

  FileException.Terminal bad(String what, String remedy) {
    return new FileException.Terminal(this + ": " + what + "; " + remedy);
  }

  /**
   * What a library threw at bytes of this place. Its message may hold values, so only its class is
   * told. A storage error that passed through the library stays what it is.
   */
  FileException failure(String doing, Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof FileException known) {
        return known;
      }
      if (cause instanceof OutOfMemoryError) {
        return bad(
            doing + " needs more memory than this process has",
            "give the worker more memory, or export the file with smaller row groups");
      }
    }
    return damaged(doing + " failed (" + thrown.getClass().getSimpleName() + ")");
  }

  @Override
  public String toString() {
    return file
        + (column.isEmpty() ? "" : ": column \"" + column + "\"")
        + (rowGroup == 0 ? "" : (column.isEmpty() ? ": " : ", ") + "row group " + rowGroup);
  }
}
