package io.understudy.jobtable;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.understudy.jobtable.JobProtocol.Finished;
import io.understudy.jobtable.JobProtocol.Held;
import io.understudy.jobtable.JobProtocol.Wanted;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What statements that are planned once read, on a server of their own: what others read is counted
 * when they have nothing else to do.
 */
class PlannedOnceTest {
  private static final Duration LEASE = Duration.ofSeconds(60);
  private static final Set<JobKind> TRANSFORM = EnumSet.of(JobKind.TRANSFORM);
  private static final Completion DONE = new Completion("out", 1, 1, 1, 1, null);

  @RegisterExtension static final TestJobTable table = new TestJobTable();

  private static final RunProtocol runs = new RunProtocol(table.database());

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

  /** Of a run of many files, most of which are done; a few are ready again. */
  @Test
  void aBatchReadsTheJobsThatItTakes() throws Exception {
    long run;
    try (AgroalDataSource connections = table.connections("reader")) {
      run = table.run(new RunProtocol(connections), 1, 4000, 5);
      JobProtocol jobs = new JobProtocol(connections);
      done(jobs, jobs.claim("c", TRANSFORM, run, 2000, LEASE));
      jobs.giveBack(jobs.claim("c", TRANSFORM, run, 5, LEASE));
    }
    table.execute("analyze understudy.job");
    awaitCounts();
    long before = read("%");
    long ofRun = read("job_of_run");
    try (AgroalDataSource connections = table.connections("reader")) {
      JobProtocol reader = new JobProtocol(connections);
      for (int i = 0; i < 10; i++) {
        List<Claim> claims = reader.claim("c", TRANSFORM, run, new Wanted(1, 49), LEASE);
        assertThat(claims).hasSize(50).allMatch(Claim::ofBatch);
        held(reader, claims);
        done(reader, claims);
      }
      assertThat(reader.claim("c", TRANSFORM, run, new Wanted(1, 4, true), LEASE)).hasSize(5);
    }
    awaitCounts();
    assertThat(read("%") - before).isBetween(3 * 500L, 5 * 500L);
    assertThat(read("job_of_run") - ofRun).isZero();
  }

  /** It does not look at what is done, nor at other runs. */
  @Test
  void whoLooksForJobsPassedOverReadsThoseThatAreReady() throws Exception {
    try (AgroalDataSource connections = table.connections("reader")) {
      RunProtocol planner = new RunProtocol(connections);
      table.run(planner, 1, 3000, 5);
      long run = table.run(planner, 1, 3000, 5);
      JobProtocol jobs = new JobProtocol(connections);
      for (int i = 0; i < 29; i++) {
        done(jobs, jobs.claim("c", TRANSFORM, run, 100, LEASE));
      }
      assertThat(jobs.claim("c", TRANSFORM, run, new Wanted(1, 49), LEASE)).hasSize(50);
    }
    table.execute("vacuum analyze understudy.job");
    awaitCounts();
    long before = read("%");
    try (AgroalDataSource connections = table.connections("reader")) {
      assertThat(new RunProtocol(connections).passedOver()).isZero();
    }
    awaitCounts();
    assertThat(read("%") - before).isBetween(50L, 200L);
  }

  /** However many batches there were, and nobody has cleaned up. */
  @Test
  void whatBatchesHoldIsLookedUp() throws Exception {
    table.execute(
        "insert into understudy.batch select b, 1, 1, 'w', 1, now(), now(), (select"
            + " array_agg(b * 128 + i) from generate_series(1, 128) i) from generate_series(1,"
            + " 6000) b");
    table.execute("delete from understudy.batch where fence > 100");
    assertThat(plan(ReapSql.PASSED_OVER)).contains("hashed SubPlan").doesNotContain("Sort");
  }

  /** Of the last of several statements. */
  private static String plan(String sql) throws SQLException {
    int last = sql.lastIndexOf(';') + 1;
    try (Connection connection = table.database().getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute(sql.substring(0, last));
      List<String> lines =
          JobTable.rows(
              connection.prepareStatement("explain " + sql.substring(last)),
              row -> row.getString(1));
      connection.rollback();
      connection.setAutoCommit(true);
      return String.join("\n", lines);
    }
  }

  /** Otherwise a worker's first claim is planned while others wait for their turn. */
  @Test
  void whatIsSentForEachJobIsPlannedBeforeTheFirst() throws Exception {
    try (AgroalDataSource connections = table.connections("reader")) {
      new JobProtocol(connections).prepare();
      try (Connection connection = connections.getConnection();
          Statement statement = connection.createStatement();
          ResultSet rows =
              statement.executeQuery(
                  "select count(*) filter (where generic_plans > 0 and statement like"
                      + " '%understudy.%'), (select count(*) from pg_locks where locktype ="
                      + " 'advisory'), current_setting('lock_timeout') from"
                      + " pg_prepared_statements")) {
        assertThat(connection.getAutoCommit()).isTrue();
        rows.next();
        // three claims, and two kinds of looks and finishes, of which one locks batches first
        assertThat(rows.getInt(1)).isGreaterThanOrEqualTo(8);
        assertThat(rows.getInt(2)).isZero();
        assertThat(rows.getString(3)).isEqualTo("0");
      }
    }
  }

  private static void held(JobProtocol protocol, List<Claim> claims) {
    assertThat(protocol.held(claims.stream().map(c -> new Held(c, 0)).toList(), Duration.ZERO))
        .hasSize(claims.size());
  }

  private static void done(JobProtocol protocol, List<Claim> claims) {
    assertThat(protocol.finish(claims.stream().map(c -> new Finished(c, DONE, null)).toList()))
        .hasSize(claims.size());
  }

  private static void claimedAreDone(JobProtocol protocol, long run, int number) {
    List<Claim> claims = protocol.claim("c", TRANSFORM, run, number, LEASE);
    assertThat(claims).hasSize(number);
    held(protocol, claims);
    done(protocol, claims);
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
      List.of(
          ClaimSql.CLAIM_OF_ONE_RUN,
          ClaimSql.CLAIM_BATCH,
          ClaimSql.CLAIM_AGAIN,
          JobSql.HELD,
          JobSql.HELD_OF_BATCHES,
          JobSql.FINISH,
          JobSql.FINISH_OF_BATCHES,
          ReapSql.PASSED_OVER);

  private static String jit(Statement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery("show jit")) {
      rows.next();
      return rows.getString(1);
    }
  }
}
