package io.understudy.files.parquet;

import io.understudy.engine.CellException;

/** A value that does not fit its column's type. The message tells types, never the value. */
final class UnfitValueException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String what;

  UnfitValueException(String what) {
    super(what, null, false, false);
    this.what = what;
  }

  @Override
  public String getMessage() {
    return what;
  }

  /** The same of a cell that a rule gave the value. */
  CellException inCell(long row, String column) {
    return new CellException(
        row, column, getMessage() + "; change the rule so that its values fit");
  }
}
