package io.understudy.files.text;

import org.jspecify.annotations.Nullable;

/**
 * What texts of one column were written as, for those that come again as the same object, as fakes
 * out of a list do. Each text has one slot, and the last one to come takes it. Used by one thread.
 */
public final class RecentTexts {
  /** About how many texts all columns of a file may remember. */
  private static final int SLOTS = 1 << 16;

  private static final int MOST_BITS = 12;
  private static final int LEAST_BITS = 1;
  private static final int LONGEST = 64;
  private static final int SPREAD = 0x9E3779B9;

  private final int bits;

  /** Empty until there is something to remember. */
  private @Nullable String[] texts = {};

  private byte[][] encoded = {};

  /**
   * @param columns of the file that have such a memory
   */
  public RecentTexts(int columns) {
    int each = Math.max(1, SLOTS / Math.max(1, columns));
    int fits = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(each);
    this.bits = Math.clamp(fits, LEAST_BITS, MOST_BITS);
  }

  /** What {@link #put} was given for this very object, or null. */
  @SuppressWarnings(
      "ReferenceEquality") // to compare the characters costs as much as to encode them
  public byte @Nullable [] get(String text) {
    if (texts.length == 0) {
      return null;
    }
    int slot = slot(text);
    return texts[slot] == text ? encoded[slot] : null;
  }

  /** Remembers the bytes that a text is written as. */
  public void put(String text, byte[] bytes) {
    if (bytes.length <= LONGEST) {
      if (texts.length == 0) {
        texts = new @Nullable String[1 << bits];
        encoded = new byte[1 << bits][];
      }
      int slot = slot(text);
      texts[slot] = text;
      encoded[slot] = bytes;
    }
  }

  private int slot(String text) {
    return (text.hashCode() * SPREAD) >>> (Integer.SIZE - bits);
  }
}
