package io.understudy.jobtable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunProtocolTest {
  private static final Duration LEASE = Duration.ofSeconds(60);
  private static final Set<JobKind> ALL = EnumSet.allOf(JobKind.class);
  private static final Completion DONE = new Completion("out", 20, 5, 4, 3, "{\"a\": 1}");
  private static final Failure NEVER = new Failure(false, "bad-file", "s3://in: not parquet");
  private static final String COUNTERS =
      "select phase, transform_done, transform_dead, load_total, load_done, load_dead, rows_loaded,"
          + " retries from understudy.run_table order by id";

  @RegisterExtension static final TestJobTable table = new TestJobTable();

  private static final JobProtocol jobs = new JobProtocol(table.database());
  private static final RunProtocol runs = new RunProtocol(table.database());

  private static List<Claim> claim(int limit) {
    return jobs.claim("me", ALL, null, limit, LEASE);
  }

  private static String state(long run) {
    return table.row("select state from understudy.run where id = " + run);
  }

  @Test
  void createKeepsWhatWasAsked() {
    long run =
        runs.create(
            new RunProtocol.NewRun("p", "doc", "s3://a/", "s3://b/", "cfg", null, null, null, 7));
    assertThat(
            table.row(
                "select pipeline, document, source, sink, transform_config, key_id, load_target,"
                    + " load_mode, load_options, parallelism, state, problems from understudy.run"
                    + " where id = "
                    + run))
        .isEqualTo("p doc s3://a/ s3://b/ cfg null null null {} 7 PLANNING []");
    assertThat(runs.active()).containsExactly(run);
  }

  @Test
  void addingATableTwiceAddsItOnce() {
    long run = table.planning(runs, 0, 0, 5);
    long first = runs.addTable(run, "t", "{\"type\": \"csv\"}", "x");
    assertThat(runs.addTable(run, "t", "{}", null)).isEqualTo(first);
    assertThat(table.row("select format, target_table from understudy.run_table"))
        .isEqualTo("{\"type\": \"csv\"} x");
  }

  @Test
  void planningTwiceInsertsOnce() {
    long run = table.planning(runs, 1, 3, 5);
    long id = runs.addTable(run, "t0", "{}", "t0");
    RunProtocol.NewJob again = new RunProtocol.NewJob(id, "s3://in/t0/1", 99, "other", "x");
    RunProtocol.NewJob more = new RunProtocol.NewJob(id, "s3://in/t0/3", 10, "e3", "y");
    runs.addTransforms(run, List.of(again, more), 5);
    assertThat(runs.planned(run)).isTrue();
    assertThat(runs.planned(run)).isFalse();
    assertThat(table.row("select files_total, bytes_total from understudy.run_table"))
        .isEqualTo("4 40");
    assertThat(table.row("select state, planned_at is not null from understudy.run"))
        .isEqualTo("RUNNING t");
  }

  @Test
  void nothingIsAddedAfterPlanning() {
    long run = table.run(runs, 1, 1, 5);
    long id = runs.addTable(run, "t0", "{}", "t0");
    runs.addTransforms(run, List.of(new RunProtocol.NewJob(id, "s3://in/late", 1, "", "")), 5);
    assertThat(table.row("select count(*) from understudy.job")).isEqualTo("1");
  }

  @Test
  void oneSchedulerAtATimeHoldsARun() {
    long run = table.run(runs, 1, 1, 5);
    List<Boolean> inner = new ArrayList<>();
    boolean outer =
        runs.withRun(
            run,
            () -> {
              inner.add(runs.withRun(run, () -> {}));
              inner.add(runs.end(run, RunState.FAILED, "why"));
            });
    assertThat(outer).isTrue();
    assertThat(inner).containsExactly(false, true);
    assertThat(runs.withRun(run, () -> {})).isFalse();
  }

  @Test
  void aRunIsFreeAgainAfterItsWorkFailed() {
    long run = table.run(runs, 1, 1, 5);
    assertThatThrownBy(
            () ->
                runs.withRun(
                    run,
                    () -> {
                      throw new IllegalStateException("broken");
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(runs.withRun(run, () -> {})).isTrue();
  }

  @Test
  void reapKillsAfterTheLastAttempt() {
    table.run(runs, 2, 2, 2);
    claim(4);
    table.pass(Duration.ofSeconds(61));
    assertThat(runs.reap()).isEqualTo(4);
    assertThat(table.row(COUNTERS)).isEqualTo("TRANSFORM 0 0 0 0 0 0 2");
    claim(4);
    table.pass(Duration.ofSeconds(61));
    assertThat(runs.reap()).isEqualTo(4);
    assertThat(runs.reap()).isZero();
    assertThat(table.row(COUNTERS)).isEqualTo("TRANSFORM 0 2 0 0 0 0 2");
    assertThat(table.row("select state, error_code, error from understudy.job"))
        .isEqualTo(
            "DEAD lease-lost attempt 2 of 2: \"me\" stopped without giving the job back; see why"
                + " that process ended (killed, out of memory, no connection to the job table)");
  }

  @Test
  void reapTakesMoreThanOneHelping() {
    table.run(runs, 1, 2500, 5);
    claim(2500);
    table.pass(Duration.ofSeconds(61));
    assertThat(runs.reap()).isEqualTo(2500);
    assertThat(table.row(COUNTERS)).isEqualTo("TRANSFORM 0 0 0 0 0 0 2500");
  }

  @Test
  void reapOwnerTakesBackAtOnceWhatOneOwnerHolds() {
    table.run(runs, 1, 2, 5);
    claim(1);
    jobs.claim("other", ALL, null, 1, LEASE);
    assertThat(runs.reapOwner("me")).isEqualTo(1);
    assertThat(
            table.row(
                "select count(*) filter (where owner = 'other'), sum(attempt) from"
                    + " understudy.job"))
        .isEqualTo("1 2");
  }

  @Test
  void startLoadMakesALoadOfEachDoneTransformOnce() {
    long run = table.run(runs, 2, 2, 5);
    claim(9).forEach(claim -> jobs.finish(claim, DONE));
    long first = runs.addTable(run, "t0", "{}", "t0");
    runs.startLoad(first, "[{\"name\": \"id\"}]");
    runs.startLoad(first, "[{\"name\": \"id\"}]");
    assertThat(table.row(COUNTERS)).isEqualTo("LOAD 2 0 2 0 0 0 0");
    assertThat(claim(9))
        .extracting(
            Claim::kind,
            Claim::table,
            Claim::input,
            Claim::inputBytes,
            Claim::inputEtag,
            Claim::expectedRows)
        .containsExactly(
            tuple(JobKind.LOAD, "t0", "s3://out/t0/0", 20L, "out", 4L),
            tuple(JobKind.LOAD, "t0", "s3://out/t0/1", 20L, "out", 4L));
  }

  @Test
  void loadsCountForThemselves() {
    long run = table.run(runs, 1, 2, 5);
    claim(9).forEach(claim -> jobs.finish(claim, DONE));
    runs.startLoad(runs.addTable(run, "t0", "{}", "t0"), "[]");
    List<Claim> loads = claim(9);
    jobs.finish(loads.get(0), new Completion(null, 0, 4, 4, 0, null));
    jobs.fail(loads.get(1), NEVER, Duration.ZERO);
    assertThat(table.row(COUNTERS)).isEqualTo("LOAD 2 0 2 1 1 4 0");
    assertThat(table.row("select rows_in, rows_out, bytes_done from understudy.run_table"))
        .isEqualTo("10 8 20");
  }

  @Test
  void detailsAreThoseOfDoneTransforms() {
    long run = table.run(runs, 1, 2, 5);
    jobs.finish(claim(1).getFirst(), DONE);
    List<String> details = new ArrayList<>();
    runs.details(runs.addTable(run, "t0", "{}", "t0"), details::add);
    assertThat(details).containsExactly("{\"a\": 1}");
  }

  @Test
  void phaseMovesATable() {
    long run = table.run(runs, 1, 0, 5);
    runs.phase(runs.addTable(run, "t0", "{}", "t0"), "LOADED");
    assertThat(table.row("select phase from understudy.run_table")).isEqualTo("LOADED");
  }

  @Test
  void aStepIsThereOnce() {
    long run = table.run(runs, 1, 0, 5);
    assertThat(runs.step(run, JobKind.SWAP)).isEmpty();
    runs.addStep(run, JobKind.SWAP, 5);
    runs.addStep(run, JobKind.SWAP, 5);
    assertThat(runs.step(run, JobKind.SWAP)).contains(JobState.READY);
    assertThat(table.row("select count(*) from understudy.job")).isEqualTo("1");
  }

  @Test
  void anEndedRunHasNoOpenJobs() {
    long run = table.run(runs, 1, 2, 5);
    Claim running = claim(1).getFirst();
    assertThat(runs.end(run, RunState.FAILED, "two files are bad")).isTrue();
    assertThat(runs.end(run, RunState.SUCCEEDED, null)).isFalse();
    assertThat(table.row("select state, status_reason from understudy.run"))
        .isEqualTo("FAILED two files are bad");
    assertThat(table.row("select count(*) from understudy.job where state = 'CANCELLED'"))
        .isEqualTo("2");
    assertThat(jobs.finish(running, DONE)).isFalse();
    assertThat(runs.active()).isEmpty();
  }

  @Test
  void aProblemIsListedOnce() {
    long run = table.run(runs, 1, 0, 5);
    runs.addProblem(run, "planning", "no file matches");
    runs.addProblem(run, "planning", "no file matches");
    runs.addProblem(run, "planning", "other");
    assertThat(table.row("select problems from understudy.run"))
        .isEqualTo(
            "[{\"code\": \"planning\", \"message\": \"no file matches\"},"
                + " {\"code\": \"planning\", \"message\": \"other\"}]");
  }

  @Test
  void aReasonCanBeGivenAndTaken() {
    long run = table.run(runs, 1, 0, 5);
    runs.reason(run, "waits");
    assertThat(table.row("select status_reason from understudy.run")).isEqualTo("waits");
    runs.reason(run, null);
    assertThat(table.row("select status_reason from understudy.run")).isEqualTo("null");
  }

  @Test
  void cancelCanBeRepeatedAndLeavesTheDiscard() {
    long run = table.run(runs, 1, 2, 5);
    assertThat(runs.cancel(run)).isTrue();
    runs.addStep(run, JobKind.DISCARD, 5);
    assertThat(runs.cancel(run)).isTrue();
    assertThat(state(run)).isEqualTo("CANCELLING");
    assertThat(runs.step(run, JobKind.DISCARD)).contains(JobState.READY);
    jobs.finish(claim(9).getFirst(), new Completion(null, 0, 0, 0, 0, null));
    runs.end(run, RunState.CANCELLED, null);
    assertThat(runs.cancel(run)).isFalse();
    assertThat(state(run)).isEqualTo("CANCELLED");
  }

  @Test
  void retryGivesDeadJobsFreshAttemptsAndStartsLoadingAnew() {
    long run = table.run(runs, 1, 2, 5);
    List<Claim> claims = claim(9);
    jobs.finish(claims.get(0), DONE);
    jobs.fail(claims.get(1), NEVER, Duration.ZERO);
    runs.startLoad(runs.addTable(run, "t0", "{}", "t0"), "[]");
    jobs.finish(claim(9).getFirst(), new Completion(null, 0, 4, 4, 0, null));
    runs.addStep(run, JobKind.DISCARD, 5);
    runs.addProblem(run, "x", "y");
    runs.end(run, RunState.FAILED, "one file is bad");

    assertThat(runs.retryDead(run)).isEqualTo(1);

    assertThat(table.row("select state, status_reason, finished_at, problems from understudy.run"))
        .isEqualTo("RUNNING null null []");
    assertThat(table.row(COUNTERS)).isEqualTo("TRANSFORM 1 0 0 0 0 0 0");
    assertThat(table.row("select count(*) from understudy.job where kind <> 'TRANSFORM'"))
        .isEqualTo("0");
    assertThat(claim(9))
        .extracting(Claim::input, Claim::attempt)
        .containsExactly(tuple("s3://in/t0/1", 1));
    assertThat(runs.retryDead(run)).isZero();
  }

  @Test
  void retryCountsDeadLoads() {
    long run = table.run(runs, 1, 1, 5);
    jobs.finish(claim(1).getFirst(), DONE);
    runs.startLoad(runs.addTable(run, "t0", "{}", "t0"), "[]");
    jobs.fail(claim(1).getFirst(), NEVER, Duration.ZERO);
    runs.end(run, RunState.FAILED, null);
    assertThat(runs.retryDead(run)).isEqualTo(1);
    assertThat(table.row("select count(*) from understudy.job")).isEqualTo("1");
  }

  @Test
  void retryGoesOnWithARunWhoseWorkersWereStopped() {
    long run = table.run(runs, 1, 3, 5);
    jobs.finish(claim(1).getFirst(), DONE);
    claim(1);
    runs.addProblem(run, "workers-stopped", "took too long");
    runs.cancel(run);
    runs.end(run, RunState.FAILED, "took too long");
    assertThat(runs.retryDead(run)).isEqualTo(2);
    assertThat(claim(9)).hasSize(2);
  }

  @Test
  void retryChangesNothingWithoutDeadJobs() {
    long run = table.run(runs, 1, 1, 5);
    runs.end(run, RunState.FAILED, "planned wrong");
    assertThat(runs.retryDead(run)).isZero();
    assertThat(state(run)).isEqualTo("FAILED");
  }

  @Test
  void retryChangesNothingIfPlanningNeverEnded() {
    long run = table.planning(runs, 1, 2, 5);
    jobs.fail(claim(1).getFirst(), NEVER, Duration.ZERO);
    runs.end(run, RunState.FAILED, "bucket gone");
    assertThat(runs.retryDead(run)).isZero();
    assertThat(state(run)).isEqualTo("FAILED");
  }

  @Test
  void claimableCountsUpToTheLimitAndRunningByKind() {
    long run = table.run(runs, 1, 5, 5);
    assertThat(runs.claimable(run, 3)).isEqualTo(3);
    claim(4);
    assertThat(runs.claimable(run, 3)).isEqualTo(1);
    assertThat(runs.running(run, JobKind.TRANSFORM)).isEqualTo(4);
    assertThat(runs.running(run, JobKind.LOAD)).isZero();
  }

  @Test
  void theVersionIsTheHighestMigration() {
    assertThat(JobTableVersion.current(table.database())).isEqualTo(JobTableVersion.KNOWN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update understudy.job set state = 'RUNNING'",
        "update understudy.job set owner = 'me'",
        "update understudy.job set state = 'DEAD'",
        "update understudy.job set state = 'LOST'",
        "update understudy.job set kind = 'MERGE'",
        "update understudy.job set run_table_id = null",
        "update understudy.job set max_attempts = 0",
        "update understudy.run set state = 'FAILED'",
        "update understudy.run set finished_at = now()",
        "update understudy.run set load_mode = null",
        "update understudy.run set load_mode = 'upsert'",
        "update understudy.run set parallelism = 0",
        "update understudy.run_table set phase = 'SWAP'",
        "insert into understudy.job (run_id, run_table_id, kind, input)"
            + " select run_id, run_table_id, kind, input from understudy.job",
        "insert into understudy.run_table (run_id, name, format)"
            + " select run_id, name, format from understudy.run_table"
      })
  void theSchemaRefusesWhatCannotBe(String wrong) {
    table.run(runs, 1, 1, 5);
    assertThatThrownBy(() -> table.execute(wrong))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("violates");
  }

  @Test
  void everythingHasAComment() {
    assertThat(
            table.row(
                "select string_agg(c.relname, ', ') from pg_class c join pg_namespace n on n.oid ="
                    + " c.relnamespace where n.nspname = 'understudy' and (c.relkind = 'r' or"
                    + " c.relkind = 'i' and not exists (select from pg_constraint k where"
                    + " k.conindid = c.oid)) and c.relname not like 'flyway%' and"
                    + " obj_description(c.oid, 'pg_class') is null"))
        .isEqualTo("null");
  }
}
