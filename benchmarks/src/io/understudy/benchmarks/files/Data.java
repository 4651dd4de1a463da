package io.understudy.benchmarks.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The files, made by DuckDB once and kept; a function of their names and the scale. */
final class Data {
  private final Path directory;
  private final double scale;

  Data(Path directory, double scale) {
    this.directory = directory;
    this.scale = scale;
  }

  long rows(MaskedTable table) {
    return Math.max(1000, (long) (table.rows() * scale));
  }

  /** A file of the table with this ending, such as {@code zstd.parquet}. */
  Path file(MaskedTable table, String ending) throws IOException, SQLException {
    Path file = directory.resolve(table.name() + "-" + rows(table) + "." + ending);
    if (Files.exists(file)) {
      return file;
    }
    Files.createDirectories(directory);
    Path part = directory.resolve("part." + ending);
    List<String> columns = new ArrayList<>();
    for (MaskedTable.Definition column : table.columns()) {
      columns.add(column.sql() + " as " + column.name());
    }
    String format =
        switch (ending) {
          case "csv" -> "FORMAT csv, HEADER";
          case "jsonl" -> "FORMAT json";
          default -> "FORMAT parquet, COMPRESSION " + ending.substring(0, ending.indexOf('.'));
        };
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute(
          columns.stream().collect(Collectors.joining(", ", "COPY (SELECT ", " FROM range(" + rows(table) + ") t(i)) TO '" + part + "' (" + format + ")")));
    }
    return Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
