package io.understudy.engine.plan;

import static io.understudy.engine.Tables.row;
import static io.understudy.engine.Tables.schema;

import io.understudy.engine.Batch;
import io.understudy.engine.OutputColumn;
import io.understudy.engine.Plan;
import io.understudy.engine.TableSchema;
import io.understudy.engine.Tables;
import io.understudy.engine.TransformConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Small tables whose config changes their shape. */
final class Shapes {
  static final TableSchema PEOPLE =
      schema("id INTEGER", "first_name", "email", "age INTEGER", "tags NESTED");

  static Plan compile(String yaml, TableSchema schema) {
    return TransformConfig.parse("t", yaml).compile(schema, Tables.KEYS);
  }

  static String open(String steps) {
    return "globals: { coverage: open, lock_columns: [age] }\nsteps:\n" + steps.indent(2);
  }

  static List<String> names(Plan plan) {
    return plan.output().stream().map(OutputColumn::name).toList();
  }

  /** What is written, by name, row by row. */
  @SafeVarargs
  static List<Map<String, @Nullable Object>> run(
      String yaml, TableSchema schema, List<@Nullable Object>... rows) {
    Plan plan = compile(yaml, schema);
    Batch batch = fill(plan, schema, rows);
    plan.start().transform(batch);
    return written(plan, batch);
  }

  @SafeVarargs
  static Batch fill(Plan plan, TableSchema schema, List<@Nullable Object>... rows) {
    Batch batch = new Batch(plan.width(), Math.max(1, rows.length));
    batch.reset(0, rows.length);
    for (int row = 0; row < rows.length; row++) {
      for (int column = 0; column < schema.columns().size(); column++) {
        batch.column(column)[row] = rows[row].get(column);
      }
    }
    return batch;
  }

  static List<Map<String, @Nullable Object>> written(Plan plan, Batch batch) {
    List<Map<String, @Nullable Object>> written = new ArrayList<>();
    for (int row = 0; row < batch.size(); row++) {
      if (!batch.isDropped(row)) {
        Map<String, @Nullable Object> cells = new LinkedHashMap<>();
        for (OutputColumn column : plan.output()) {
          cells.put(column.name(), batch.column(column.source())[row]);
        }
        written.add(cells);
      }
    }
    return written;
  }

  static Map<String, @Nullable Object> cells(@Nullable Object... pairs) {
    Map<String, @Nullable Object> cells = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      cells.put(String.valueOf(pairs[i]), pairs[i + 1]);
    }
    return cells;
  }

  private Shapes() {}
}
