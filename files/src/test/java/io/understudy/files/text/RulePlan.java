package io.understudy.files.text;

import io.understudy.engine.Batch;
import io.understudy.engine.Column;
import io.understudy.engine.ColumnPlan;
import io.understudy.engine.ColumnPlan.Decision;
import io.understudy.engine.ColumnReport;
import io.understudy.engine.Plan;
import io.understudy.engine.PlanExecution;
import io.understudy.engine.TableSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** A plan of plain functions, one per column that it changes. */
public record RulePlan(TableSchema schema, Map<String, UnaryOperator<Object>> rules)
    implements Plan {

  /** Changes nothing. */
  public static final Function<TableSchema, Plan> IDENTITY =
      schema -> new RulePlan(schema, Map.of());

  /** Changes one column. */
  public static Function<TableSchema, Plan> changing(String column, UnaryOperator<Object> rule) {
    return schema -> new RulePlan(schema, Map.of(column, rule));
  }

  @Override
  public List<ColumnPlan> columns() {
    return schema.columns().stream()
        .map(
            c ->
                new ColumnPlan(
                    c, rules.containsKey(c.name()) ? Decision.MASKED : Decision.OPEN, "", ""))
        .toList();
  }

  @Override
  public boolean needs(int column) {
    return changes(column);
  }

  @Override
  public boolean changes(int column) {
    return rules.containsKey(schema.columns().get(column).name());
  }

  @Override
  public String keyId() {
    return "key-1";
  }

  @Override
  public PlanExecution start() {
    int width = schema.columns().size();
    long[][] counts = new long[width][3];
    return new PlanExecution() {
      @Override
      public void transform(Batch batch) {
        for (int c = 0; c < width; c++) {
          UnaryOperator<Object> rule = rules.get(schema.columns().get(c).name());
          for (int row = 0; rule != null && row < batch.size(); row++) {
            Object old = batch.column(c)[row];
            Object value = rule.apply(old);
            batch.column(c)[row] = value;
            counts[c][!Objects.equals(old, value) ? 0 : value == null ? 1 : 2]++;
          }
        }
      }

      @Override
      public List<ColumnReport> report() {
        List<ColumnReport> report = new ArrayList<>();
        for (int c = 0; c < width; c++) {
          Column column = schema.columns().get(c);
          report.add(new ColumnReport(column.name(), counts[c][0], counts[c][1], counts[c][2]));
        }
        return report;
      }
    };
  }
}
