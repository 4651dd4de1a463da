package io.understudy.standalone.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AmountsTest {

  @Test
  void bytesHaveThreeFiguresAndAUnit() {
    assertThat(Amounts.bytes(0)).isEqualTo("0 B");
    assertThat(Amounts.bytes(999)).isEqualTo("999 B");
    assertThat(Amounts.bytes(1_000)).isEqualTo("1.0 kB");
    assertThat(Amounts.bytes(99_949)).isEqualTo("99.9 kB");
    assertThat(Amounts.bytes(99_951)).isEqualTo("100 kB");
    assertThat(Amounts.bytes(999_499)).isEqualTo("999 kB");
    assertThat(Amounts.bytes(999_999)).isEqualTo("1.0 MB");
    assertThat(Amounts.bytes(7_000_000_000_000L)).isEqualTo("7.0 TB");
  }

  @Test
  void countsHaveCommasAndTheRightWord() {
    assertThat(Amounts.count(1_234_567)).isEqualTo("1,234,567");
    assertThat(Amounts.count(1, "file")).isEqualTo("1 file");
    assertThat(Amounts.count(0, "file")).isEqualTo("0 files");
    assertThat(Amounts.count(2_000, "file")).isEqualTo("2,000 files");
  }

  @Test
  void timesAreShortWhenTheyAreShort() {
    assertThat(Amounts.clock(Duration.ofSeconds(7))).isEqualTo("0:07");
    assertThat(Amounts.clock(Duration.ofSeconds(754))).isEqualTo("12:34");
    assertThat(Amounts.clock(Duration.ofSeconds(3_723))).isEqualTo("1:02:03");
    assertThat(Amounts.seconds(Duration.ofMillis(440))).isEqualTo("0.4 s");
    assertThat(Amounts.seconds(Duration.ofMillis(12_300))).isEqualTo("12 s");
    assertThat(Amounts.seconds(Duration.ofSeconds(200))).isEqualTo("3:20");
  }
}
