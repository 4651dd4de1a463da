package io.understudy.jobtable;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.exceptionsorter.PostgreSQLExceptionSorter;
import io.agroal.api.security.NamePrincipal;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A real Postgres with the migrated job table and a clock that the test sets. As an extension of a
 * test class it is emptied before each test.
 */
final class TestJobTable implements BeforeEachCallback, AfterAllCallback {
  private final EmbeddedPostgres postgres;
  private final AgroalDataSource pool;

  TestJobTable() {
    try {
      postgres = EmbeddedPostgres.builder().setServerConfig("max_connections", "100").start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Flyway.configure()
        .dataSource(postgres.getPostgresDatabase())
        .schemas("understudy")
        .load()
        .migrate();
    pool = connections("test");
    execute("create table test_clock (now timestamptz not null)");
    execute("insert into test_clock values ('2026-01-01T00:00:00Z')");
    execute(
        "create or replace function understudy.clock() returns timestamptz language sql stable"
            + " as 'select now from public.test_clock'");
  }

  DataSource database() {
    return pool;
  }

  /** Other connections than those of {@link #database()}; closed by the caller. */
  AgroalDataSource connections(String application) {
    try {
      return AgroalDataSource.from(
          new AgroalDataSourceConfigurationSupplier()
              .connectionPoolConfiguration(
                  p ->
                      p.maxSize(40)
                          .exceptionSorter(new PostgreSQLExceptionSorter())
                          .acquisitionTimeout(Duration.ofSeconds(30))
                          .connectionFactoryConfiguration(
                              f ->
                                  f.jdbcUrl(postgres.getJdbcUrl("postgres", "postgres"))
                                      .jdbcProperty("ApplicationName", application)
                                      .jdbcProperty("prepareThreshold", "1") // as services have it
                                      .principal(new NamePrincipal("postgres")))));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  void pass(Duration time) {
    execute("update test_clock set now = now + interval '" + time.toMillis() + " milliseconds'");
  }

  @Override
  public void beforeEach(ExtensionContext test) {
    execute("truncate understudy.run cascade");
    execute("truncate understudy.batch");
  }

  @Override
  public void afterAll(ExtensionContext tests) throws IOException {
    pool.close();
    postgres.close();
  }

  /** Ends every connection of an application, as a database that is restarted does. */
  void cutConnections(String application) {
    String cut =
        row(
            "select count(pg_terminate_backend(pid, 5000)) from pg_stat_activity where"
                + " application_name = '"
                + application
                + "'");
    assertThat(cut).as("connections cut").isNotEqualTo("0");
  }

  void execute(String sql) {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  /** First row of a query, columns joined by a blank; "" if there is none. */
  String row(String sql) {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      if (!rows.next()) {
        return "";
      }
      StringBuilder text = new StringBuilder();
      for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
        text.append(i == 1 ? "" : " ").append(rows.getString(i));
      }
      return text.toString();
    } catch (SQLException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  /** A run with its tables, each with transforms of 10 bytes, planning ended. */
  long run(RunProtocol runs, int tables, int filesPerTable, int maxAttempts) {
    long run = planning(runs, tables, filesPerTable, maxAttempts);
    runs.planned(run);
    return run;
  }

  long planning(RunProtocol runs, int tables, int filesPerTable, int maxAttempts) {
    long run =
        runs.create(
            new RunProtocol.NewRun(
                "shop",
                "{}",
                "s3://in/",
                "s3://out/",
                "steps: []",
                "default",
                "perf",
                "replace",
                4));
    for (int t = 0; t < tables; t++) {
      String name = "t" + t;
      long table = runs.addTable(run, name, "{}", name);
      List<RunProtocol.NewJob> jobs =
          IntStream.range(0, filesPerTable)
              .mapToObj(
                  i ->
                      new RunProtocol.NewJob(
                          table,
                          "s3://in/" + name + "/" + i,
                          10,
                          "e" + i,
                          "s3://out/" + name + "/" + i))
              .toList();
      runs.addTransforms(run, jobs, maxAttempts);
    }
    return run;
  }
}
