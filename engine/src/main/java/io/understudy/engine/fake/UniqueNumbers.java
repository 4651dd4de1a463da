package io.understudy.engine.fake;

import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Numbers with check digits or rules, permuted so that valid ones stay valid, others not. */
final class UniqueNumbers {
  private static final String VIN_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ";
  private static final String HEX = "0123456789abcdef";
  private static final int VIN_CHECK = 8;

  private final ShapePermutation permutation;
  private final UniqueShape shape;

  UniqueNumbers(ShapePermutation permutation, UniqueShape shape) {
    this.permutation = permutation;
    this.shape = shape;
  }

  /** {@code 308-63-0237 -> 517-20-8841}: another that can be issued, for one that can be. */
  String ssn(String original) {
    String digits = OfficialNumbers.ssnIdentity(original);
    if (digits.length() != 9 || !isDigits(digits)) {
      return shape.fake(original);
    }
    boolean valid = isSsn(digits);
    String fake = digits;
    do {
      fake = permutation.of(fake, digits(0, 9, 9), "ssn");
    } while (isSsn(fake) != valid);
    return OfficialNumbers.digits(original).length() == 9
        ? OfficialNumbers.written(original, fake)
        : fake;
  }

  private static boolean isSsn(String nine) {
    return !nine.startsWith("000")
        && !nine.startsWith("666")
        && nine.charAt(0) != '9'
        && !nine.startsWith("00", 3)
        && !nine.endsWith("0000");
  }

  /** Issuer, length and what the Luhn sum leaves stay. */
  String card(String original) {
    String digits = OfficialNumbers.digits(original);
    int length = digits.length();
    if (length < 12 || length > 19) {
      return shape.fake(original);
    }
    int issuer = OfficialNumbers.issuerDigits(digits.charAt(0));
    String tweak = length + "/" + digits.substring(0, issuer);
    String fake = permutation.of(digits, digits(issuer, length - 1, length), tweak);
    int wanted = CheckDigits.luhn(digits) % 10;
    String body = fake.substring(0, length - 1);
    int check = Math.floorMod(wanted - CheckDigits.luhn(body + "0"), 10);
    return OfficialNumbers.written(original, body + check);
  }

  /** Country and kinds of characters stay. */
  String iban(String original) {
    if (!isIban(original)) {
      return walked(original, UniqueNumbers::isIban);
    }
    String compact = OfficialNumbers.alphanumeric(original);
    String country = compact.substring(0, 2);
    String account = compact.substring(4);
    String tweak = country.toUpperCase(Locale.ROOT) + account.length();
    @Nullable String[] alphabets = UniqueShape.letters(account);
    for (int i = 0; i < alphabets.length; i++) {
      alphabets[i] = Character.isDigit(account.charAt(i)) ? ShapePermutation.DIGITS : alphabets[i];
    }
    String fake = permutation.of(account, alphabets, tweak + kinds(account));
    String whole = country + OfficialNumbers.ibanCheck(country, fake) + fake;
    StringBuilder text = new StringBuilder(original.length());
    int next = 0;
    for (int i = 0; i < original.length(); i++) {
      char c = original.charAt(i);
      if (Character.isLetterOrDigit(c)) {
        text.append(whole.charAt(next));
        next++;
      } else {
        text.append(c);
      }
    }
    return text.toString();
  }

  private static String kinds(String text) {
    return text.replaceAll("[0-9]", "0").replaceAll("[a-z]", "a").replaceAll("[A-Z]", "A");
  }

  private static boolean isIban(String text) {
    String compact = OfficialNumbers.alphanumeric(text);
    return compact.matches("[A-Za-z]{2}[0-9]{2}[A-Za-z0-9]{11,30}")
        && compact
            .substring(2, 4)
            .equals(OfficialNumbers.ibanCheck(compact.substring(0, 2), compact.substring(4)));
  }

  /** The district of the Federal Reserve stays. */
  String routing(String original) {
    if (!isRouting(original)) {
      return walked(original, UniqueNumbers::isRouting);
    }
    String fake =
        permutation.of(original, digits(2, 8, 9), original.substring(0, 2)).substring(0, 8);
    return fake + CheckDigits.abaCheck(fake);
  }

  private static boolean isRouting(String text) {
    return isDigits(text) && CheckDigits.isAba(text);
  }

  /** The maker stays, and so does what is a digit or a letter. */
  String vehicle(String original) {
    if (!isVehicle(original)) {
      return walked(original, UniqueNumbers::isVehicle);
    }
    String upper = original.toUpperCase(Locale.ROOT);
    @Nullable String[] alphabets = new @Nullable String[upper.length()];
    StringBuilder tweak = new StringBuilder(upper.substring(0, 3));
    for (int i = 3; i < alphabets.length; i++) {
      boolean digit = Character.isDigit(upper.charAt(i));
      alphabets[i] = i == VIN_CHECK ? null : digit ? ShapePermutation.DIGITS : VIN_LETTERS;
      tweak.append(i == VIN_CHECK ? '*' : digit ? '0' : 'A');
    }
    StringBuilder fake = new StringBuilder(permutation.of(upper, alphabets, tweak.toString()));
    fake.setCharAt(VIN_CHECK, CheckDigits.vinCheck(fake));
    return LetterCase.like(original, fake.toString());
  }

  private static boolean isVehicle(String text) {
    return CheckDigits.isVin(text.toUpperCase(Locale.ROOT));
  }

  /** Group and local bits stay; so it may be an address that a maker has handed out. */
  String mac(String original) {
    String compact = OfficialNumbers.alphanumeric(original).toLowerCase(Locale.ROOT);
    if (!compact.matches("[0-9a-f]{12}")) {
      return walked(
          original,
          text ->
              OfficialNumbers.alphanumeric(text).toLowerCase(Locale.ROOT).matches("[0-9a-f]{12}"));
    }
    @Nullable String[] alphabets = new @Nullable String[12];
    for (int i = 0; i < 12; i++) {
      alphabets[i] = HEX;
    }
    int bits = Character.digit(compact.charAt(1), 16) % 4;
    alphabets[1] =
        "" + HEX.charAt(bits) + HEX.charAt(bits + 4) + HEX.charAt(bits + 8) + HEX.charAt(bits + 12);
    String fake = permutation.of(compact, alphabets, "mac" + bits);
    StringBuilder text = new StringBuilder(original.length());
    int next = 0;
    for (int i = 0; i < original.length(); i++) {
      char c = original.charAt(i);
      boolean digit = Character.isLetterOrDigit(c);
      text.append(digit ? fake.charAt(next) : c);
      next += digit ? 1 : 0;
    }
    return LetterCase.like(original, text.toString());
  }

  /** The fake of what is not in its official form: never one that is. */
  private String walked(String original, Predicate<String> official) {
    String fake = original;
    do {
      fake = shape.fake(fake);
    } while (official.test(fake));
    return fake;
  }

  private static @Nullable String[] digits(int from, int to, int length) {
    @Nullable String[] alphabets = new @Nullable String[length];
    for (int i = from; i < to; i++) {
      alphabets[i] = ShapePermutation.DIGITS;
    }
    return alphabets;
  }

  private static boolean isDigits(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
