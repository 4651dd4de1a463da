package io.understudy.standalone.demo;

import io.understudy.standalone.StandaloneException;
import io.understudy.standalone.local.Database;
import io.understudy.standalone.run.Amounts;
import io.understudy.standalone.run.RunStatus.Table;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a table, counted in each place.
 *
 * @param source as the generator counted them; empty: it was not ours to make
 * @param read by the workers
 * @param written by the workers
 * @param sink as they are found in the sink's files
 * @param target as the database counts them; empty: there is no such table
 */
record TableCounts(
    String table,
    OptionalLong source,
    long read,
    long written,
    OptionalLong sink,
    OptionalLong target) {

  /** SQLSTATE of a table that is not there. */
  private static final String UNDEFINED_TABLE = "42P01";

  /** Counts what the database holds and puts it beside what the others say. */
  static List<TableCounts> of(
      List<Table> tables, Map<String, Long> source, Map<String, Long> sink, Database target) {
    List<TableCounts> all = new ArrayList<>();
    try (Connection connection =
        DriverManager.getConnection(target.jdbcUrl(), target.user(), target.password())) {
      for (Table table : tables) {
        all.add(
            new TableCounts(
                table.name(),
                optional(source.get(table.name())),
                table.counts().rowsIn(),
                table.counts().rowsOut(),
                optional(sink.get(table.name())),
                count(connection, table.target())));
      }
      return all;
    } catch (SQLException e) {
      throw new StandaloneException(
          "the rows in " + target + " cannot be counted (SQLSTATE " + e.getSQLState() + ")", e);
    }
  }

  private static OptionalLong optional(@Nullable Long number) {
    return number == null ? OptionalLong.empty() : OptionalLong.of(number);
  }

  private static OptionalLong count(Connection connection, String table) throws SQLException {
    if (table.isEmpty()) {
      return OptionalLong.empty();
    }
    String quoted = "\"" + table.replace("\"", "\"\"") + "\"";
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select count(*) from " + quoted)) {
      rows.next();
      return OptionalLong.of(rows.getLong(1));
    } catch (SQLException e) {
      if (UNDEFINED_TABLE.equals(e.getSQLState())) {
        return OptionalLong.empty();
      }
      throw e;
    }
  }

  /**
   * Whether what was written is everywhere, and none is missing. A config may drop rows on the way
   * from the source; that of our own data drops none.
   */
  boolean equal() {
    boolean all =
        source.isEmpty() ? written <= read : source.getAsLong() == read && written == read;
    return all
        && sink.isPresent()
        && sink.getAsLong() == written
        && target.isPresent()
        && target.getAsLong() == written;
  }

  /** The numbers as text, in the order of the components; {@code -} for what is not there. */
  List<String> texts() {
    return List.of(
        text(source), Amounts.count(read), Amounts.count(written), text(sink), text(target));
  }

  private static String text(OptionalLong number) {
    return number.isPresent() ? Amounts.count(number.getAsLong()) : "-";
  }
}
