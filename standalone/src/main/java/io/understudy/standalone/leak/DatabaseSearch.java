package io.understudy.standalone.leak;

import io.understudy.standalone.StandaloneException;
import io.understudy.standalone.local.Database;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyInputStream;

/** Looks at every row of every table of a database. */
final class DatabaseSearch {
  private static final String TABLES =
      """
      select format('%I.%I', schemaname, tablename) from pg_tables
      where schemaname not in ('pg_catalog', 'information_schema') order by 1
      """;

  private final Database database;
  private final Scanner scanner;

  DatabaseSearch(Database database, Scanner scanner) {
    this.database = database;
    this.scanner = scanner;
  }

  /** Its tables, as SQL writes them. */
  List<String> tables() {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(TABLES)) {
      List<String> tables = new ArrayList<>();
      while (rows.next()) {
        tables.add(rows.getString(1));
      }
      return tables;
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  /** Looks at all rows of one of {@link #tables}. */
  void search(String table, Consumer<Original> found) {
    try (Connection connection = connect();
        Reader reader =
            new InputStreamReader(
                new PGCopyInputStream(
                    connection.unwrap(PGConnection.class),
                    "copy (select * from " + table + ") to stdout (format csv)"),
                StandardCharsets.UTF_8)) {
      scanner.scan(reader, found);
    } catch (SQLException e) {
      throw failure(e);
    } catch (IOException e) {
      throw new StandaloneException(
          "the rows of " + table + " in " + database + " cannot be read: is it still running?", e);
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
  }

  private StandaloneException failure(SQLException e) {
    return new StandaloneException(
        database + " cannot be read (SQLSTATE " + e.getSQLState() + "): is it still running?", e);
  }
}
