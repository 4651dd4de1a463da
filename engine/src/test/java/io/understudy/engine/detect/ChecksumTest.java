package io.understudy.engine.detect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Check digits, with the examples of those who give the numbers out. */
class ChecksumTest {
  @ParameterizedTest
  @CsvSource({
    "LUHN, 4111 1111 1111 1111, 4111 1111 1111 1112",
    "LUHN, 490154203237518, 490154203237519",
    "LUHN, 046 454 286, 046 454 287",
    "IBAN, GB82 WEST 1234 5698 7654 32, GB82 WEST 1234 5698 7654 33",
    "IBAN, de89370400440532013000, de89370400440532013001",
    "ABA, 111000025, 111000026",
    "VIN, 1M8GDM9AXKP042788, 1M8GDM9A1KP042788",
    "NPI, 1234567893, 1234567890",
    "MOD11, 0-306-40615-2, 0-306-40615-3",
    "MOD11, 0-8044-2957-X, 0-8044-2957-1",
    "NHS, 943 476 5919, 943 476 5918",
    "ISO7064, 86095742719, 86095742718",
    "STEUER_ID, 86 095 742 719, 86 095 742 718",
    "DNI, 12345678Z, 12345678A",
    "DNI, X1234567L, X1234567Z",
    "NIR, 2 55 08 14 168 025 38, 2 55 08 14 168 025 39",
    "BSN, 111222333, 111222334",
    "CODICE_FISCALE, RSSMRA85T10A562S, RSSMRA85T10A562T",
    "CPF, 529.982.247-25, 529.982.247-26",
    "MOD97, 3214282912345698765432161182, 3214282912345698765432161183",
    "VERHOEFF, 2363, 2364",
  })
  void aValidNumberFitsAndItsNeighbourDoesNot(Checksum checksum, String valid, String invalid) {
    assertThat(checksum.fits(valid)).isTrue();
    assertThat(checksum.fits(invalid)).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void anyTextCanBeAskedAbout(Checksum checksum) {
    String[] odd = {
      "", "X", "-", "ß", "\u0000", "0000000000", "٣٣٣٣٣٣٣٣٣", "9".repeat(40), "Z".repeat(40)
    };
    for (String text : odd) {
      for (int length = 0; length <= text.length(); length++) {
        checksum.fits(text.substring(0, length));
      }
    }
    assertThat(checksum.fits("")).isFalse();
    assertThat(checksum.fits("no number")).isFalse();
  }

  @Test
  void configsCallThemByTheirNamesInLowerCase() {
    assertThat(Checksum.byName("codice_fiscale")).contains(Checksum.CODICE_FISCALE);
    assertThat(Checksum.byName("crc")).isEmpty();
  }
}
