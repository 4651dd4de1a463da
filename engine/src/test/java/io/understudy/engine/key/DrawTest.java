package io.understudy.engine.key;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DrawTest {
  private static final int DRAWS = 100_000;

  private final KeyedFunction function = new KeyedFunction(new SecretKey(new byte[16]), "test");

  /** Chi-square: more than six standard deviations from its mean is no accident. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 10, 26, 256, 1000})
  void choicesAreUniform(int bound) {
    int[] counts = new int[bound];
    Draw draw = function.draw("value");
    for (int i = 0; i < DRAWS; i++) {
      counts[draw.below(bound)]++;
    }

    double expected = (double) DRAWS / bound;
    double distance = 0;
    for (int count : counts) {
      distance += (count - expected) * (count - expected) / expected;
    }
    assertThat(distance).isLessThan(bound - 1 + 6 * Math.sqrt(2.0 * (bound - 1)));
  }

  @Test
  void oneIsAlwaysTheSameChoice() {
    assertThat(function.draw("value").below(1)).isZero();
  }

  @Test
  void choicesBelongToTheValue() {
    assertThat(function.draw("a").below(1 << 30)).isEqualTo(function.draw("a").below(1 << 30));
    assertThat(function.draw("a").below(1 << 30)).isNotEqualTo(function.draw("b").below(1 << 30));
  }
}
