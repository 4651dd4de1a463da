package io.understudy.transform.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WorkerStartTest {
  private final MeterRegistry metrics = new SimpleMeterRegistry();

  @Test
  void isTheTimeFromTheProcessesStartToTheFirstClaim() {
    Instant begun = ProcessHandle.current().info().startInstant().orElseThrow();
    Instant later = begun.plusMillis(1500);
    WorkerStart start = new WorkerStart(metrics, Clock.fixed(later, ZoneOffset.UTC));
    start.claimed();
    assertThat(metrics.get("understudy.worker.start").timeGauge().value(TimeUnit.MILLISECONDS))
        .isEqualTo(1500);
  }

  @Test
  void laterClaimsDoNotCount() {
    Instant begun = ProcessHandle.current().info().startInstant().orElseThrow();
    Clock[] now = {Clock.fixed(begun.plusSeconds(2), ZoneOffset.UTC)};
    WorkerStart start =
        new WorkerStart(
            metrics,
            new Clock() {
              @Override
              public Instant instant() {
                return now[0].instant();
              }

              @Override
              public Clock withZone(java.time.ZoneId zone) {
                return now[0].withZone(zone);
              }

              @Override
              public java.time.ZoneId getZone() {
                return now[0].getZone();
              }
            });
    start.claimed();
    now[0] = Clock.offset(now[0], Duration.ofSeconds(60));
    start.claimed();
    assertThat(metrics.get("understudy.worker.start").timeGauge().value(TimeUnit.SECONDS))
        .isEqualTo(2);
  }
}
