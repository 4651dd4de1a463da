package io.understudy.scheduler.reconcile;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.understudy.jobtable.JobKind;
import io.understudy.jobtable.RunProtocol;
import io.understudy.jobtable.SplitProtocol;
import io.understudy.scheduler.Runs;
import io.understudy.scheduler.Surroundings;
import io.understudy.scheduler.launch.Launcher;
import io.understudy.scheduler.planning.Planner;
import io.understudy.scheduler.planning.PlanningConfig;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A second scheduler beside the first one, on the same job table. */
@QuarkusTest
@WithTestResource(Surroundings.class)
class TwoSchedulersTest {
  @Inject Runs runs;
  @Inject RunProtocol protocol;
  @Inject SplitProtocol splits;
  @Inject RunReading reading;
  @Inject Planner planner;
  @Inject Extracting extracting;
  @Inject PlanningConfig planning;
  @Inject ReconcileConfig config;
  @Inject Launcher launcher;
  @Inject MeterRegistry meters;
  @Inject Clock clock;

  @Test
  void eachRunIsSteppedRightByWhicheverComes() throws InterruptedException {
    Reconciler second =
        new Reconciler(
            protocol,
            reading,
            new RunProgress(protocol, splits, reading, planner, extracting, planning, clock),
            launcher,
            config,
            meters);
    second.start(new StartupEvent());
    try {
      List<Long> ids = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        ids.add(runs.start("load: { target: perf }", "a/1.csv", "b/1.csv"));
      }
      for (long id : ids) {
        runs.finish(id, JobKind.TRANSFORM, 2);
      }
      for (long id : ids) {
        runs.finish(id, JobKind.LOAD, 2);
        runs.finish(id, JobKind.SWAP, 1);
      }
      for (long id : ids) {
        assertThat(runs.awaitState(id, "SUCCEEDED").getInt("totals.rowsLoaded")).isEqualTo(8);
        assertThat(given().get("/v1/runs/" + id + "/jobs").jsonPath().getList("items.kind"))
            .containsExactlyInAnyOrder(
                "TRANSFORM", "TRANSFORM", "LOAD", "LOAD", "MANIFEST", "SWAP");
      }
    } finally {
      second.stop(new ShutdownEvent());
    }
  }
}
