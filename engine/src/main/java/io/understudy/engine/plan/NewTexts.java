package io.understudy.engine.plan;

import io.understudy.engine.NewText;
import org.jspecify.annotations.Nullable;

/**
 * Makes one object of equal texts that come again. Each text has one slot, and the last one to come
 * takes it.
 */
final class NewTexts {
  private static final int BITS = 10;
  private static final int SPREAD = 0x9E3779B9;

  private final @Nullable NewText[] slots = new @Nullable NewText[1 << BITS];
  private final NewText none = new NewText(null);

  /** For a text, or for null. */
  NewText of(@Nullable String text) {
    if (text == null) {
      return none;
    }
    int slot = (text.hashCode() * SPREAD) >>> (Integer.SIZE - BITS);
    NewText there = slots[slot];
    if (there != null && text.equals(there.text())) {
      return there;
    }
    NewText made = new NewText(text);
    slots[slot] = made;
    return made;
  }
}
