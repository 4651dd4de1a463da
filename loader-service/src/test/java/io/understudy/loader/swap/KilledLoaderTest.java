package io.understudy.loader.swap;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.loader.TestDatabase;
import io.understudy.loader.TestRun;
import io.understudy.loader.ledger.Ledger;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * kill -9 of a loader in each phase: readers have the old rows, and the next loader goes on to a
 * right end or leaves nothing of the run. The database itself says when a phase is reached: it
 * waits there for a lock that the test holds.
 */
class KilledLoaderTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String WAITS =
      "select count(*) from pg_stat_activity where wait_event = 'advisory' and datname ="
          + " current_database()";
  private static final String LIVES =
      "select count(*) from pg_stat_activity where application_name = 'test' and datname ="
          + " current_database()";

  private final TestDatabase database = new TestDatabase();
  private final TwoTables two = new TwoTables(database);

  @TempDir Path folder;

  /** The statement, or the function, that the phase is stopped in. */
  @ParameterizedTest
  @ValueSource(strings = {"CREATE TABLE", "copied", "indexed", "ALTER TABLE", "DROP TABLE"})
  void whoeverIsKilledTheRunEndsRightOrLeavesNothing(String phase) throws Exception {
    old();
    stopIn(phase);
    killWhereItWaits();
    assertThat(rows()).isEqualTo("3|2");

    two.run(2).discard();
    assertThat(leftovers()).isEqualTo("0");
    assertThat(rows()).isEqualTo("3|2");

    TestRun again = two.loaded(2, 20);
    assertThat(again.swap(TwoTables.tables(20))).isEqualTo(new Ledger.Total(3, 60));
    assertThat(rows()).isEqualTo("40|20");
    assertThat(leftovers()).isEqualTo("0");
  }

  @Test
  void theNextLoaderGoesOnWithWhatOneThatWasKilledHasCommitted() throws Exception {
    old();
    stopIn("ALTER TABLE");
    killWhereItWaits();
    String made = database.row("select 'a__run2'::regclass::oid, 'a_half__run2'::regclass::oid");
    TestRun again = two.loaded(2, 20);
    assertThat(database.row("select count(*) from a__run2")).isEqualTo("40");
    assertThat(again.swap(TwoTables.tables(20))).isEqualTo(new Ledger.Total(3, 60));
    assertThat(database.row("select 'a'::regclass::oid, 'a_half'::regclass::oid")).isEqualTo(made);
    assertThat(rows()).isEqualTo("40|20");
    assertThat(leftovers()).isEqualTo("0");
  }

  private void old() {
    database.execute(
        """
        create table phase (name text);
        create function wait_in(reached text) returns boolean language plpgsql as $$
        begin
          if exists (select from public.phase where name = reached) then
            perform pg_advisory_xact_lock(4711);
          end if;
          return true;
        end $$;
        create function wait_in_statement() returns event_trigger language plpgsql as
          $$ begin perform public.wait_in(tg_tag); end $$;
        create function half(id bigint) returns bigint language plpgsql immutable as
          $$ begin perform public.wait_in('indexed'); return id / 2; end $$;
        create table a (id bigint, constraint waits check (wait_in('copied')));
        create unique index a_id on a (id);
        create index a_half on a (half(id));
        create table b (id bigint references a (id));
        insert into a values (1), (2), (3);
        insert into b values (1), (2);
        create event trigger waits on ddl_command_start execute function wait_in_statement();
        """);
  }

  private void stopIn(String phase) {
    database.execute("insert into phase values ('" + phase + "')");
  }

  private void killWhereItWaits() throws Exception {
    try (Connection holder = database.connect();
        Statement statement = holder.createStatement()) {
      statement.execute("select pg_advisory_lock(4711)");
      Process victim =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-XX:+UseSerialGC",
                  "-cp",
                  System.getProperty("java.class.path"),
                  LoaderProcess.class.getName(),
                  database.jdbcUrl())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("victim.log").toFile())
              .start();
      try {
        await(WAITS, "1", victim::isAlive);
      } finally {
        victim.destroyForcibly().waitFor();
      }
    }
    await(LIVES, "0", () -> true);
    database.execute("delete from phase");
  }

  private void await(String sql, String value, BooleanSupplier possible)
      throws InterruptedException {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (!database.row(sql).equals(value)) {
      assertThat(System.nanoTime()).as(sql).isLessThan(deadline);
      assertThat(possible.getAsBoolean()).as(sql).isTrue();
      Thread.sleep(20);
    }
  }

  private String rows() {
    return database.row("select (select count(*) from a), (select count(*) from b)");
  }

  private String leftovers() {
    return database.row(
        "select count(*) from pg_class where relname ~ '__(run|old)' and relnamespace ="
            + " 'public'::regnamespace");
  }
}
