package io.understudy.engine.fake;

import io.understudy.engine.key.Draw;
import java.util.Locale;

/** Codes that say country or maker in some places and check themselves in others. */
final class CodeFakes {
  private static final String VIN_CHARACTERS = "0123456789ABCDEFGHJKLMNPRSTUVWXYZ";
  private static final int MAKER = 3;
  private static final int VIN_CHECK = 8;
  private static final int FIRST_SERIAL = 11;
  private static final int BANK = 4;
  private static final int PLACE = 6;

  private CodeFakes() {}

  /**
   * The maker and the digits of the serial number stay what they are; the check digit is valid.
   *
   * <p>{@code 1HGCM82633A004352 -> 1HGPX3A17RB580216}.
   */
  static String vehicle(String original, Draw draw) {
    String upper = original.toUpperCase(Locale.ROOT);
    if (!CheckDigits.isVin(upper)) {
      return Scrambled.text(original, draw);
    }
    StringBuilder fake = new StringBuilder(upper);
    for (int i = MAKER; i < fake.length(); i++) {
      boolean digit = i > FIRST_SERIAL && Character.isDigit(upper.charAt(i));
      fake.setCharAt(i, VIN_CHARACTERS.charAt(draw.below(digit ? 10 : VIN_CHARACTERS.length())));
    }
    fake.setCharAt(VIN_CHECK, CheckDigits.vinCheck(fake));
    return LetterCase.like(original, fake.toString());
  }

  /**
   * District of the Federal Reserve and a valid check digit stay: {@code 021000021 -> 029384713}.
   */
  static String routing(String original, Draw draw) {
    if (!CheckDigits.isAba(original)) {
      return Scrambled.text(original, draw);
    }
    StringBuilder fake = new StringBuilder(original.substring(0, 2));
    while (fake.length() < 8) {
      fake.append(Scrambled.digit(draw));
    }
    return fake.append(CheckDigits.abaCheck(fake)).toString();
  }

  /** The country stays: {@code DEUTDEFF500 -> QKZVDEWX318}. One to one. */
  static TextFake bic(TextFake shape) {
    return new Bic(shape);
  }

  private record Bic(TextFake shape) implements TextFake {
    @Override
    public String fake(String original) {
      return isBic(original)
          ? joined(original, shape.fake(withoutCountry(original)))
          : shape.fake(original);
    }

    @Override
    public String fake(String original, String key) {
      return isBic(original)
          ? joined(original, shape.fake(withoutCountry(original), key))
          : shape.fake(original, key);
    }

    private static boolean isBic(String text) {
      return text.length() == 8 || text.length() == 11;
    }

    private static String withoutCountry(String text) {
      return text.substring(0, BANK) + text.substring(PLACE);
    }

    private static String joined(String original, String fake) {
      return fake.substring(0, BANK) + original.substring(BANK, PLACE) + fake.substring(BANK);
    }
  }
}
