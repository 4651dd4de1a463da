package io.understudy.loader;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.files.ValueType;
import io.understudy.loader.database.Target;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Fewer streams send to a target that gets slow, and as many as before when it is over. */
class BusyTargetTest {
  private static final int STREAMS = 4; // connections of a test's target
  private static final int ROWS = 4_000;

  private static final String FILLER = "x".repeat(400);

  private final TestDatabase database = new TestDatabase();
  private int files;

  @Test
  @Timeout(120)
  void streamsGoDownAndUpWithTheTarget() throws Exception {
    database.execute("create table t (id bigint, filler text)");
    try (Cut proxy =
        new Cut(URI.create(database.jdbcUrl().substring("jdbc:".length())).getPort())) {
      Target target = proxy.target(database);
      loadUntilAllSend(target);

      proxy.slowTo(Duration.ofMillis(500));
      loadInAllStreams(target);
      assertThat(target.pace().streams()).isLessThan(STREAMS);

      proxy.slowTo(Duration.ZERO);
      loadUntilAllSend(target);
    }
    assertThat(database.row("select count(*) from t")).isEqualTo("" + files * ROWS);
  }

  /** This machine may be busy, too. */
  private void loadUntilAllSend(Target target) throws Exception {
    do {
      loadInAllStreams(target);
    } while (target.pace().streams() < STREAMS);
  }

  /** 1.5 MiB in each. */
  private void loadInAllStreams(Target target) throws Exception {
    Rows rows = Rows.of().column("id", ValueType.BIGINT).column("filler", ValueType.TEXT);
    for (long id = 0; id < ROWS; id++) {
      rows.row(id, FILLER);
    }
    TestRun run = TestRun.appending(target, 1, "t");
    List<Future<Long>> loads = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(STREAMS)) {
      for (int i = 0; i < STREAMS; i++) {
        String file = "s3://x/" + ++files;
        loads.add(threads.submit(() -> run.load("t", file, rows)));
      }
    }
    for (Future<Long> load : loads) {
      assertThat(load.get()).isEqualTo(ROWS);
    }
  }
}
