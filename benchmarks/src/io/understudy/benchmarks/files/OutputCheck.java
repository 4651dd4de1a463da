package io.understudy.benchmarks.files;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Whether an output is what was asked for, as DuckDB reads it: the same rows in order, all as it was but the masked columns. */
final class OutputCheck {
  private OutputCheck() {}

  static void check(MaskedTable table, Path input, Path output, boolean picks) throws SQLException {
    List<String> kept = new ArrayList<>();
    List<String> masked = new ArrayList<>();
    for (MaskedTable.Definition column : table.columns()) {
      String name = column.name();
      if (!table.maskedNames().contains(name)) {
        kept.add("a." + name + " IS DISTINCT FROM b." + name);
      } else if (picks) {
        masked.add("NOT list_contains(['" + String.join("', '", MaskedTable.choices(name)) + "'], b." + name + ")");
      } else {
        masked.add("a." + name + " = b." + name);
      }
    }
    String from = " FROM (FROM " + DuckDbCopy.source(table, input) + ") a POSITIONAL JOIN (FROM " + DuckDbCopy.source(table, output) + ") b";
    // a list is looked through for each value, so only some rows are asked
    String some = picks ? " AND hash(a.customer_id) % 50 = 0" : "";
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery(
                "SELECT count(a.customer_id), count(b.customer_id), count(*) FILTER (" + String.join(" OR ", kept) + "), count(*) FILTER (("
                    + String.join(" OR ", masked) + ")" + some + ")" + from)) {
      result.next();
      if (result.getLong(1) != result.getLong(2) || result.getLong(3) != 0 || result.getLong(4) != 0) {
        throw new IllegalStateException(
            "%s: %d rows of %d, %d of them changed where no rule is, %d not masked"
                .formatted(output, result.getLong(2), result.getLong(1), result.getLong(3), result.getLong(4)));
      }
    }
  }
}
