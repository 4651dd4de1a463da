package io.understudy.engine.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalTest {

  @Test
  void numbersAgreeAcrossTypes() {
    assertThat(Canonical.text(5L)).isEqualTo("5");
    assertThat(Canonical.text(5.0)).isEqualTo("5");
    assertThat(Canonical.text(new BigDecimal("5.00"))).isEqualTo("5");
    assertThat(Canonical.text("5.00")).isEqualTo("5");
    assertThat(Canonical.text("-12.50")).isEqualTo("-12.5");
    assertThat(Canonical.text(new BigDecimal("-12.50"))).isEqualTo("-12.5");
    assertThat(Canonical.text(-12.5)).isEqualTo("-12.5");
    assertThat(Canonical.text(1.0e10)).isEqualTo("10000000000");
    assertThat(Canonical.text(-0.0)).isEqualTo("0");
    assertThat(Canonical.text("-0.0")).isEqualTo("0");
    assertThat(Canonical.text(new BigDecimal("0E-9"))).isEqualTo("0");
  }

  @Test
  void datesAndTimesAgreeAcrossTypes() {
    LocalDateTime time = LocalDateTime.of(2024, 1, 31, 10, 30);
    assertThat(Canonical.text(LocalDate.of(2024, 1, 31))).isEqualTo("2024-01-31");
    assertThat(Canonical.text("2024-01-31")).isEqualTo("2024-01-31");
    assertThat(Canonical.text(time)).isEqualTo("2024-01-31T10:30:00");
    assertThat(Canonical.text("2024-01-31 10:30:00")).isEqualTo("2024-01-31T10:30:00");
    assertThat(Canonical.text(time.plusNanos(500_000_000))).isEqualTo("2024-01-31T10:30:00.5");
    assertThat(Canonical.text("2024-01-31T10:30:00.500")).isEqualTo("2024-01-31T10:30:00.5");
    assertThat(Canonical.text(LocalTime.of(10, 30))).isEqualTo("10:30:00");
    assertThat(Canonical.text("10:30:00.500")).isEqualTo("10:30:00.5");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2024-01-31T09:30:00Z",
        "2024-01-31 09:30:00Z",
        "2024-01-31T10:30:00+01:00",
        "2024-01-31 10:30:00+01",
        "2024-01-31 10:30:00.000+0100",
        "2024-01-31T04:30:00-05:00"
      })
  void pointsInTimeAreTheSameInAllOffsets(String text) {
    assertThat(Canonical.text(text))
        .isEqualTo(Canonical.text(Instant.parse("2024-01-31T09:30:00Z")))
        .isEqualTo("2024-01-31T09:30:00Z");
  }

  @ParameterizedTest
  @CsvSource({
    "007, 007",
    "00.50, 00.50",
    "1.2.3, 1.2.3",
    "5., 5.",
    "1e5, 1e5",
    "2024-13-45 10:30:00, 2024-13-45 10:30:00",
    "25:61:00, 25:61:00",
    "' Noah ', Noah",
    "'', ''",
    "-, -"
  })
  void everythingElseIsTheTextWithoutWhiteSpaceAroundIt(String text, String canonical) {
    assertThat(Canonical.text(text)).isEqualTo(canonical);
  }
}
