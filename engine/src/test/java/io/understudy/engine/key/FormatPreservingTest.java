package io.understudy.engine.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The samples of NIST for FF1 (AES-128, AES-192 and AES-256). */
class FormatPreservingTest {
  private static final String K128 = "2B7E151628AED2A6ABF7158809CF4F3C";
  private static final String K192 = K128 + "EF4359D8D580AA4F";
  private static final String K256 = K192 + "7F036D6F04FC6A94";

  @ParameterizedTest
  @CsvSource({
    "128, 10, '', 0123456789, 2433477484",
    "128, 10, 39383736353433323130, 0123456789, 6124200773",
    "128, 36, 3737373770717273373737, 0123456789abcdefghi, a9tv40mll9kdu509eum",
    "192, 10, '', 0123456789, 2830668132",
    "192, 10, 39383736353433323130, 0123456789, 2496655549",
    "192, 36, 3737373770717273373737, 0123456789abcdefghi, xbj3kv35jrawxv32ysr",
    "256, 10, '', 0123456789, 6657667009",
    "256, 10, 39383736353433323130, 0123456789, 1001623463",
    "256, 36, 3737373770717273373737, 0123456789abcdefghi, xs8a0azh2avyalyzuwd",
  })
  void agreesWithTheSamplesOfTheStandard(
      int bits, int radix, String tweak, String plain, String cipher) {
    String key = bits == 128 ? K128 : bits == 192 ? K192 : K256;
    FormatPreserving ff1 = new FormatPreserving(HexFormat.of().parseHex(key));
    byte[] bytes = HexFormat.of().parseHex(tweak);
    assertThat(text(radix, ff1.encrypt(radix, numerals(radix, plain), bytes))).isEqualTo(cipher);
    assertThat(text(radix, ff1.decrypt(radix, numerals(radix, cipher), bytes))).isEqualTo(plain);
  }

  private static int[] numerals(int radix, String text) {
    return text.chars().map(c -> Character.digit(c, radix)).toArray();
  }

  private static String text(int radix, int[] numerals) {
    StringBuilder text = new StringBuilder();
    for (int numeral : numerals) {
      text.append(Character.forDigit(numeral, radix));
    }
    return text.toString();
  }
}
