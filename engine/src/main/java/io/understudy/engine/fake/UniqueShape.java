package io.understudy.engine.fake;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * As {@link ShapeFake}, one-to-one for texts of any length: what that maps one-to-one has the same
 * fake here. Hexadecimal texts stay hexadecimal texts, others never become any.
 *
 * @param shapes maps what is short
 * @param permutation maps the rest
 */
record UniqueShape(ShapeFake shapes, ShapePermutation permutation) implements TextFake {
  private static final String HEX = "0123456789abcdef";
  private static final String LOWER = "abcdefghijklmnopqrstuvwxyz";

  private enum Form {
    LOWER_HEX,
    UPPER_HEX,
    PLAIN
  }

  @Override
  public String fake(String original) {
    for (int i = 0; i < original.length(); i++) {
      if (original.charAt(i) >= 128 && Character.isLetterOrDigit(original.charAt(i))) {
        throw new IllegalArgumentException(
            "a text with letters other than A to Z has no unique fake; use hash instead");
      }
    }
    Form form = form(original);
    String fake = original;
    do {
      fake = next(fake, form);
    } while (form(fake) != form);
    return fake;
  }

  @Override
  public String fake(String shape, String key) {
    throw Unique.needsValue();
  }

  private static Form form(String text) {
    if (!ShapeFake.isHex(text)) {
      return Form.PLAIN;
    }
    if (text.equals(text.toLowerCase(Locale.ROOT))) {
      return Form.LOWER_HEX;
    }
    return text.equals(text.toUpperCase(Locale.ROOT)) ? Form.UPPER_HEX : Form.PLAIN;
  }

  private String next(String text, Form form) {
    if (form == Form.PLAIN) {
      String small = shapes.permuted(text);
      return small != null ? small : permutation.of(text, letters(text), shape(text));
    }
    String alphabet = form == Form.LOWER_HEX ? HEX : HEX.toUpperCase(Locale.ROOT);
    boolean uuid = text.length() == 36 && text.charAt(8) == '-';
    @Nullable String[] alphabets = new @Nullable String[text.length()];
    StringBuilder tweak = new StringBuilder("hex");
    for (int i = 0; i < alphabets.length; i++) {
      boolean stays = !Character.isLetterOrDigit(text.charAt(i)) || uuid && (i == 14 || i == 19);
      alphabets[i] = stays ? null : alphabet;
      tweak.append(stays ? text.charAt(i) : 'x');
    }
    return permutation.of(text, alphabets, tweak.toString());
  }

  /** Digits for digits, letters for letters of the same case. */
  static @Nullable String[] letters(String text) {
    @Nullable String[] alphabets = new @Nullable String[text.length()];
    boolean leads = true;
    for (int i = 0; i < alphabets.length; i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9') {
        boolean first = leads && text.length() > 1;
        alphabets[i] = !first ? ShapePermutation.DIGITS : c == '0' ? null : "123456789";
        leads = false;
      } else if (c >= 'a' && c <= 'z') {
        alphabets[i] = LOWER;
      } else if (c >= 'A' && c <= 'Z') {
        alphabets[i] = LOWER.toUpperCase(Locale.ROOT);
      }
    }
    return alphabets;
  }

  private static String shape(String text) {
    StringBuilder shape = new StringBuilder(text.length());
    @Nullable String[] alphabets = letters(text);
    for (int i = 0; i < alphabets.length; i++) {
      String alphabet = alphabets[i];
      shape.append(alphabet == null ? text.charAt(i) : alphabet.charAt(0));
    }
    return shape.toString();
  }
}
