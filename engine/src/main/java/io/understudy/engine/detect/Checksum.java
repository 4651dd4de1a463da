package io.understudy.engine.detect;

import io.understudy.engine.fake.CheckDigits;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Arithmetic that tells a real number from a random one of the same shape. Blanks, hyphens, dots,
 * slashes and brackets do not count, nor does letter case. Linear in the length of the text.
 */
public enum Checksum {
  /** ISO/IEC 7812-1: payment cards, IMEIs, Canadian SINs. */
  LUHN(0.1, text -> isDigits(text, 2) && CheckDigits.luhn(text) % 10 == 0),
  /** ISO 13616: international bank account numbers. */
  IBAN(0.01, text -> text.length() > 4 && isAlphanumeric(text) && CheckDigits.isIban(text)),
  /** Nine digits: routing numbers of the American Bankers Association. */
  ABA(0.1, text -> isDigits(text, 9) && CheckDigits.isAba(text)),
  /** Seventeen characters: vehicle identification numbers (49 CFR 565). */
  VIN(0.09, CheckDigits::isVin),
  /** Ten digits: providers of health care in the United States (45 CFR 162.406). */
  NPI(0.1, NationalNumbers::isNpi),
  /** Weights 1, 2, 3, … from the right, where a last X stands for ten. */
  MOD11(0.09, NationalNumbers::isMod11),
  /** Ten digits: patients of the British National Health Service. */
  NHS(0.09, text -> isDigits(text, 10) && text.length() == 10 && NationalNumbers.isMod11(text)),
  /** ISO 7064, MOD 11,10. */
  ISO7064(0.1, text -> isDigits(text, 2) && NationalNumbers.isMod1110(text)),
  /** Eleven digits: the German tax identification number (§ 139b AO). */
  STEUER_ID(0.02, NationalNumbers::isSteuerId),
  /** Eight digits, or X, Y or Z and seven, and a letter: Spanish DNI and NIE. */
  DNI(0.04, NationalNumbers::isDni),
  /** Thirteen digits and two: French social security numbers (NIR). */
  NIR(0.01, NationalNumbers::isNir),
  /** Nine digits: the Dutch citizen service number. */
  BSN(0.09, NationalNumbers::isBsn),
  /** Sixteen characters: the Italian tax code. */
  CODICE_FISCALE(0.001, NationalNumbers::isCodiceFiscale),
  /** Eleven digits: the Brazilian tax number of persons. */
  CPF(0.01, NationalNumbers::isCpf),
  /** ISO 7064, MOD 97,10 over the whole text. */
  MOD97(0.01, text -> text.length() > 2 && isAlphanumeric(text) && CheckDigits.mod97(text) == 1),
  /** Verhoeff's dihedral check: Indian Aadhaar numbers. */
  VERHOEFF(0.1, text -> isDigits(text, 2) && NationalNumbers.isVerhoeff(text));

  private static final String IGNORED = " -./()\u00a0\u202f";

  private final double chance;
  private final Predicate<String> check;

  Checksum(double chance, Predicate<String> check) {
    this.chance = chance;
    this.check = check;
  }

  /** The checksum that configs call this, such as {@code codice_fiscale}. */
  public static Optional<Checksum> byName(String name) {
    for (Checksum checksum : values()) {
      if (checksum.configName().equals(name)) {
        return Optional.of(checksum);
      }
    }
    return Optional.empty();
  }

  /** All names, in the order of this list. */
  public static List<String> names() {
    return List.of(values()).stream().map(Checksum::configName).toList();
  }

  /** What configs call it. */
  public String configName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** How likely a random text of the same shape fits, from 0 to 1. */
  double chance() {
    return chance;
  }

  /** Whether a text fits, whatever it is. */
  public boolean fits(CharSequence text) {
    StringBuilder compact = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (IGNORED.indexOf(c) < 0) {
        compact.append(c);
      }
    }
    return check.test(compact.toString().toUpperCase(Locale.ROOT));
  }

  static boolean isDigits(String text, int least) {
    if (text.length() < least) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (!Chars.isDigit(text, i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isAlphanumeric(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Chars.isDigit(c) && !Chars.isAsciiLetter(c)) {
        return false;
      }
    }
    return true;
  }
}
