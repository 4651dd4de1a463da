package io.understudy.standalone.local;

import io.understudy.standalone.StandaloneException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** One Postgres server with two empty databases: the job table's and the target. */
final class EmbeddedDatabases implements AutoCloseable {
  private static final String USER = "postgres";
  private static final String JOBS = "jobs";
  private static final String TARGET = "target";

  private final EmbeddedPostgres server;

  private EmbeddedDatabases(EmbeddedPostgres server) {
    this.server = server;
  }

  /**
   * Starts a server with an empty data directory. It is thrown away at the end, so nothing waits
   * for the disk.
   *
   * @param data data directory
   * @param programs where the server's programs are unpacked, once
   * @param log the server's output
   */
  static EmbeddedDatabases start(Path data, Path programs, File log) {
    try {
      EmbeddedPostgres server =
          EmbeddedPostgres.builder()
              .setDataDirectory(data)
              .setCleanDataDirectory(true)
              .setOverrideWorkingDirectory(programs.toFile())
              .setRegisterShutdownHook(false)
              .setPGStartupWait(Duration.ofSeconds(30))
              .setErrorRedirector(ProcessBuilder.Redirect.appendTo(log))
              .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log))
              .setServerConfig("fsync", "off")
              .setServerConfig("full_page_writes", "off")
              .setServerConfig("synchronous_commit", "off")
              .setServerConfig("wal_level", "minimal")
              .setServerConfig("max_wal_senders", "0")
              .setServerConfig("max_wal_size", "1GB")
              .start();
      try (Connection connection = server.getPostgresDatabase().getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("create database " + JOBS);
        statement.execute("create database " + TARGET);
      } catch (SQLException e) {
        server.close();
        throw new StandaloneException(
            "the embedded Postgres refused to make its databases (SQLSTATE "
                + e.getSQLState()
                + "): see "
                + log,
            e);
      }
      return new EmbeddedDatabases(server);
    } catch (IOException | IllegalStateException e) {
      throw new StandaloneException(
          "the embedded Postgres did not start ("
              + e.getClass().getSimpleName()
              + "): see "
              + log
              + " and embedded.log beside it",
          e);
    }
  }

  Database jobs() {
    return database(JOBS);
  }

  Database target() {
    return database(TARGET);
  }

  private Database database(String name) {
    return new Database("jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + name, USER, USER);
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
