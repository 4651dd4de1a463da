package io.understudy.engine.transform;

import io.understudy.engine.key.Canonical;

/**
 * The ends of a text with a mask between them. If the text is not longer than what would be kept
 * plus the tolerance, less is kept: one char from the left, one from the right, in turn. Where
 * nothing can be kept, the mask alone.
 *
 * <p>{@code partial_mask(2, "***", 2): 4716424521 -> 47***21}; {@code Noah -> N***h}; {@code Al ->
 * ***}.
 *
 * @param left most chars kept at the start
 * @param mask not empty
 * @param right most chars kept at the end
 * @param tolerance how many chars are never kept, at least
 */
public record PartialMask(int left, String mask, int right, int tolerance) implements Transform {
  public PartialMask {
    if (mask.isEmpty()) {
      throw new IllegalArgumentException("partial_mask: the mask is empty; give at least one char");
    }
    if (left < 0 || right < 0 || tolerance < 0) {
      throw new IllegalArgumentException(
          "partial_mask: left, right and tolerance must not be negative, found "
              + left
              + ", "
              + right
              + ", "
              + tolerance);
    }
  }

  @Override
  public Object apply(Object value) {
    String text = value instanceof String string ? string : Canonical.text(value);
    int size = text.codePointCount(0, text.length());
    int length = size - tolerance;
    if (length <= 0 || left < 1 && right < 1) {
      return mask;
    }
    int prefix = left;
    int suffix = right;
    while (prefix + suffix >= length) {
      prefix -= prefix > 0 ? 1 : 0;
      if (prefix + suffix < length) {
        break;
      }
      suffix -= suffix > 0 ? 1 : 0;
    }
    return text.substring(0, text.offsetByCodePoints(0, prefix))
        + mask
        + text.substring(text.offsetByCodePoints(0, size - suffix));
  }
}
