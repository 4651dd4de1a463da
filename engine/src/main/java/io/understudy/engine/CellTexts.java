package io.understudy.engine;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Some cells of one column of texts: where the bytes of their texts are, and then what becomes of
 * them. Reused from batch to batch; not thread-safe.
 */
public final class CellTexts {
  private static final int NULL = -1;
  private static final int DECODED = -2;

  private byte[] bytes = {};
  private final int[] from;
  private final int[] to;
  private final @Nullable String[] decoded;
  private final @Nullable NewText[] outcomes;
  private int size;

  /**
   * @param capacity most cells at once, such as 1024
   */
  public CellTexts(int capacity) {
    this.from = new int[capacity];
    this.to = new int[capacity];
    this.decoded = new @Nullable String[capacity];
    this.outcomes = new @Nullable NewText[capacity];
  }

  /** Most cells at once. */
  public int capacity() {
    return from.length;
  }

  /** Cells at hand. */
  public int size() {
    return size;
  }

  /**
   * Begins the next cells.
   *
   * @param texts holds their texts as UTF-8; not changed before the next call
   */
  public void reset(byte[] texts, int cells) {
    this.bytes = texts;
    this.size = cells;
  }

  /** The cell has a text: these bytes, valid UTF-8. */
  public void set(int cell, int start, int end) {
    from[cell] = start;
    to[cell] = end;
  }

  /** The cell has a text that does not stand among the bytes as it is. */
  public void set(int cell, String text) {
    from[cell] = DECODED;
    decoded[cell] = text;
  }

  /** The cell is null. */
  public void setNull(int cell) {
    from[cell] = NULL;
  }

  /** Whether the cell is null. */
  public boolean isNull(int cell) {
    return from[cell] == NULL;
  }

  /** Whether the bytes of the cell's text are at hand. */
  public boolean hasBytes(int cell) {
    return from[cell] >= 0;
  }

  /** The array that holds the texts. */
  public byte[] bytes() {
    return bytes;
  }

  /** Where the cell's text begins; of one that {@link #hasBytes}. */
  public int from(int cell) {
    return from[cell];
  }

  /** Behind the last byte of the cell's text. */
  public int to(int cell) {
    return to[cell];
  }

  /** The text of a cell, decoded if it was not; null for null. */
  public @Nullable String text(int cell) {
    return switch (from[cell]) {
      case NULL -> null;
      case DECODED -> decoded[cell];
      default -> new String(bytes, from[cell], to[cell] - from[cell], StandardCharsets.UTF_8);
    };
  }

  /** Says what becomes of a cell; null: it stays as it is. */
  public void become(int cell, @Nullable NewText outcome) {
    outcomes[cell] = outcome;
  }

  /** What becomes of a cell; null: it stays as it is. */
  public @Nullable NewText outcome(int cell) {
    return outcomes[cell];
  }
}
