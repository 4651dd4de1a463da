package io.understudy.loader;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.understudy.jobtable.JobKind;
import io.understudy.loader.contract.OwnMariaDb;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** From a MariaDB to PostgreSQL, by the service as it runs. Parts have 64 KiB of pages. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class MariaDbRunTest extends TwoDatabases {
  private static final int ENDED = 1094; // there is no such thread (any more)
  private static final String ACCOUNTS = ALL.replace("shop", "maria");

  @ConfigProperty(name = "understudy.targets.\"maria\".jdbc-url")
  String maria;

  @ConfigProperty(name = "quarkus.datasource.jdbc.url")
  String jobTable;

  @BeforeEach
  void accounts() throws SQLException {
    Assumptions.assumeFalse(
        maria.endsWith("/none"),
        "no mariadbd on this machine; apt-get install mariadb-server-core");
    onMaria("drop table if exists accounts");
    onMaria(
        "create table accounts (id int auto_increment primary key, money decimal(10,2) not null,"
            + " filler char(200) not null default 'x')");
  }

  private void fill(int rows) throws SQLException {
    onMaria("insert into accounts (money) select seq * 0.01 from seq_1_to_" + rows);
    onMaria("analyze table accounts");
  }

  private List<String> onMaria(String sql) throws SQLException {
    try (Connection connection = OwnMariaDb.connect(maria)) {
      return on(connection, sql);
    }
  }

  private List<String> jobs(DatabaseRun run, String what, JobKind kind) throws SQLException {
    return run.job(
        "select "
            + what
            + " from understudy.job where kind = '"
            + kind
            + "' and run_id = "
            + run.id());
  }

  @Test
  void partsAreFilesOfTheRunAndArrive() throws Exception {
    fill(5_000);
    DatabaseRun run = new DatabaseRun(jobs, s3, ACCOUNTS);
    run.complete();
    assertThat(Integer.parseInt(jobs(run, "count(*)", JobKind.EXTRACT).getFirst()))
        .isGreaterThan(10);
    assertThat(
            jobs(
                run, "distinct owner is null and rows_out > 0 and state = 'DONE'", JobKind.EXTRACT))
        .containsExactly("t");
    assertThat(jobs(run, "rows_out", JobKind.SNAPSHOT)).containsExactly("5000");
    assertThat(on(target, "select count(*) || ' ' || sum(money) from accounts"))
        .containsExactly("5000 125025.00");
    on(target, "insert into accounts (money, filler) values (1, 'y')");
    assertThat(on(target, "select max(id) from accounts")).containsExactly("5001");
  }

  @Test
  void anExtractionWhoseConnectionsBreakBeginsAgain() throws Exception {
    fill(60_000);
    DatabaseRun run = new DatabaseRun(jobs, s3, ACCOUNTS);
    run.awaitParts(2);
    for (String id :
        onMaria(
            "select id from information_schema.processlist where id <> connection_id() and db ="
                + " database()")) {
      kill(id);
    }
    run.complete();
    assertThat(jobs(run, "attempt", JobKind.SNAPSHOT)).containsExactly("2");
    assertThat(on(target, "select count(*) || ' ' || sum(money) from accounts"))
        .containsExactly("60000 18000300.00");
  }

  /** What is read could not be read again in the same state: nothing of it is given up. */
  @Test
  void aJobTableWhoseConnectionsAreCutCostsNoExtraction() throws Exception {
    fill(60_000);
    PGSimpleDataSource own = new PGSimpleDataSource(); // the test's connections are not cut
    own.setUrl(jobTable);
    own.setUser("postgres");
    own.setPassword("postgres");
    DatabaseRun run = new DatabaseRun(own, s3, ACCOUNTS);
    for (int parts = 2; parts <= 20; parts += 6) {
      run.awaitParts(parts);
      run.job(
          "select pg_terminate_backend(pid) from pg_stat_activity where datname ="
              + " current_database() and pid <> pg_backend_pid()");
    }
    run.complete();
    assertThat(jobs(run, "attempt", JobKind.SNAPSHOT)).containsExactly("1");
    assertThat(on(target, "select count(*) || ' ' || sum(money) from accounts"))
        .containsExactly("60000 18000300.00");
  }

  private void kill(String id) throws SQLException {
    try {
      onMaria("kill " + id);
    } catch (SQLException e) {
      if (e.getErrorCode() != ENDED) {
        throw e;
      }
    }
  }

  @Test
  void noValueOfAKeyIsInTheJobTable() throws Exception {
    onMaria("drop table accounts");
    onMaria("create table accounts (email varchar(100) primary key, filler char(200) default 'x')");
    onMaria("insert into accounts (email) select concat('p', seq, '@secret') from seq_1_to_2000");
    onMaria("analyze table accounts");
    DatabaseRun run = new DatabaseRun(jobs, s3, ACCOUNTS);
    run.await(JobKind.SNAPSHOT, "DONE");
    assertThat(run.job("select j::text from understudy.job j where run_id = " + run.id()))
        .hasSizeGreaterThan(4)
        .noneMatch(job -> job.contains("@secret") || job.contains("407365637265"));
  }
}
