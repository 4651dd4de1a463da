package io.understudy.engine;

import io.understudy.engine.key.Keyring;
import io.understudy.engine.key.SecretKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Small tables for tests: a schema in words, rows, and what a config makes of them. */
public final class Tables {
  /** With the keys "default" and "other". */
  public static final Keyring KEYS =
      Keyring.of(
          Map.of("default", key("a key for tests"), "other", key("another key here")), "default");

  private Tables() {}

  private static SecretKey key(String text) {
    return new SecretKey((text + "................").getBytes(StandardCharsets.UTF_8));
  }

  /** A table "people" from columns such as {@code "age INTEGER"}; without a type it is TEXT. */
  public static TableSchema schema(String... columns) {
    List<Column> list = new ArrayList<>();
    for (String column : columns) {
      String[] words = column.split(" ");
      list.add(
          new Column(words[0], words.length > 1 ? ColumnType.valueOf(words[1]) : ColumnType.TEXT));
    }
    return new TableSchema("people", list);
  }

  public static List<@Nullable Object> row(@Nullable Object... values) {
    return Arrays.asList(values);
  }

  /** Parses, compiles and runs. */
  @SafeVarargs
  public static List<List<@Nullable Object>> run(
      String yaml, TableSchema schema, List<@Nullable Object>... rows) {
    return run(TransformConfig.parse("test", yaml).compile(schema, KEYS).start(), schema, rows);
  }

  @SafeVarargs
  public static List<List<@Nullable Object>> run(
      PlanExecution execution, TableSchema schema, List<@Nullable Object>... rows) {
    Batch batch = batch(schema, rows);
    execution.transform(batch);
    List<List<@Nullable Object>> result = new ArrayList<>();
    for (int row = 0; row < rows.length; row++) {
      List<@Nullable Object> cells = new ArrayList<>();
      for (int column = 0; column < schema.columns().size(); column++) {
        cells.add(batch.column(column)[row]);
      }
      result.add(cells);
    }
    return result;
  }

  @SafeVarargs
  public static Batch batch(TableSchema schema, List<@Nullable Object>... rows) {
    Batch batch = new Batch(schema.columns().size(), Math.max(1, rows.length));
    batch.reset(0, rows.length);
    for (int row = 0; row < rows.length; row++) {
      for (int column = 0; column < schema.columns().size(); column++) {
        batch.column(column)[row] = rows[row].get(column);
      }
    }
    return batch;
  }

  /** A config that changes one column to an expression and lets the others pass. */
  public static String rule(String column, String expression) {
    return """
        globals: { coverage: open, classify: { enable: false } }
        steps:
          - rows:
              update:
                - name: %s
                  value: %s
        """
        .formatted(column, quoted(expression));
  }

  /** The text as a single-quoted YAML scalar. */
  public static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  /** What is wrong, one line each. */
  public static List<String> problems(Runnable action) {
    try {
      action.run();
      return List.of();
    } catch (ConfigException e) {
      return e.problems().stream().map(Problem::toString).toList();
    }
  }
}
