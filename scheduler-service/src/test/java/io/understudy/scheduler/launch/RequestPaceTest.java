package io.understudy.scheduler.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class RequestPaceTest {
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
  private final RequestPace pace = new RequestPace(5, clock);

  private int takeAll() {
    int taken = 0;
    while (pace.take()) {
      taken++;
    }
    return taken;
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }

  @Test
  void twiceAsManyMayComeAtOnceAndThenSoManyASecond() {
    assertThat(takeAll()).isEqualTo(10);
    pass(Duration.ofMillis(400));
    assertThat(takeAll()).isEqualTo(2);
    pass(Duration.ofSeconds(1));
    assertThat(takeAll()).isEqualTo(5);
    pass(Duration.ofHours(1));
    assertThat(takeAll()).isEqualTo(10);
  }

  @Test
  void troubleMeansARestThatGrowsUntilThereIsAnAnswer() {
    assertThat(pace.resting()).isFalse();
    assertThat(pace.rest(Duration.ZERO)).isEqualTo(Duration.ofSeconds(1));
    assertThat(pace.resting()).isTrue();
    pass(Duration.ofSeconds(1));
    assertThat(pace.resting()).isFalse();
    assertThat(pace.rest(Duration.ZERO)).isEqualTo(Duration.ofSeconds(2));
    for (int i = 0; i < 9; i++) {
      pace.rest(Duration.ZERO);
    }
    assertThat(pace.rest(Duration.ZERO)).isEqualTo(Duration.ofSeconds(30));
    pace.answered();
    assertThat(pace.rest(Duration.ZERO)).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void theApiItselfMayAskForALongerRest() {
    assertThat(pace.rest(Duration.ofSeconds(45))).isEqualTo(Duration.ofSeconds(45));
  }

  @Test
  void aPaceOfNothingIsRefused() {
    assertThatThrownBy(() -> new RequestPace(0, clock))
        .hasMessage("understudy.launcher.requests-per-second must be at least 1");
  }
}
