package io.understudy.engine.expression;

import io.understudy.engine.Batch;
import org.jspecify.annotations.Nullable;

/** The cell that code looks at; moved from row to row and reused. Not thread-safe. */
public final class Cell {
  private final Batch batch;
  private final @Nullable Object @Nullable [] subjects;
  private int row;
  private boolean fills;
  private @Nullable Object self;
  private @Nullable Object item;
  private @Nullable Object items;
  private @Nullable Object mapped;

  /** Over the rows of this batch. */
  public Cell(Batch batch) {
    this(batch, null);
  }

  /**
   * Over the rows of this batch.
   *
   * @param subjects whose row each is, as it was before the first rule; null: nobody says
   */
  public Cell(Batch batch, @Nullable Object @Nullable [] subjects) {
    this.batch = batch;
    this.subjects = subjects;
  }

  /** Whether the rule at work says what stands where nothing stands now. */
  public void fills(boolean fills) {
    this.fills = fills;
  }

  boolean fills() {
    return fills;
  }

  /** Moves to a row of the batch, with the value that the column has there. */
  public void move(int row, @Nullable Object self) {
    this.row = row;
    this.self = self;
  }

  /** Puts {@code foreach}'s item, and all of its items, beside the value in the cell. */
  public void each(@Nullable Object self, @Nullable Object item, @Nullable Object items) {
    this.self = self;
    this.item = item;
    this.items = items;
  }

  @Nullable Object item() {
    return item;
  }

  @Nullable Object items() {
    return items;
  }

  /** The item that a filter such as {@code map} is at. */
  @Nullable Object mapped() {
    return mapped;
  }

  void map(@Nullable Object item) {
    this.mapped = item;
  }

  /** The value in the cell. */
  public @Nullable Object self() {
    return self;
  }

  @Nullable Object column(int position) {
    return batch.column(position)[row];
  }

  /** Whose row it is; null if that is not known. */
  @Nullable Object subject() {
    return subjects == null ? null : subjects[row];
  }

  long index() {
    return batch.number(row);
  }
}
