package io.understudy.files.jsonl;

import io.understudy.engine.Batch;
import io.understudy.engine.ColumnPlan.Decision;
import io.understudy.engine.ColumnReport;
import io.understudy.engine.Plan;
import io.understudy.engine.PlanExecution;
import io.understudy.engine.TableSchema;
import io.understudy.engine.TextExecution;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

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

  /** How many of these are about keys; added columns follow. */
  private int endedKeys;

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

  /** See {@link PlanExecution#byText}; as long as the plan is the current one. */
  @Nullable TextExecution byText(int column) {
    return execution.byText(column);
  }

  /** Runs the current plan over rows. */
  void transform(Batch batch) {
    execution.transform(batch);
    rows += batch.size() - batch.drops();
  }

  /** Whether columns are new or have other types since the plan was asked for. */
  boolean isOutdated() {
    return version != keys.version();
  }

  /** How much of what may be searched in a file was searched, by the current plan. */
  double searched() {
    return execution.searched();
  }

  /**
   * Asks for another plan if columns are new or have other types.
   *
   * @param written whether values of a column are written already
   * @return whether there is a new plan now
   */
  boolean renew(IntPredicate written) {
    if (!isOutdated()) {
      return false;
    }
    Plan next = ask();
    int known = plan.schema().columns().size();
    for (int i = 0; i < known; i++) {
      boolean otherwise =
          (written.test(i) && next.changes(i) != plan.changes(i))
              || (rows > 0
                  && !next.columns().get(i).output().equals(plan.columns().get(i).output()));
      if (otherwise) {
        throw place.treatedDifferently(keys.newest(), keys.name(i));
      }
    }
    endedReport = report();
    endedKeys = known;
    endedRows = rows;
    plan = next;
    execution = next.start();
    version = keys.version();
    return true;
  }

  private Plan ask() {
    return planner.apply(keys.schema(table));
  }

  /** What all plans did. Rows before the first with a key count as null in its column. */
  List<ColumnReport> report() {
    List<ColumnReport> total = new ArrayList<>(execution.report());
    int width = plan.schema().columns().size();
    for (int i = 0; i < total.size(); i++) {
      total.set(i, total.get(i).plus(i < width ? ofKey(i) : ofAnother(total.get(i).column())));
    }
    return total;
  }

  private ColumnReport ofKey(int key) {
    if (key < endedKeys) {
      return endedReport.get(key);
    }
    boolean dropped = plan.columns().get(key).decision() == Decision.DROPPED;
    return new ColumnReport("", 0, dropped ? 0 : endedRows, 0);
  }

  /** Of a column that the config adds, or of what is inside of one. */
  private ColumnReport ofAnother(String name) {
    for (int at = endedKeys; at < endedReport.size(); at++) {
      if (endedReport.get(at).column().equals(name)) {
        return endedReport.get(at);
      }
    }
    return new ColumnReport("", 0, 0, 0);
  }
}
