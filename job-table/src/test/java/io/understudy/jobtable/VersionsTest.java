package io.understudy.jobtable;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.jobtable.JobProtocol.Finished;
import io.understudy.jobtable.JobProtocol.Wanted;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * An upgrade and a rollback: workers of this version and of the one before, with its very
 * statements, on one job table.
 */
class VersionsTest {
  private static final Duration LEASE = Duration.ofSeconds(60);
  private static final Set<JobKind> TRANSFORM = EnumSet.of(JobKind.TRANSFORM);
  private static final Completion DONE = new Completion("out", 1, 1, 1, 1, null);
  private static final int FILES = 4000;

  @RegisterExtension static final TestJobTable table = new TestJobTable();

  /** What a worker says. */
  private interface Worker {
    List<Claim> claim(String owner, long run);

    int finish(List<Claim> claims);

    int giveBack(List<Claim> claims);
  }

  private record ThisVersion(JobProtocol jobs, AtomicInteger ofBatches) implements Worker {
    @Override
    public List<Claim> claim(String owner, long run) {
      List<Claim> claims = jobs.claim(owner, TRANSFORM, run, new Wanted(1, 15), LEASE);
      ofBatches.addAndGet((int) claims.stream().filter(Claim::ofBatch).count());
      return claims;
    }

    @Override
    public int finish(List<Claim> claims) {
      return jobs.finish(claims.stream().map(c -> new Finished(c, DONE, null)).toList()).size();
    }

    @Override
    public int giveBack(List<Claim> claims) {
      return jobs.giveBack(claims);
    }
  }

  /** Statements of the version whose newest migration is V7. */
  private record Version7(JobTable table) implements Worker {
    @Override
    public List<Claim> claim(String owner, long run) {
      List<Claim> claims = claim(owner, run, false);
      return claims.isEmpty() ? claim(owner, run, true) : claims;
    }

    private List<Claim> claim(String owner, long run, boolean whole) {
      return table.call(
          "claim",
          sql("claim"),
          statement -> {
            statement.setLong(1, run);
            statement.setLong(2, run);
            statement.setString(3, "TRANSFORM");
            statement.setBoolean(4, whole);
            statement.setInt(5, 16);
            statement.setInt(6, 16);
            statement.setInt(7, 1);
            statement.setString(8, owner);
            statement.setLong(9, LEASE.toMillis());
            List<Claim> claims = new ArrayList<>();
            try (ResultSet rows = JobTable.last(2, statement)) {
              while (rows.next()) {
                claims.add(claimOf(rows));
              }
            }
            return claims;
          });
    }

    private static Claim claimOf(ResultSet row) throws SQLException {
      return new Claim(
          row.getLong("id"),
          row.getLong("fence"),
          false,
          row.getLong("run_id"),
          row.getLong("run_table_id"),
          row.getString("table_name"),
          JobKind.TRANSFORM,
          row.getInt("attempt"),
          row.getInt("max_attempts"),
          row.getString("input"),
          row.getLong("input_bytes"),
          row.getString("input_etag"),
          row.getString("output"),
          null);
    }

    @Override
    public int finish(List<Claim> claims) {
      return table.call(
          "finish",
          sql("finish"),
          statement -> {
            idsAndFences(statement, claims);
            array(statement, 3, "text", claims, claim -> "out");
            for (int counter = 4; counter <= 7; counter++) {
              array(statement, counter, "bigint", claims, claim -> 1L);
            }
            array(statement, 8, "text", claims, claim -> null);
            array(statement, 9, "bigint", claims, claim -> null);
            return JobTable.idsOfLast(2, statement).size();
          });
    }

    @Override
    public int giveBack(List<Claim> claims) {
      return table.call(
          "give back",
          sql("give-back"),
          statement -> {
            idsAndFences(statement, claims);
            return JobTable.ids(statement).size();
          });
    }

    private static void idsAndFences(PreparedStatement statement, List<Claim> claims)
        throws SQLException {
      array(statement, 1, "bigint", claims, Claim::jobId);
      array(statement, 2, "bigint", claims, Claim::fence);
    }

    private static void array(
        PreparedStatement statement,
        int at,
        String type,
        List<Claim> claims,
        Function<Claim, @Nullable Object> value)
        throws SQLException {
      Object[] values =
          claims.stream().sorted((a, b) -> Long.compare(a.jobId(), b.jobId())).map(value).toArray();
      statement.setArray(at, statement.getConnection().createArrayOf(type, values));
    }

    private static String sql(String name) {
      try (InputStream in = VersionsTest.class.getResourceAsStream("/version7/" + name + ".sql")) {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Test
  void workersOfBothDoEachJobOnceAndBurnNoAttempt() throws Exception {
    RunProtocol runs = new RunProtocol(table.database());
    long run = table.run(runs, 2, FILES / 2, 5);
    AtomicInteger ofBatches = new AtomicInteger();
    List<Worker> workers =
        List.of(
            new ThisVersion(new JobProtocol(table.database()), ofBatches),
            new Version7(new JobTable(table.database())));
    List<AtomicInteger> finished = List.of(new AtomicInteger(), new AtomicInteger());
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        int number = i;
        all.add(
            threads.submit(
                () -> work(workers.get(number % 2), number, run, finished.get(number % 2))));
      }
      while (all.stream().anyMatch(worker -> !worker.isDone())) {
        table.pass(Duration.ofSeconds(1)); // an earlier version looks at all jobs once a second
        runs.passedOver();
        Thread.sleep(20);
      }
      for (Future<?> one : all) {
        one.get();
      }
    }
    assertThat(finished).extracting(AtomicInteger::get).allMatch(jobs -> jobs > FILES / 20);
    assertThat(ofBatches.get()).isGreaterThan(FILES / 20);
    assertThat(finished.stream().mapToInt(AtomicInteger::get).sum()).isEqualTo(FILES);
    assertThat(table.row("select state, count(*), sum(attempt) from understudy.job group by 1"))
        .isEqualTo("DONE " + FILES + " " + FILES);
    assertThat(table.row("select sum(transform_done), sum(retries) from understudy.run_table"))
        .isEqualTo(FILES + " 0");
  }

  /** Some are given back, as by a worker that is told to stop. */
  private static void work(Worker worker, int number, long run, AtomicInteger finished) {
    Random random = new Random(number);
    int empty = 0;
    while (empty < 20) {
      List<Claim> claims = worker.claim("w" + number, run);
      empty = claims.isEmpty() ? empty + 1 : 0;
      int half = random.nextInt(4) == 0 ? claims.size() / 2 : claims.size();
      if (half > 0) {
        finished.addAndGet(worker.finish(claims.subList(0, half)));
      }
      if (half < claims.size()) {
        worker.giveBack(claims.subList(half, claims.size()));
      }
      try {
        Thread.sleep(random.nextInt(5));
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
