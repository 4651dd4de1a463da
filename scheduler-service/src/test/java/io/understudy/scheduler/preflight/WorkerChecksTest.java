package io.understudy.scheduler.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.jobtable.Preflight;
import io.understudy.jobtable.PreflightCheck;
import io.understudy.scheduler.launch.SampleWorkers.Trouble;
import io.understudy.scheduler.launch.SampleWorkers.View;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WorkerChecksTest {
  private static final View STARTING = new View(0, 1, 0, null, null);

  private static Preflight preflight(@Nullable String samples, @Nullable String owner) {
    return new Preflight(
        1,
        "",
        "s3://in/",
        "s3://out/",
        "",
        null,
        false,
        1,
        true,
        false,
        Preflight.State.RUNNING,
        samples,
        owner,
        null,
        null,
        Instant.EPOCH,
        null,
        Duration.ofMinutes(3),
        true,
        List.of(PreflightCheck.pass("sink.put", "written")));
  }

  @Test
  void whenTimeIsUpItSaysWhatWasWaitedFor() {
    assertThat(WorkerChecks.overdue(preflight(null, null), STARTING))
        .isEqualTo(
            PreflightCheck.fail(
                "source.plan",
                "listing s3://in/ takes longer than a preflight may",
                "raise understudy.preflight.limit, or name a prefix with fewer objects"));
    assertThat(WorkerChecks.overdue(preflight("[]", null), STARTING).words())
        .isEqualTo("no worker began with its checks in time");
    View quota = new View(0, 1, 0, new Trouble("the quota is used up", "raise it", false), null);
    assertThat(WorkerChecks.overdue(preflight("[]", null), quota))
        .isEqualTo(
            PreflightCheck.fail(
                "worker.start", "no worker starts: the quota is used up", "raise it"));
    assertThat(WorkerChecks.overdue(preflight("[]", "pod-1"), STARTING))
        .isEqualTo(
            PreflightCheck.fail(
                "worker.start",
                "the worker pod-1 did not finish its checks in time; the last one was sink.put",
                "see its log; raise understudy.preflight.limit if it was at work"));
  }

  @Test
  void oneWorkerThatFitsSaysNothingOfMore() {
    assertThat(WorkerChecks.headroom(1, new View(1, 0, 0, null, null), Optional.empty()))
        .isEqualTo(PreflightCheck.pass("headroom", "a worker fits now; more were not tried"));
  }
}
