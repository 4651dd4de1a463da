package io.understudy.files.jsonl;

import io.understudy.engine.Batch;
import io.understudy.engine.ColumnReport;
import io.understudy.engine.ColumnType;
import io.understudy.engine.Plan;
import io.understudy.engine.PlanExecution;
import io.understudy.engine.TableSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntPredicate;

/** The plan for the columns known so far, and its predecessors' counts. Used by one thread. */
final class PlanSequence {
  private final String table;
  private final Function<TableSchema, Plan> planner;
  private final Keys keys;
  private final JsonPlace place;
  private Plan plan;
  private PlanExecution execution;
  private int version;
  private long rows;

  /** What the plans before the current one did, and over how many rows. */
  private List<ColumnReport> endedReport = List.of();

  private long endedRows;

  PlanSequence(String table, Function<TableSchema, Plan> planner, Keys keys, JsonPlace place) {
    this.table = table;
    this.planner = planner;
    this.keys = keys;
    this.place = place;
    this.plan = ask();
    this.execution = plan.start();
    this.version = keys.version();
  }

  Plan current() {
    return plan;
  }

  /** Runs the current plan over rows. */
  void transform(Batch batch) {
    execution.transform(batch);
    rows += batch.size();
  }

  /**
   * Asks for another plan if columns are new or have other types.
   *
   * @param written whether values of a column are written already
   * @return whether there is a new plan now
   */
  boolean renew(IntPredicate written) {
    if (version == keys.version()) {
      return false;
    }
    Plan next = ask();
    int known = plan.schema().columns().size();
    for (int i = 0; i < known; i++) {
      if (written.test(i) && next.changes(i) != plan.changes(i)) {
        throw place.treatedDifferently(keys.newest(), keys.name(i));
      }
    }
    endedReport = report();
    endedRows = rows;
    plan = next;
    execution = next.start();
    version = keys.version();
    return true;
  }

  private Plan ask() {
    TableSchema schema = keys.schema(table);
    Plan next = planner.apply(schema);
    for (int i = 0; i < keys.size(); i++) {
      if (next.changes(i) && schema.columns().get(i).type() == ColumnType.NESTED) {
        throw new IllegalArgumentException("a plan cannot change a nested column");
      }
    }
    return next;
  }

  /** What all plans did. Rows before the first with a key count as null in its column. */
  List<ColumnReport> report() {
    List<ColumnReport> total = new ArrayList<>(execution.report());
    for (int i = 0; i < total.size(); i++) {
      ColumnReport now = total.get(i);
      ColumnReport before =
          i < endedReport.size()
              ? endedReport.get(i)
              : new ColumnReport(now.column(), 0, endedRows, 0);
      total.set(i, before.plus(now));
    }
    return total;
  }
}
