package io.understudy.engine.plan;

import io.understudy.engine.NewText;
import org.jspecify.annotations.Nullable;

/**
 * Makes one object of equal texts that come again. Each text has one slot, and the last one to come
 * takes it; long ones have none; and where texts turn out to be mostly different, none is kept. See
 * {@link ValueCache}.
 */
final class NewTexts {
  /** About how many texts all columns of a file may keep. */
  private static final int SLOTS = 1 << 16;

  private static final int MOST_BITS = 10;
  private static final int LEAST_BITS = 1;
  private static final int SPREAD = 0x9E3779B9;

  /** After so many texts, one in eight must have been there, or no more is kept. */
  private static final int TRIAL = 16_384;

  private final int bits;
  private final NewText none = new NewText(null);

  /** Empty until there is something to keep. */
  private @Nullable NewText[] slots = {};

  private int asked;
  private int known;
  private boolean worthIt = true;

  /**
   * @param columns of the file that have such texts
   */
  NewTexts(int columns) {
    int each = Math.max(1, SLOTS / Math.max(1, columns));
    int fits = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(each);
    this.bits = Math.clamp(fits, LEAST_BITS, MOST_BITS);
  }

  /** For a text, or for null. */
  NewText of(@Nullable String text) {
    if (text == null) {
      return none;
    }
    if (!worthIt || text.length() > NewText.LONGEST) {
      return new NewText(text);
    }
    if (slots.length == 0) {
      slots = new @Nullable NewText[1 << bits];
    }
    int slot = (text.hashCode() * SPREAD) >>> (Integer.SIZE - bits);
    NewText there = slots[slot];
    boolean again = there != null && text.equals(there.text());
    NewText made = again && there != null ? there : new NewText(text);
    slots[slot] = made;
    learn(again);
    return made;
  }

  private void learn(boolean again) {
    known += again ? 1 : 0;
    if (++asked == TRIAL) {
      worthIt = known > TRIAL / 8;
      asked = 0;
      known = 0;
      if (!worthIt) {
        slots = new @Nullable NewText[0];
      }
    }
  }
}
