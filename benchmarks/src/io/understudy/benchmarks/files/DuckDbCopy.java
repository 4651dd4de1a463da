package io.understudy.benchmarks.files;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * DuckDB, one thread: one COPY of a SELECT * REPLACE. Prints the CPU seconds of that statement alone, without the JVM's start and without the
 * loading of the library.
 */
final class DuckDbCopy {
  private DuckDbCopy() {}

  public static void main(String[] arguments) throws SQLException {
    MaskedTable table = MaskedTable.of(arguments[0]);
    Path input = Path.of(arguments[1]);
    Path output = Path.of(arguments[2]);
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("SET threads = 1");
      long begin = Cpu.ofProcess();
      statement.execute(
          "COPY (SELECT * REPLACE (" + table.replacements() + ") FROM " + source(table, input) + ") TO '" + output + "' (" + format(input) + ")");
      System.out.println("cpu " + (Cpu.ofProcess() - begin) / 1e9);
    }
  }

  /** What reads the file. CSV stays text, so that no number is parsed or written; of JSON the types are told, so that none is guessed. */
  static String source(MaskedTable table, Path input) {
    String name = input.getFileName().toString();
    List<String> columns = new ArrayList<>();
    for (MaskedTable.Definition column : table.columns()) {
      columns.add("'" + column.name() + "': '" + (name.endsWith(".jsonl") ? column.type() : "VARCHAR") + "'");
    }
    String all = "columns = {" + String.join(", ", columns) + "}";
    if (name.endsWith(".csv")) {
      return "read_csv('" + input + "', header = true, delim = ',', quote = '\"', escape = '\"', auto_detect = false, " + all + ")";
    }
    return name.endsWith(".jsonl")
        ? "read_json('" + input + "', format = 'newline_delimited', auto_detect = false, " + all + ")"
        : "read_parquet('" + input + "')";
  }

  private static String format(Path file) {
    String name = file.getFileName().toString();
    if (name.endsWith(".csv")) {
      return "FORMAT csv, HEADER";
    }
    return name.endsWith(".jsonl") ? "FORMAT json" : "FORMAT parquet, COMPRESSION " + (name.contains("snappy") ? "snappy" : "zstd");
  }
}
