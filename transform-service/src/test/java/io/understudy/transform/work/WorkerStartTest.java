package io.understudy.transform.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WorkerStartTest {
  private final MeterRegistry metrics = new SimpleMeterRegistry();

  @Test
  void isTheAgeOfTheProcessAtTheFirstClaim() {
    Iterator<Duration> ages = List.of(Duration.ofMillis(1500), Duration.ofSeconds(60)).iterator();
    WorkerStart start = new WorkerStart(metrics, ages::next);
    start.claimed();
    start.claimed();
    assertThat(metrics.get("understudy.worker.start").timeGauge().value(TimeUnit.MILLISECONDS))
        .isEqualTo(1500);
  }

  @Test
  void anAgeIsTheMachinesWithoutThatOfItsStart() {
    String stat =
        "71 (a (b) c) S 1 71 71 0 -1 4194560 1 0 0 0 3 4 0 0 20 0 1 0 1998450 1000 200 3 1 1 0\n";
    assertThat(ProcessAge.between(stat, "19986.03 16372.94\n")).isEqualTo(Duration.ofMillis(1530));
  }

  @Test
  void thisProcessIsNotYoungerThanItsVirtualMachine() {
    long machine = ManagementFactory.getRuntimeMXBean().getUptime();
    assertThat(ProcessAge.now().toMillis()).isGreaterThan(machine - 50);
  }
}
