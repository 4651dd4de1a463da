package io.understudy.benchmarks;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * A Postgres of its own with the job table, as production has it: every commit waits for the disk. Its files are below
 * the directory that the property {@code java.io.tmpdir} names.
 */
final class Database implements AutoCloseable {
  private static final double TICKS = 100;
  private static final int CONNECTIONS = 260;

  private final EmbeddedPostgres postgres;

  Database() throws IOException {
    postgres =
        EmbeddedPostgres.builder()
            .setServerConfig("max_connections", Integer.toString(CONNECTIONS))
            .setServerConfig("shared_buffers", "512MB")
            .setServerConfig("max_wal_size", "8GB")
            .setServerConfig("fsync", System.getProperty("benchmark.fsync", "on"))
            .setServerConfig("synchronous_commit", "on")
            .start();
    Flyway.configure().dataSource(postgres.getPostgresDatabase()).schemas("understudy").load().migrate();
  }

  String url() {
    return postgres.getJdbcUrl("postgres", "postgres");
  }

  /** Connections as the services have them. */
  AgroalDataSource pool(int size) {
    try {
      return AgroalDataSource.from(
          new AgroalDataSourceConfigurationSupplier()
              .connectionPoolConfiguration(
                  pool ->
                      pool.maxSize(size)
                          .initialSize(size).minSize(size)
                          .acquisitionTimeout(Duration.ofSeconds(60))
                          .connectionFactoryConfiguration(
                              factory -> factory.jdbcUrl(url()).jdbcProperty("prepareThreshold", "1").principal(new NamePrincipal("postgres")))));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  DataSource plain() {
    return postgres.getPostgresDatabase();
  }

  void execute(String sql) {
    try (Connection connection = plain().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** Nothing of what was before is left to do: measure now. */
  void settle() {
    execute("vacuum analyze");
    execute("checkpoint");
  }

  /** First column of the first row. */
  String value(String sql) {
    try (Connection connection = plain().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** Seconds of processor time that all processes of this Postgres have used so far. */
  double cpuSeconds() throws IOException {
    long postmaster = Long.parseLong(Files.readAllLines(Path.of(value("show data_directory"), "postmaster.pid")).get(0));
    double ticks = 0;
    List<ProcessHandle> processes = ProcessHandle.of(postmaster).orElseThrow().children().toList();
    ticks += ticks(postmaster, true);
    for (ProcessHandle process : processes) {
      ticks += ticks(process.pid(), false);
    }
    return ticks / TICKS;
  }

  /** With what its children used that have ended, if asked for. */
  private static long ticks(long process, boolean children) {
    try {
      String stat = Files.readString(Path.of("/proc/" + process + "/stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      long own = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
      return children ? own + Long.parseLong(fields[13]) + Long.parseLong(fields[14]) : own;
    } catch (IOException e) {
      return 0; // it ended just now
    }
  }

  @Override
  public void close() throws IOException {
    postgres.close();
  }
}
