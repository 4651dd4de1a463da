package io.understudy.loader.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.loader.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several loaders, each with a target of its own that is the same database. */
@Timeout(60)
class PlacesTest {
  private static final String HELD =
      "select count(*) from pg_locks where locktype = 'advisory' and objsubid = 2"
          + " and database = (select oid from pg_database where datname = current_database())";

  private final TestDatabase database = new TestDatabase();

  private Target loader(int connections) {
    return new Target(
        new TargetSettings(
            "demo",
            database.jdbcUrl(),
            Optional.of("postgres"),
            Optional.empty(),
            "public",
            connections,
            Duration.ofSeconds(1),
            Duration.ofSeconds(60)));
  }

  @Test
  void togetherTheyWorkInNoMoreConnectionsThanPromised() throws Exception {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    List<Future<Boolean>> works = new ArrayList<>();
    List<Target> loaders = List.of(loader(2), loader(2), loader(2));
    try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
      for (int i = 0; i < 12; i++) {
        Target loader = loaders.get(i % loaders.size());
        works.add(
            threads.submit(
                () ->
                    loader.use(
                        "work",
                        "test",
                        session -> {
                          most.accumulateAndGet(now.incrementAndGet(), Math::max);
                          assertThat(session.number(HELD)).isBetween(1L, 2L);
                          session.execute("select pg_sleep(0.02)");
                          now.decrementAndGet();
                          return true;
                        })));
      }
    }
    for (Future<Boolean> work : works) {
      assertThat(work.get()).isTrue();
    }
    assertThat(most.get()).isEqualTo(2);
  }

  @Test
  void whoHoldsSnapshotsLeavesConnectionsToThoseWhoRead() throws Exception {
    CountDownLatch read = new CountDownLatch(1);
    List<Future<Boolean>> holds = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      for (int i = 0; i < 2; i++) {
        Target holder = loader(2);
        holds.add(
            threads.submit(
                () ->
                    holder.hold(
                        "hold",
                        "test",
                        session -> {
                          read.await();
                          return true;
                        })));
      }
      assertThat(loader(2).<Boolean>use("read", "test", session -> session.is("select true")))
          .isTrue();
      read.countDown();
    }
    for (Future<Boolean> hold : holds) {
      assertThat(hold.get()).isTrue();
    }
  }

  @Test
  @Timeout(20)
  void aQuestionIsAnsweredWhileOthersHaveAllPlaces() throws Exception {
    loader(1)
        .use(
            "work",
            "test",
            working -> {
              Target other = loader(1);
              assertThat(other.<Boolean>ask("ask", "test", session -> session.is("select true")))
                  .isTrue();
              return true;
            });
  }
}
