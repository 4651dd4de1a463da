package io.understudy.engine.fake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CheckDigitsTest {

  @Test
  void acceptsPublishedNumbersAndRefusesThemWithOneDigitChanged() {
    assertThat(CheckDigits.luhn("79927398713") % 10).isZero();
    assertThat(CheckDigits.luhn("79927398714") % 10).isNotZero();
    assertThat(CheckDigits.isIban("GB82WEST12345698765432")).isTrue();
    assertThat(CheckDigits.isIban("GB82WEST12345698765433")).isFalse();
    assertThat(CheckDigits.isVin("1M8GDM9AXKP042788")).isTrue();
    assertThat(CheckDigits.isVin("1M8GDM9A1KP042788")).isFalse();
    assertThat(CheckDigits.isVin("IM8GDM9AXKP042788")).isFalse();
    assertThat(CheckDigits.isAba("111000025")).isTrue();
    assertThat(CheckDigits.isAba("111000024")).isFalse();
  }
}
