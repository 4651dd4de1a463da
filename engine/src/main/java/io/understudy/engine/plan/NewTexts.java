package io.understudy.engine.plan;

import io.understudy.engine.NewText;
import io.understudy.engine.proof.Repeats;
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

  private final int bits;
  private final NewText none = new NewText(null);

  /** Empty until there is something to keep. */
  private @Nullable NewText[] slots = {};

  private final Repeats repeats = new Repeats();

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
    if (!repeats.areWorthIt() || text.length() > NewText.LONGEST) {
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
    if (!repeats.count(again)) {
      slots = new @Nullable NewText[0];
    }
    return made;
  }
}
