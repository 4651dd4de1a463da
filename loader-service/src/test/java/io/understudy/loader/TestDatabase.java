package io.understudy.loader;

import io.understudy.loader.database.Target;
import io.understudy.loader.database.TargetSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A database of its own in one real Postgres that all tests of a process share. */
public final class TestDatabase {
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final String name = "t" + COUNT.incrementAndGet();

  /** Creates it, empty. */
  public TestDatabase() {
    execute("postgres", "create database " + name);
  }

  private static final class Server {
    static final EmbeddedPostgres POSTGRES = start();

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.builder().setServerConfig("max_connections", "60").start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  public String jdbcUrl() {
    return jdbcUrl(name);
  }

  private static String jdbcUrl(String database) {
    return "jdbc:postgresql://127.0.0.1:" + Server.POSTGRES.getPort() + "/" + database;
  }

  /** As target "demo", with short waits. */
  public Target target() {
    return target("postgres", "postgres", "public");
  }

  public Target target(String user, String password, String schema) {
    return target(jdbcUrl(), user, password, schema);
  }

  /** The same, which waits for locks for so long. */
  public Target target(String user, String password, String schema, Duration lockTimeout) {
    return target(jdbcUrl(), user, password, schema, lockTimeout);
  }

  /** The server's major version. */
  public int version() {
    return Integer.parseInt(row("show server_version_num")) / 10_000;
  }

  public static Target target(String url, String user, String password, String schema) {
    return target(url, user, password, schema, Duration.ofSeconds(1));
  }

  public static Target target(
      String url, String user, String password, String schema, Duration lockTimeout) {
    return new Target(
        new TargetSettings(
            "demo",
            url,
            Optional.of(user),
            Optional.of(password),
            schema,
            4,
            lockTimeout,
            Duration.ofMinutes(5)));
  }

  public Connection connect() throws SQLException {
    return DriverManager.getConnection(jdbcUrl(), "postgres", "postgres");
  }

  public void execute(String sql) {
    execute(name, sql);
  }

  private static void execute(String database, String sql) {
    try (Connection connection =
            DriverManager.getConnection(jdbcUrl(database), "postgres", "postgres");
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  /** Each row of a query, columns joined by a bar. */
  public List<String> rows(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> found = new ArrayList<>();
      while (rows.next()) {
        StringBuilder row = new StringBuilder();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
          row.append(i == 1 ? "" : "|").append(rows.getString(i));
        }
        found.add(row.toString());
      }
      return found;
    } catch (SQLException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  public String row(String sql) {
    return rows(sql).getFirst();
  }

  /** Names of the tables in a schema, sorted. */
  public List<String> tables(String schema) {
    return rows("select tablename from pg_tables where schemaname = '" + schema + "' order by 1");
  }
}
