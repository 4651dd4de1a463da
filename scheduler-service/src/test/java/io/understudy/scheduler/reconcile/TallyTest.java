package io.understudy.scheduler.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.jobtable.Run;
import io.understudy.jobtable.RunTable;
import java.util.List;
import org.junit.jupiter.api.Test;

class TallyTest {
  private static Run run(String target, String mode) {
    Run run = new Run();
    run.loadTarget = target;
    run.loadMode = mode;
    return run;
  }

  private static RunTable table(String phase, long files, long done, long dead) {
    RunTable table = new RunTable();
    table.phase = phase;
    table.filesTotal = files;
    table.transformDone = done;
    table.transformDead = dead;
    return table;
  }

  private static RunTable loading(String phase, long total, long done, long dead) {
    RunTable table = table(phase, total, total, 0);
    table.loadTotal = total;
    table.loadDone = done;
    table.loadDead = dead;
    return table;
  }

  private static Tally replacing(RunTable... tables) {
    return new Tally(run("perf", "replace"), List.of(tables));
  }

  @Test
  void isSettledWhenNothingMoreComes() {
    assertThat(replacing(table("TRANSFORM", 2, 1, 0)).settled()).isFalse();
    assertThat(replacing(table("TRANSFORM", 2, 2, 0)).settled()).isFalse(); // loads are to come
    assertThat(replacing(loading("LOAD", 2, 1, 0)).settled()).isFalse();
    assertThat(replacing(loading("LOAD", 2, 1, 1)).settled()).isTrue();
    assertThat(new Tally(run(null, null), List.of(table("TRANSFORM", 2, 2, 0))).settled()).isTrue();
  }

  @Test
  void isSettledWithoutLoadsOnceAFileIsDead() {
    assertThat(replacing(table("TRANSFORM", 2, 2, 0), table("FAILED", 1, 0, 1)).settled()).isTrue();
  }

  @Test
  void loadsNothingOfARunThatCannotSucceed() {
    assertThat(replacing(table("TRANSFORM", 2, 2, 0), table("TRANSFORM", 2, 0, 0)).mayLoad())
        .isTrue();
    assertThat(replacing(table("TRANSFORM", 2, 2, 0), table("TRANSFORM", 2, 0, 1)).mayLoad())
        .isFalse();
  }

  @Test
  void appendsOnlyWhenEverythingIsMasked() {
    Run append = run("perf", "append");
    RunTable masked = table("TRANSFORM", 2, 2, 0);
    assertThat(new Tally(append, List.of(masked, table("TRANSFORM", 2, 1, 0))).mayLoad()).isFalse();
    assertThat(new Tally(append, List.of(masked, masked)).mayLoad()).isTrue();
  }

  @Test
  void hasStagingOnlyWhereAReplacementBegan() {
    assertThat(replacing(table("FAILED", 1, 0, 1)).hasStaging()).isFalse();
    assertThat(replacing(loading("LOAD", 1, 0, 0)).hasStaging()).isTrue();
    assertThat(new Tally(run("perf", "append"), List.of(loading("LOAD", 1, 0, 1))).hasStaging())
        .isFalse();
  }

  @Test
  void tellsWhatFailed() {
    assertThat(replacing(table("FAILED", 3, 1, 2)).failure())
        .isEqualTo("2 of 3 files failed; the target \"perf\" was left as it was");
    assertThat(replacing(loading("FAILED", 4, 3, 1)).failure())
        .isEqualTo("1 of 4 loads failed; the target \"perf\" was left as it was");
    assertThat(new Tally(run("perf", "append"), List.of(loading("FAILED", 4, 3, 1))).failure())
        .isEqualTo("1 of 4 loads failed; the rows of the others are in the target \"perf\"");
  }
}
