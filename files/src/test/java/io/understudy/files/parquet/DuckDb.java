package io.understudy.files.parquet;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** DuckDB in this process: the independent reader. */
final class DuckDb implements AutoCloseable {
  private final Connection connection;

  DuckDb() throws SQLException {
    connection = DriverManager.getConnection("jdbc:duckdb:");
    execute("set threads = 1");
  }

  void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Every value as DuckDB writes it. */
  List<List<String>> rows(String sql) throws SQLException {
    List<List<String>> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      int columns = result.getMetaData().getColumnCount();
      while (result.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
          row.add(result.getString(i));
        }
        rows.add(row);
      }
    }
    return rows;
  }

  /** All rows of a file in order. */
  List<List<String>> content(Path file) throws SQLException {
    return rows("select columns(*)::varchar from " + table(file));
  }

  /** Names and types of a file's columns. */
  List<List<String>> schema(Path file) throws SQLException {
    return rows(
        "select column_name, column_type from (describe select * from " + table(file) + ")");
  }

  static String table(Path file) {
    return "read_parquet('" + file + "')";
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
