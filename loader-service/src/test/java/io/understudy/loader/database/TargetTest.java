package io.understudy.loader.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.understudy.loader.Rows;
import io.understudy.loader.TestDatabase;
import io.understudy.loader.TestRun;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class TargetTest {
  private final TestDatabase database = new TestDatabase();

  private static Throwable failure(Target target) {
    Throwable thrown =
        catchThrowable(
            () -> TestRun.appending(target, 1, "t").load("t", "s3://b/k", Rows.ids(0, 1)));
    assertThat(thrown.getMessage()).doesNotContain("SECRETVALUE");
    return thrown;
  }

  @Test
  void aTargetThatIsDownIsTriedAgain() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    assertThat(
            failure(
                TestDatabase.target(
                    "jdbc:postgresql://127.0.0.1:" + port + "/x", "u", "SECRETVALUE", "public")))
        .isInstanceOf(TargetException.Retryable.class)
        .hasMessage(
            "target \"demo\": cannot load s3://b/k: it cannot be reached, or broke the connection"
                + " (SQLState 08001); check that it is up and that"
                + " understudy.targets.\"demo\".jdbc-url names it");
  }

  @Test
  void aReadOnlyTargetIsNot() {
    database.execute("create role reader login");
    database.execute("alter role reader set default_transaction_read_only = on");
    database.execute("create schema understudy authorization reader");
    assertThat(failure(database.target("reader", "x", "public")))
        .isInstanceOf(TargetException.Terminal.class)
        .hasMessageContaining(
            "it is read-only (SQLState 25006); name the primary in"
                + " understudy.targets.\"demo\".jdbc-url");
  }

  @Test
  void missingRightsAreNamed() {
    database.execute("create role nobody login");
    assertThat(failure(database.target("nobody", "x", "public")))
        .isInstanceOf(TargetException.Terminal.class)
        .hasMessageContaining("the role may not do that (SQLState 42501)");
  }

  @Test
  void aDatabaseOrSchemaThatIsNotThereIsNamed() {
    assertThat(
            failure(
                TestDatabase.target(
                    database.jdbcUrl() + "_absent", "postgres", "postgres", "public")))
        .isInstanceOf(TargetException.Terminal.class)
        .hasMessageContaining("there is no such database (SQLState 3D000)");
    assertThat(failure(database.target("postgres", "postgres", "absent")))
        .isInstanceOf(TargetException.Terminal.class)
        .hasMessageContaining("there is no such schema (SQLState 3F000)");
  }

  @Test
  void aWrongPasswordIsRefusedWithoutItsText() throws Exception {
    String role = "secured";
    database.execute("create role " + role + " login password 'right'");
    Path hba = Path.of(database.row("show hba_file"));
    Files.writeString(
        hba, "host all " + role + " 127.0.0.1/32 scram-sha-256\n" + Files.readString(hba));
    database.execute("select pg_reload_conf()");
    assertThat(failure(database.target(role, "SECRETVALUE", "public")))
        .isInstanceOf(TargetException.Terminal.class)
        .hasMessage(
            "target \"demo\": cannot load s3://b/k: it refused the login (SQLState 28P01); check"
                + " understudy.targets.\"demo\".username, its password and the database's"
                + " pg_hba.conf");
    Target withoutPassword =
        new Target(
            new TargetSettings(
                "demo",
                database.jdbcUrl(),
                Optional.of(role),
                Optional.empty(),
                "public",
                1,
                Duration.ofSeconds(1),
                Duration.ofSeconds(60)));
    assertThat(failure(withoutPassword)).hasMessageContaining("it refused the login");
  }

  @Test
  void settingsOfTheRoleDoNotMatter() throws Exception {
    database.execute("create role hasty login");
    database.execute("alter role hasty set statement_timeout = '10s'");
    database.execute("alter role hasty set synchronous_commit = off");
    database.execute("alter role hasty set datestyle = 'German'");
    database.execute("alter role hasty set timezone = 'Asia/Tokyo'");
    List<String> settings =
        database
            .target("hasty", "x", "public")
            .use(
                "look",
                "look-test",
                session ->
                    session.query(
                        "select setting from pg_settings where name in ('application_name',"
                            + " 'DateStyle', 'lock_timeout', 'statement_timeout',"
                            + " 'synchronous_commit', 'TimeZone')"
                            + " order by lower(name)",
                        row -> row.getString(1)));
    assertThat(settings).containsExactly("look-test", "ISO, YMD", "1000", "0", "on", "UTC");
  }

  private static long backend(Target target, String application) throws InterruptedException {
    return target.use("look", application, s -> s.number("select pg_backend_pid()"));
  }

  @Test
  @Timeout(60)
  void aConnectionIsKeptForAMomentUnlessItBreaks() throws Exception {
    Target target = database.target();
    long first = backend(target, "one");
    assertThat(backend(target, "two")).isEqualTo(first);
    assertThat(database.row("select application_name from pg_stat_activity where pid = " + first))
        .isEqualTo("two");

    database.execute("select pg_terminate_backend(" + first + ", 5000)");
    long second = backend(target, "three");
    assertThat(second).isNotEqualTo(first);

    catchThrowable(() -> target.use("fail", "four", s -> s.number("select 1 / 0")));
    assertThat(backend(target, "five")).isNotEqualTo(second);

    String open = "select count(*) from pg_stat_activity where application_name = 'five'";
    while (!database.row(open).equals("0")) {
      Thread.sleep(100);
    }
  }

  @Test
  void whatWasNotCommittedIsNotSeenByTheNext() throws Exception {
    Target target = database.target();
    target.use(
        "leave it",
        "test",
        session -> {
          session.execute("create table left_behind ()");
          session.execute("set local search_path = ''");
          return 1;
        });
    assertThat(target.<Boolean>use("look", "test", s -> s.is("select current_schema is null")))
        .isFalse();
    assertThat(database.tables("public")).isEmpty();
  }

  @Test
  void noMoreConnectionsAreOpenThanPromised() throws Exception {
    Target target =
        new Target(
            new TargetSettings(
                "demo",
                database.jdbcUrl(),
                Optional.of("postgres"),
                Optional.empty(),
                "public",
                1,
                Duration.ofSeconds(1),
                Duration.ofSeconds(60)));
    target.use(
        "hold it",
        "test",
        first -> {
          Thread second = new Thread(() -> catchThrowable(() -> target.use("x", "y", s -> 1)));
          second.start();
          while (second.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
          }
          assertThat(
                  first.number(
                      "select count(*) from pg_stat_activity where datname = current_database()"
                          + " and backend_type = 'client backend'"))
              .isEqualTo(1);
          second.interrupt();
          second.join();
          return 1;
        });
  }

  @Test
  void noRoomForSoManyLocksIsToldWithItsSetting() {
    String many = "select pg_advisory_xact_lock(n) from generate_series(1, 1000000) n";
    assertThatThrownBy(
            () ->
                database
                    .target()
                    .use("lock much", "test", session -> session.query(many, row -> true)))
        .isInstanceOf(TargetException.Retryable.class)
        .hasMessage(
            "target \"demo\": cannot lock much: it is out of memory (SQLState 53200); if its log"
                + " speaks of shared memory, there is no room for so many locks: raise"
                + " max_locks_per_transaction there, or replace fewer tables in one run");
  }

  @Test
  void onlyWhatIsKnownIsTaken() {
    assertThatThrownBy(
            () ->
                TestDatabase.target(
                    "jdbc:oracle:thin:u/SECRETVALUE@h", "u", "SECRETVALUE", "public"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "understudy.targets.\"demo\".jdbc-url must start with jdbc:postgresql://, or"
                + " jdbc:mariadb:, jdbc:h2: (what can be loaded); it starts otherwise");
    assertThatThrownBy(() -> TestDatabase.target("jdbc:mariadb://h/d", "u", "x", "a".repeat(65)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("understudy.targets.\"demo\".schema is 65 characters long, a name may have 64");
    assertThat(database.target().toString()).isEqualTo("target \"demo\"");
  }
}
