package io.understudy.engine;

/**
 * A value that a rule cannot transform, or that coverage does not allow to pass. The file fails and
 * nothing of it is published. The message names row, column and rule, never the value.
 */
public final class CellException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final long row;
  private final String column;
  private final String what;

  /**
   * @param row 0-based row in the file
   * @param column name of the column
   * @param what what could not be done and the remedy, without the value
   */
  public CellException(long row, String column, String what) {
    super("row " + (row + 1) + ", column \"" + column + "\": " + what);
    this.row = row;
    this.column = column;
    this.what = what;
  }

  /**
   * Of a row as a whole.
   *
   * @param row 0-based row in the file
   * @param what what could not be done and the remedy, without a value
   */
  public CellException(long row, String what) {
    super("row " + (row + 1) + ": " + what);
    this.row = row;
    this.column = "";
    this.what = what;
  }

  /** The same of a cell of another row. */
  public CellException at(long other) {
    return column.isEmpty()
        ? new CellException(other, what)
        : new CellException(other, column, what);
  }

  /** 0-based row in the file. */
  public long row() {
    return row;
  }

  /** Name of the column; empty if it is about the row as a whole. */
  public String column() {
    return column;
  }
}
