package io.understudy.loader.swap;

import io.understudy.loader.Rows;
import io.understudy.loader.TestDatabase;
import io.understudy.loader.TestRun;
import io.understudy.loader.database.Target;
import java.util.function.Supplier;

/** Runs that replace the tables "a", of two files, and "b", of one. */
record TwoTables(Supplier<Target> target) {
  TwoTables(TestDatabase database) {
    this(database::target);
  }

  TestRun run(long id) {
    return TestRun.replacing(target.get(), id, "a", "b");
  }

  TestRun loaded(long id, int rows) throws InterruptedException {
    TestRun run = run(id);
    run.load("a", "s3://x/a1", Rows.ids(0, rows));
    run.load("a", "s3://x/a2", Rows.ids(rows, rows));
    run.load("b", "s3://x/b", Rows.ids(0, rows));
    return run;
  }

  static LoadedTable[] tables(int rows) {
    return new LoadedTable[] {new LoadedTable("a", 2, 2L * rows), new LoadedTable("b", 1, rows)};
  }
}
