package io.understudy.engine;

import org.jspecify.annotations.Nullable;

/**
 * What stands in a cell instead of a text. Texts that come again may be the same object each time,
 * so that the format can keep beside it what it writes. Used by one thread, for one file.
 */
public final class NewText {
  /** More characters, or bytes of them, are not worth keeping. */
  public static final int LONGEST = 64;

  private final @Nullable String text;
  private byte @Nullable [] written;

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

  /** What the format was told to keep; null if it was not, or if it is long. Not to be changed. */
  public byte @Nullable [] written() {
    return written;
  }

  /** Keeps the bytes that the format writes for the text, unless they are long. */
  public void keep(byte[] bytes) {
    if (bytes.length <= LONGEST) {
      this.written = bytes;
    }
  }

  /** Says that there is one, and not which. */
  @Override
  public String toString() {
    return "NewText";
  }
}
