package io.understudy.jobtable;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private final Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30));

  private Duration[] waits(int attempt) {
    Random random = new Random(7);
    Duration[] waits = new Duration[200];
    for (int i = 0; i < waits.length; i++) {
      waits[i] = backoff.after(attempt, random);
    }
    return waits;
  }

  @Test
  void doublesFromTheFirstUpToTheMost() {
    int[] most = {1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000};
    for (int attempt = 1; attempt <= most.length; attempt++) {
      Duration cap = Duration.ofMillis(most[attempt - 1]);
      assertThat(waits(attempt))
          .as("attempt " + attempt)
          .allMatch(wait -> wait.compareTo(cap.dividedBy(2)) >= 0 && wait.compareTo(cap) <= 0);
    }
  }

  @Test
  void isSpreadOverTheUpperHalf() {
    assertThat(waits(3))
        .anyMatch(wait -> wait.toMillis() < 2_500)
        .anyMatch(wait -> wait.toMillis() > 3_500);
  }

  @Test
  void staysAtTheMostForEver() {
    assertThat(waits(1_000_000)).allMatch(wait -> wait.compareTo(Duration.ofSeconds(15)) >= 0);
  }
}
