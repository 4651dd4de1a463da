package io.understudy.engine.fake;

import org.jspecify.annotations.Nullable;

/**
 * A telephone number's digits, permuted: country code, leading zeros, length and punctuation stay,
 * and a number of the North American plan stays one, or stays none.
 */
final class UniquePhone {
  private static final int MOST_DIGITS = 18;

  private UniquePhone() {}

  static String of(String original, ShapePermutation permutation, UniqueShape shape) {
    PhoneNumbers.Parts parts = PhoneNumbers.Parts.of(original);
    String digits = parts.digits();
    if (digits.length() < 4 || digits.length() > MOST_DIGITS) {
      return shape.fake(original);
    }
    int kept = kept(parts);
    String tweak = digits.length() + "/" + digits.substring(0, kept);
    @Nullable String[] alphabets = new @Nullable String[digits.length()];
    for (int i = kept; i < alphabets.length; i++) {
      alphabets[i] = ShapePermutation.DIGITS;
    }
    String fake = digits;
    String text;
    do {
      fake = permutation.of(fake, alphabets, tweak);
      text = written(original, parts.end(), fake);
    } while (!form(text, kept).equals(form(original, kept)));
    return extension(text, original, parts, permutation);
  }

  private static int kept(PhoneNumbers.Parts parts) {
    int kept = parts.northAmerican() ? parts.prefix() : parts.kept();
    return Math.min(kept, Math.max(0, parts.digits().length() - 4));
  }

  private record Form(
      int prefix, int kept, int end, boolean northAmerican, boolean zero, boolean valid) {}

  private static Form form(String text, int kept) {
    PhoneNumbers.Parts parts = PhoneNumbers.Parts.of(text);
    String digits = parts.digits();
    boolean valid = parts.northAmerican() && isValid(digits.substring(parts.prefix()));
    boolean zero = digits.charAt(kept) == '0';
    return new Form(parts.prefix(), parts.kept(), parts.end(), parts.northAmerican(), zero, valid);
  }

  /** NXX-NXX-XXXX without the codes that end in 11 or have a 9 in the middle. */
  private static boolean isValid(String ten) {
    return ten.length() == 10
        && ten.charAt(0) >= '2'
        && ten.charAt(1) != '9'
        && !ten.startsWith("11", 1)
        && ten.charAt(3) >= '2'
        && !ten.startsWith("11", 4);
  }

  private static String written(String original, int end, String digits) {
    char[] text = original.toCharArray();
    int next = 0;
    for (int i = 0; i < end; i++) {
      if (text[i] >= '0' && text[i] <= '9') {
        text[i] = digits.charAt(next);
        next++;
      }
    }
    return new String(text);
  }

  private static String extension(
      String text, String original, PhoneNumbers.Parts parts, ShapePermutation permutation) {
    @Nullable String[] alphabets = new @Nullable String[text.length()];
    for (int i = parts.end(); i < alphabets.length; i++) {
      char c = text.charAt(i);
      alphabets[i] = c >= '0' && c <= '9' ? ShapePermutation.DIGITS : null;
    }
    return permutation.of(text, alphabets, "extension/" + original.substring(0, parts.end()));
  }
}
