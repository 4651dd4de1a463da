package io.understudy.scheduler.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.scheduler.launch.Limit.Pods;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LimitTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Pods ALL_RUN = new Pods(50, 0, 0, "");

  private static Limit fallen() {
    return Limit.next(Optional.empty(), 50, new Pods(5, 0, 45, "quota"), START).orElseThrow();
  }

  @Test
  void thereIsNoLimitAsLongAsPodsStart() {
    assertThat(Limit.next(Optional.empty(), 50, ALL_RUN, START)).isEmpty();
    assertThat(Limit.next(Optional.empty(), 50, new Pods(3, 47, 0, ""), START)).isEmpty();
  }

  @Test
  void itFallsToWhatRunsAndSaysWhy() {
    assertThat(fallen().workers()).isEqualTo(5);
    assertThat(fallen().reason()).isEqualTo("quota");
  }

  @Test
  void oneWorkerIsAlwaysWanted() {
    Pods none = new Pods(0, 0, 50, "quota");
    assertThat(Limit.next(Optional.empty(), 50, none, START).orElseThrow().workers()).isEqualTo(1);
  }

  @Test
  void itStaysWhileThePodsThatWaitAreTakenAway() {
    Optional<Limit> known = Optional.of(fallen());
    assertThat(Limit.next(known, 50, new Pods(5, 0, 20, "quota"), START.plusSeconds(1)))
        .isEqualTo(known);
  }

  @Test
  void itIsProbedAfterAWhileAndNotBefore() {
    Optional<Limit> known = Optional.of(fallen());
    Pods fits = new Pods(5, 0, 0, "");
    assertThat(Limit.next(known, 50, fits, START.plusSeconds(2))).isEqualTo(known);
    assertThat(Limit.next(known, 50, fits, START.plusSeconds(60)).orElseThrow().workers())
        .isEqualTo(6);
  }

  @Test
  void itIsBackAtFiftyWithinAMinuteOnceEverythingStarts() {
    Optional<Limit> limit = Optional.of(fallen());
    Instant now = START;
    while (limit.isPresent()) {
      now = now.plusSeconds(1);
      limit = Limit.next(limit, 50, new Pods(limit.get().workers(), 0, 0, ""), now);
    }
    assertThat(Duration.between(START, now)).isLessThan(Duration.ofSeconds(60));
  }

  @Test
  void aProbeWaitsForThePodsOfTheLastOne() {
    Limit probing = new Limit(6, 2, Duration.ofSeconds(3), START, "quota");
    Optional<Limit> same =
        Limit.next(Optional.of(probing), 50, new Pods(5, 1, 0, ""), START.plusSeconds(60));
    assertThat(same).contains(probing);
  }

  @Test
  void aProbeThatFailsFallsBack() {
    Limit probing = new Limit(13, 16, Duration.ofSeconds(3), START, "quota");
    Limit back =
        Limit.next(Optional.of(probing), 50, new Pods(5, 0, 8, "no IPs"), START.plusSeconds(9))
            .orElseThrow();
    assertThat(back.workers()).isEqualTo(5);
    assertThat(back.step()).isEqualTo(1);
    assertThat(back.reason()).isEqualTo("no IPs");
  }

  @Test
  void itIsKeptInAnnotations() {
    assertThat(Limit.of(fallen().annotations())).contains(fallen());
    assertThat(Limit.of(Map.of())).isEmpty();
    assertThat(Limit.of(Map.of(Limit.WORKERS, "many"))).isEmpty();
  }
}
