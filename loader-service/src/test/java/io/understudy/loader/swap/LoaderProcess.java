package io.understudy.loader.swap;

import io.understudy.loader.Rows;
import io.understudy.loader.TestDatabase;
import io.understudy.loader.TestRun;
import java.time.Duration;

/** Loads and swaps one run in a process of its own, which can be killed. */
final class LoaderProcess {
  private LoaderProcess() {}

  private static final Duration PATIENCE = Duration.ofMinutes(1); // it is to be killed before

  /** Arguments: URL of the database, user and schema. */
  public static void main(String[] arguments) throws InterruptedException {
    TestRun run =
        TestRun.replacing(
            TestDatabase.target(arguments[0], arguments[1], "postgres", arguments[2], PATIENCE),
            2,
            "a",
            "b");
    run.load("a", "s3://x/a1", Rows.ids(0, 20));
    run.load("a", "s3://x/a2", Rows.ids(20, 20));
    run.load("b", "s3://x/b", Rows.ids(0, 20));
    run.swap(TwoTables.tables(20));
  }
}
