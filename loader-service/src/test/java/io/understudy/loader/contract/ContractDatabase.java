package io.understudy.loader.contract;

import io.understudy.loader.TestDatabase;
import io.understudy.loader.TestRun;
import io.understudy.loader.database.Target;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * An empty database of some kind, to be loaded and looked at.
 *
 * @param target as it is configured
 * @param connections another way in, for tests
 * @param quote what names are quoted by
 * @param tables query for the names of its tables
 */
public record ContractDatabase(Target target, Connections connections, char quote, String tables) {

  /** Opens a connection. */
  @FunctionalInterface
  public interface Connections {
    Connection open() throws SQLException;
  }

  /** The same one each time, emptied: to make one takes longer than most tests. */
  public static ContractDatabase postgres(TestDatabase database) {
    database.execute(
        "drop schema public cascade; create schema public;"
            + " drop schema if exists understudy cascade");
    return postgres(database.target(), database::connect);
  }

  public static ContractDatabase postgres(Target target, Connections connections) {
    return new ContractDatabase(
        target,
        connections,
        '"',
        "select tablename from pg_tables where schemaname = 'public' order by 1");
  }

  static ContractDatabase h2(String name) {
    String url = "jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1;DATABASE_TO_UPPER=false";
    return new ContractDatabase(
        TestDatabase.target(url, "sa", "", ""),
        () -> {
          Properties login = new Properties();
          login.setProperty("user", "sa");
          return new org.h2.Driver().connect(url, login);
        },
        '"',
        "select TABLE_NAME from INFORMATION_SCHEMA.TABLES where TABLE_SCHEMA = 'PUBLIC' order by"
            + " 1");
  }

  /** Of this machine's MariaDB; a test that this machine cannot have is skipped. */
  public static ContractDatabase mariaDb() throws SQLException {
    return mariaDb(OwnMariaDb.assumed());
  }

  public static ContractDatabase mariaDb(OwnMariaDb server) throws SQLException {
    String url = server.database();
    return new ContractDatabase(
        TestDatabase.target(url, "root", "", ""),
        () -> OwnMariaDb.connect(url),
        '`',
        "select table_name from information_schema.tables where table_schema = database() order"
            + " by 1");
  }

  /** Where it is; closed at once. */
  public String url() {
    try (Connection connection = connections.open()) {
      return connection.getMetaData().getURL().replaceFirst("\\?.*", "");
    } catch (SQLException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  public TestRun replacing(long run, String... tables) {
    return TestRun.replacing(target, run, tables);
  }

  public TestRun appending(long run, String... tables) {
    return TestRun.appending(target, run, tables);
  }

  public String quoted(String name) {
    String mark = String.valueOf(quote);
    return mark + name.replace(mark, mark + mark) + mark;
  }

  public void execute(String... statements) {
    try (Connection connection = connections.open();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  /** Each row of a query, columns joined by a bar. */
  public List<String> rows(String sql) {
    try (Connection connection = connections.open();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> found = new ArrayList<>();
      while (rows.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
          row.add(rows.getString(i));
        }
        found.add(String.join("|", row));
      }
      return found;
    } catch (SQLException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  /** Names of the tables that are not the ledger's, sorted. */
  public List<String> tableNames() {
    return rows(tables).stream().filter(name -> !name.startsWith("understudy_load_")).toList();
  }
}
