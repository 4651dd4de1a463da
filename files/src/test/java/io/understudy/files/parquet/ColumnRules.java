package io.understudy.files.parquet;

import io.understudy.engine.Batch;
import io.understudy.engine.CellException;
import io.understudy.engine.Column;
import io.understudy.engine.ColumnPlan;
import io.understudy.engine.ColumnPlan.Decision;
import io.understudy.engine.ColumnReport;
import io.understudy.engine.Plan;
import io.understudy.engine.PlanExecution;
import io.understudy.engine.TableSchema;
import io.understudy.engine.ValueExecution;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** A plan that changes columns by functions over their values, and looks at others. */
final class ColumnRules implements Plan {
  private final TableSchema schema;
  private final Map<String, UnaryOperator<Object>> rules;
  private final Set<String> read;
  private final BiConsumer<String, Object> seen;
  private final boolean byValue;

  private ColumnRules(
      TableSchema schema,
      Map<String, UnaryOperator<Object>> rules,
      Set<String> read,
      BiConsumer<String, Object> seen,
      boolean byValue) {
    this.byValue = byValue;
    this.schema = schema;
    this.rules = rules;
    this.read = read;
    this.seen = seen;
  }

  /** Changes nothing and looks at nothing. */
  static Function<TableSchema, Plan> none() {
    return schema -> new ColumnRules(schema, Map.of(), Set.of(), (column, value) -> {}, true);
  }

  /**
   * Changes one column's values that are not null, each apart from its row; one that a rule throws
   * an {@link IllegalArgumentException} at does not pass.
   */
  static Function<TableSchema, Plan> change(String column, UnaryOperator<Object> rule) {
    return schema ->
        new ColumnRules(schema, Map.of(column, rule), Set.of(), (name, value) -> {}, true);
  }

  /** The same, row by row. */
  static Function<TableSchema, Plan> changeByRow(String column, UnaryOperator<Object> rule) {
    return schema ->
        new ColumnRules(schema, Map.of(column, rule), Set.of(), (name, value) -> {}, false);
  }

  /** Changes nothing; tells each value (or null) of every column, row by row. */
  static Function<TableSchema, Plan> look(BiConsumer<String, Object> seen) {
    return look(seen, false);
  }

  /** Changes nothing; tells the values of every column, those of a dictionary once. */
  static Function<TableSchema, Plan> lookByValue(BiConsumer<String, Object> seen) {
    return look(seen, true);
  }

  private static Function<TableSchema, Plan> look(
      BiConsumer<String, Object> seen, boolean byValue) {
    return schema -> {
      Set<String> all = new HashSet<>();
      schema.columns().forEach(column -> all.add(column.name()));
      schema.inner().forEach(inner -> all.add(inner.column().name()));
      return new ColumnRules(schema, Map.of(), all, seen, byValue);
    };
  }

  @Override
  public TableSchema schema() {
    return schema;
  }

  @Override
  public List<ColumnPlan> columns() {
    List<ColumnPlan> plans = new ArrayList<>();
    for (Column column : schema.columns()) {
      Decision decision = rules.containsKey(column.name()) ? Decision.MASKED : Decision.OPEN;
      plans.add(new ColumnPlan(column, decision, "", ""));
    }
    return plans;
  }

  /** Of a column, or behind them of what is inside of nested ones. */
  private String name(int column) {
    int width = schema.columns().size();
    return column < width
        ? schema.columns().get(column).name()
        : schema.inner().get(column - width).column().name();
  }

  @Override
  public boolean needs(int column) {
    return changes(column) || read.contains(name(column));
  }

  @Override
  public boolean changes(int column) {
    return rules.containsKey(name(column));
  }

  @Override
  public String keyId() {
    return "test-key";
  }

  @Override
  public PlanExecution start() {
    return new Execution();
  }

  private final class Execution implements PlanExecution {
    private final long[] changed = new long[schema.columns().size() + schema.inner().size()];
    private final long[] nulls = new long[schema.columns().size() + schema.inner().size()];
    private final long[] left = new long[schema.columns().size() + schema.inner().size()];
    private final Set<Integer> alone = new HashSet<>();
    private long nextRow;

    @Override
    public void transform(Batch batch) {
      if (batch.firstRow() != nextRow || batch.size() < 1 || batch.size() > batch.capacity()) {
        throw new IllegalStateException("batches do not follow each other");
      }
      nextRow += batch.size();
      for (int i = 0; i < schema.columns().size(); i++) {
        String name = name(i);
        for (int row = 0; row < batch.size() && needs(i) && !alone.contains(i); row++) {
          Object value = batch.column(i)[row];
          seen.accept(name, value);
          if (value == null) {
            nulls[i]++;
          } else if (changes(i)) {
            batch.column(i)[row] = rules.get(name).apply(value);
            changed[i]++;
          }
        }
      }
    }

    @Override
    public ValueExecution byValue(int column) {
      if (!byValue && column < schema.columns().size()) {
        return null;
      }
      alone.add(column);
      return new Values(column);
    }

    private final class Values implements ValueExecution {
      private final int column;
      private int size;

      Values(int column) {
        this.column = column;
      }

      @Override
      public void transform(Object[] values, int size) {
        this.size = size;
        String name = name(column);
        for (int i = 0; i < size; i++) {
          try {
            seen.accept(name, values[i]);
            if (changes(column)) {
              values[i] = rules.get(name).apply(values[i]);
            }
          } catch (IllegalArgumentException e) {
            throw new CellException(i, name, e.getMessage());
          }
        }
      }

      @Override
      public void count(long[] cells) {
        long sum = 0;
        for (int i = 0; i < size; i++) {
          sum += cells == null ? 1 : cells[i];
        }
        (changes(column) ? changed : left)[column] += sum;
      }

      @Override
      public void nulls(long cells) {
        nulls[column] += cells;
      }
    }

    @Override
    public List<ColumnReport> report() {
      List<ColumnReport> reports = new ArrayList<>();
      for (int i = 0; i < changed.length; i++) {
        reports.add(new ColumnReport(name(i), changed[i], nulls[i], left[i]));
      }
      return reports;
    }
  }
}
