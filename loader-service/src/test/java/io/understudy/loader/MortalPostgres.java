package io.understudy.loader;

import io.understudy.loader.database.Target;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A Postgres that a test takes away as a machine that fails does, and brings back. */
final class MortalPostgres implements AutoCloseable {
  private final Path data;
  private EmbeddedPostgres server;

  /**
   * @param data an empty folder
   */
  MortalPostgres(Path data) throws IOException {
    this.data = data;
    this.server = start(0);
  }

  private EmbeddedPostgres start(int port) throws IOException {
    return EmbeddedPostgres.builder()
        .setDataDirectory(data)
        .setCleanDataDirectory(false)
        .setRegisterShutdownHook(false)
        .setPort(port)
        .start();
  }

  Target target() {
    return TestDatabase.target(
        server.getJdbcUrl("postgres", "postgres"), "postgres", "postgres", "public");
  }

  /** Ends all of its processes at once: it recovers from its log when it is started again. */
  void stopImmediately() throws IOException, InterruptedException {
    long postmaster =
        Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).getFirst().strip());
    ProcessHandle process = ProcessHandle.of(postmaster).orElseThrow();
    if (new ProcessBuilder("kill", "-QUIT", "" + postmaster).start().waitFor() != 0) {
      throw new IOException("the server could not be stopped");
    }
    process.onExit().join();
  }

  /** On the same port. */
  void startAgain() throws IOException {
    server.close(); // it says that nothing runs, and lets go of the folder
    server = start(server.getPort());
  }

  /** Each row of a query, columns joined by a bar. */
  List<String> rows(String sql) {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> found = new ArrayList<>();
      while (rows.next()) {
        StringBuilder row = new StringBuilder(rows.getString(1));
        for (int i = 2; i <= rows.getMetaData().getColumnCount(); i++) {
          row.append('|').append(rows.getString(i));
        }
        found.add(row.toString());
      }
      return found;
    } catch (SQLException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  void execute(String sql) {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
