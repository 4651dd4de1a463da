package io.understudy.jobtable;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.understudy.jobtable.JobProtocol.Finished;
import io.understudy.jobtable.JobProtocol.Held;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimersTest {
  private static final Duration LEASE = Duration.ofSeconds(60);
  private static final Set<JobKind> TRANSFORM = EnumSet.of(JobKind.TRANSFORM);
  private static final Completion DONE = new Completion("out", 1, 1, 1, 1, null);

  private static TestJobTable table;
  private static JobProtocol jobs;
  private static RunProtocol runs;

  @BeforeAll
  static void start() {
    table = new TestJobTable();
    jobs = new JobProtocol(table.database());
    runs = new RunProtocol(table.database());
  }

  @AfterAll
  static void stop() throws IOException {
    table.close();
  }

  @BeforeEach
  void empty() {
    table.empty();
  }

  @Test
  void twoClaimersAndTenThousandJobsNoneLostNoneTwice() throws Exception {
    table.run(runs, 4, 2500, 5);
    Set<Long> done = ConcurrentHashMap.newKeySet();
    LongAdder twice = new LongAdder();
    inParallel(
        2,
        claimer -> {
          List<Claim> claims;
          while (!(claims = jobs.claim("c" + claimer, TRANSFORM, null, 10, LEASE)).isEmpty()) {
            for (Claim claim : claims) {
              if (!done.add(claim.jobId()) || !jobs.finish(claim, DONE)) {
                twice.increment();
              }
            }
          }
        });
    assertThat(done).hasSize(10_000);
    assertThat(twice.sum()).isZero();
    assertThat(table.row("select count(*), sum(attempt) from understudy.job where state = 'DONE'"))
        .isEqualTo("10000 10000");
    assertThat(
            table.row(
                "select sum(transform_done), sum(rows_in), count(*) filter (where"
                    + " transform_done = 2500) from understudy.run_table"))
        .isEqualTo("10000 10000 4");
  }

  /** Statistics say that nearly every job is ready, and another run's are older. */
  @Test
  void aClaimOfARunReadsTheJobsThatItTakes() throws Exception {
    table.run(runs, 1, 2000, 5);
    long run = table.run(runs, 1, 2000, 5);
    table.execute("analyze understudy.job");
    long others = read("job_claimable");
    long own = read("job_claimable_of_run");
    try (AgroalDataSource connections = table.connections("reader")) {
      JobProtocol reader = new JobProtocol(connections);
      for (int i = 0; i < 20; i++) {
        assertThat(reader.claim("c", TRANSFORM, run, 5, LEASE)).hasSize(5);
      }
    }
    awaitCounts();
    assertThat(read("job_claimable") - others).isZero();
    assertThat(read("job_claimable_of_run") - own).isBetween(100L, 300L);
  }

  /** A connection that has made its plans while there were few jobs keeps them. */
  @ParameterizedTest
  @ValueSource(ints = {10, 20, 300})
  void whatWasPlannedForFewJobsReadsOnlyThoseOfWhichItIs(int few) throws Exception {
    long first = table.run(runs, 1, few, 5);
    table.execute("analyze understudy.job");
    long before = read("%");
    try (AgroalDataSource connections = table.connections("reader")) {
      JobProtocol reader = new JobProtocol(connections);
      for (int i = 0; i < 10; i++) {
        claimedAreDone(reader, first, 1);
      }
      claimedAreDone(reader, table.run(runs, 1, 5000, 5), 50);
    }
    awaitCounts();
    // each once for the claim, then for its write, for the look and for the finish
    assertThat(read("%") - before).isBetween(4 * 60L, 1000L);
  }

  private static void claimedAreDone(JobProtocol protocol, long run, int number) {
    List<Claim> claims = protocol.claim("c", TRANSFORM, run, number, LEASE);
    assertThat(claims).hasSize(number);
    assertThat(protocol.held(claims.stream().map(c -> new Held(c, 0)).toList(), Duration.ZERO))
        .hasSize(number);
    assertThat(protocol.finish(claims.stream().map(c -> new Finished(c, DONE, null)).toList()))
        .hasSize(number);
  }

  /** A connection counts what it read when it ends. */
  private static void awaitCounts() throws InterruptedException {
    while (!table
        .row("select count(*) from pg_stat_activity where application_name = 'reader'")
        .equals("0")) {
      Thread.sleep(10);
    }
  }

  /** Entries read of the indexes of that name, a pattern of {@code like}. */
  private static long read(String index) {
    return Long.parseLong(
        table.row(
            "select sum(idx_tup_read) from pg_stat_user_indexes where relname = 'job' and"
                + " indexrelname like '"
                + index
                + "'"));
  }

  /** For {@link JobSql}, compiling takes longer than doing, however dear a plan looks. */
  @ParameterizedTest
  @FieldSource("PLANNED_ONCE")
  void whatIsPlannedOnceIsNotCompiled(String sql) throws SQLException {
    try (Connection connection = table.database().getConnection();
        Statement settings = connection.createStatement();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      settings.execute("set jit = on");
      connection.setAutoCommit(false);
      int parameters = statement.getParameterMetaData().getParameterCount();
      for (int i = 1; i <= parameters; i++) {
        statement.setNull(i, Types.NULL);
      }
      statement.execute();
      assertThat(jit(settings)).isEqualTo("off");
      connection.rollback();
      assertThat(jit(settings)).isEqualTo("on");
      connection.rollback();
    }
  }

  static final List<String> PLANNED_ONCE =
      List.of(JobSql.CLAIM_OF_ONE_RUN, JobSql.HELD, JobSql.FINISH);

  private static String jit(Statement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery("show jit")) {
      rows.next();
      return rows.getString(1);
    }
  }

  /** Everything at once and in random order: what waits for each other shows as SQLState 40P01. */
  @Test
  void claimersSchedulersAndReapersDoNotDeadlock() throws Exception {
    long run = table.run(runs, 8, 150, 1000);
    AtomicInteger open = new AtomicInteger(1200);
    inParallel(
        8,
        claimer -> {
          Random random = new Random(claimer);
          while (open.get() > 0) {
            List<Claim> claims =
                new ArrayList<>(jobs.claim("c" + claimer, TRANSFORM, run, 8, LEASE));
            Collections.shuffle(claims, random);
            jobs.heartbeat(
                claims.stream().map(claim -> new JobProtocol.Held(claim, 1)).toList(), LEASE);
            for (Claim claim : claims) {
              switch (random.nextInt(6)) {
                case 0 -> jobs.fail(claim, new Failure(true, "x", "y"), Duration.ZERO);
                case 1 -> jobs.giveBack(claims);
                case 2 -> runs.reapOwner("c" + (claimer ^ 1));
                default -> {
                  if (jobs.finish(claim, DONE)) {
                    open.decrementAndGet();
                  }
                }
              }
            }
            runs.reapOwner("c" + claimer);
          }
        });
    assertThat(
            table.row("select sum(transform_done), sum(transform_dead) from understudy.run_table"))
        .isEqualTo("1200 0");
    assertThat(table.row("select count(*) from understudy.job where state <> 'DONE'"))
        .isEqualTo("0");
    assertThat(
            table.row(
                "select (select sum(retries) from understudy.run_table) = (select sum(attempt"
                    + " - 1) from understudy.job)"))
        .isEqualTo("t");
  }

  @Test
  void cancellingDuringClaimsLeavesNothingOpen() throws Exception {
    long run = table.run(runs, 2, 500, 5);
    AtomicInteger finished = new AtomicInteger();
    inParallel(
        4,
        claimer -> {
          if (claimer == 0) {
            while (finished.get() < 50) {
              Thread.onSpinWait();
            }
            runs.cancel(run);
            return;
          }
          List<Claim> claims;
          while (!(claims = jobs.claim("c" + claimer, TRANSFORM, null, 5, LEASE)).isEmpty()) {
            jobs.heartbeat(
                claims.stream().map(claim -> new JobProtocol.Held(claim, 1)).toList(), LEASE);
            claims.stream()
                .filter(claim -> jobs.finish(claim, DONE))
                .forEach(claim -> finished.incrementAndGet());
          }
        });
    assertThat(
            table.row(
                "select count(*) filter (where state = 'DONE') + count(*) filter (where state"
                    + " = 'CANCELLED') from understudy.job"))
        .isEqualTo("1000");
    assertThat(table.row("select sum(transform_done) from understudy.run_table"))
        .isEqualTo(String.valueOf(finished.get()));
  }

  private interface Claimer {
    void run(int number);
  }

  private static void inParallel(int claimers, Claimer work) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(claimers)) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < claimers; i++) {
        int number = i;
        all.add(threads.submit(() -> work.run(number)));
      }
      for (Future<?> one : all) {
        one.get();
      }
    }
  }
}
