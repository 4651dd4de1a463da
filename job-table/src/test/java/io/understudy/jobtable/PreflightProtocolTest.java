package io.understudy.jobtable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.jobtable.PreflightProtocol.NewPreflight;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PreflightProtocolTest {
  @RegisterExtension static final TestJobTable table = new TestJobTable();

  private static final PreflightProtocol preflights = new PreflightProtocol(table.database());

  private static long create() {
    return preflights.create(
        new NewPreflight(
            "{}",
            "s3://in/",
            "s3://out/",
            "steps: []",
            null,
            true,
            3,
            true,
            false,
            Duration.ofSeconds(60)));
  }

  private static Preflight read(long id) {
    return preflights.read(id).orElseThrow();
  }

  @Test
  void checksAddUpAndAllPassedMakesItPass() {
    long id = create();
    preflights.add(id, PreflightCheck.pass("a", "fine"));
    preflights.add(id, PreflightCheck.warn("b", "so so", "look").with("{}"));
    preflights.add(id, PreflightCheck.fail("a", "again", "nothing"));
    assertThat(read(id).state()).isEqualTo(Preflight.State.RUNNING);
    assertThat(preflights.running()).contains(id);
    assertThat(preflights.end(id, "{\"workers\": 1}")).isTrue();
    assertThat(read(id).state()).isEqualTo(Preflight.State.PASSED);
    assertThat(read(id).checks())
        .containsExactly(
            PreflightCheck.pass("a", "fine"), PreflightCheck.warn("b", "so so", "look").with("{}"));
    assertThat(preflights.running()).doesNotContain(id);
  }

  @Test
  void oneFailureFailsItAndNothingChangesItAfterwards() {
    long id = create();
    preflights.add(id, PreflightCheck.fail("a", "bad", "repair"));
    assertThat(preflights.end(id, null)).isTrue();
    preflights.add(id, PreflightCheck.pass("b", "late"));
    preflights.samples(id, "[]");
    assertThat(preflights.end(id, null)).isFalse();
    assertThat(preflights.take(id, "late")).isFalse();
    assertThat(read(id).state()).isEqualTo(Preflight.State.FAILED);
    assertThat(read(id).checks()).hasSize(1);
    assertThat(read(id).samples()).isNull();
  }

  @Test
  void oneWorkerTakesIt() {
    long id = create();
    assertThat(preflights.take(id, "one")).isTrue();
    assertThat(preflights.take(id, "two")).isFalse();
    preflights.measured(id, "[]");
    assertThat(read(id).owner()).isEqualTo("one");
    assertThat(read(id).measured()).isEqualTo("[]");
  }

  @Test
  void oneSchedulerAtATimeStepsIt() {
    long id = create();
    boolean[] inner = {true};
    assertThat(
            preflights.withPreflight(id, () -> inner[0] = preflights.withPreflight(id, () -> {})))
        .isTrue();
    assertThat(inner[0]).isFalse();
    preflights.end(id, null);
    assertThat(preflights.withPreflight(id, () -> {})).isFalse();
  }

  @Test
  void itIsOverdueAfterItsLimitAndForgottenAfterThreeMonths() {
    long id = create();
    assertThat(read(id).overdue()).isFalse();
    table.pass(Duration.ofSeconds(61));
    assertThat(read(id).overdue()).isTrue();
    preflights.end(id, null);
    table.pass(Duration.ofDays(91));
    create();
    assertThat(preflights.read(id)).isEmpty();
  }

  @Test
  void aFailureHasARemedy() {
    assertThatThrownBy(
            () -> new PreflightCheck("a", PreflightCheck.Outcome.FAIL, "bad", null, null))
        .hasMessage("the check a has no remedy");
  }
}
