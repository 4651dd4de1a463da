package io.understudy.engine;

import org.jspecify.annotations.Nullable;

/**
 * What stands in a cell instead of a text. Texts that come again may be the same object each time,
 * so that the format can keep beside it what it writes. Used by one thread, for one file.
 */
public final class NewText {
  private final @Nullable String text;
  private byte @Nullable [] written;
  private boolean told;

  /**
   * @param text null: the cell becomes null
   */
  public NewText(@Nullable String text) {
    this.text = text;
  }

  /** The new text; null for a cell that becomes null. */
  public @Nullable String text() {
    return text;
  }

  /** What the format was told to keep; null if it was not. Not to be changed. */
  public byte @Nullable [] written() {
    return written;
  }

  /** Keeps the bytes that the format writes for the text. */
  public void keep(byte[] bytes) {
    this.written = bytes;
  }

  /** Whether this is the first time that the proof asks. */
  public boolean isFirst() {
    boolean first = !told;
    told = true;
    return first;
  }

  /** Says that there is one, and not which. */
  @Override
  public String toString() {
    return "NewText";
  }
}
