package io.understudy.engine.expression;

import io.understudy.engine.Batch;
import org.jspecify.annotations.Nullable;

/** The cell that code looks at; moved from row to row and reused. Not thread-safe. */
public final class Cell {
  private final Batch batch;
  private int row;
  private @Nullable Object self;

  /** Over the rows of this batch. */
  public Cell(Batch batch) {
    this.batch = batch;
  }

  /** Moves to a row of the batch, with the value that the column has there. */
  public void move(int row, @Nullable Object self) {
    this.row = row;
    this.self = self;
  }

  /** The value in the cell. */
  public @Nullable Object self() {
    return self;
  }

  @Nullable Object column(int position) {
    return batch.column(position)[row];
  }

  long index() {
    return batch.firstRow() + row;
  }
}
