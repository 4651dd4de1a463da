package io.understudy.engine.plan;

import io.understudy.engine.Column;
import io.understudy.engine.ColumnPlan;
import io.understudy.engine.ColumnPlan.Decision;
import io.understudy.engine.ColumnType;
import io.understudy.engine.Problem;
import io.understudy.engine.TableSchema;
import io.understudy.engine.config.Coverage;
import io.understudy.engine.config.Place;
import io.understudy.engine.config.Problems;
import io.understudy.engine.config.Rule;
import io.understudy.engine.config.TableConfig;
import io.understudy.engine.detect.Detector;
import io.understudy.engine.fake.Entity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides which columns may pass. A rule declares a column if it selects it by name, entity or
 * type, or by a condition that is true for all of its cells; a rule that only some cells fit
 * declares those cells alone: under {@code detected} the others are looked at as if there were no
 * rule, under {@code declared} the column is refused. The same goes for a rule with {@code
 * foreach}, whose list may be empty, under {@code detected}.
 */
final class CoverageCheck {
  private final TableSchema schema;
  private final TableConfig config;
  private final Set<String> kept;
  private final Detector detector;
  private final List<@Nullable Entity> entities;
  private final Problems problems;
  private final Map<Integer, String> rules = new HashMap<>();
  private final Map<Integer, Entity> fakes = new HashMap<>();
  private final Set<Integer> declared = new HashSet<>();
  private final Set<Integer> refused = new HashSet<>();
  private final Set<Integer> checked = new HashSet<>();
  private final List<ColumnPlan> columns = new ArrayList<>();

  CoverageCheck(
      TableSchema schema,
      TableConfig config,
      Set<String> kept,
      Detector detector,
      List<@Nullable Entity> entities,
      Problems problems) {
    this.schema = schema;
    this.config = config;
    this.kept = kept;
    this.detector = detector;
    this.entities = entities;
    this.problems = problems;
  }

  /**
   * Takes note of a rule.
   *
   * @param made entities that it makes fakes of
   */
  void rule(Rule rule, CellRule compiled, Set<Entity> made) {
    int column = compiled.column();
    rules.merge(column, compiled.path(), (before, path) -> before + ", " + path);
    made.stream().findFirst().ifPresent(entity -> fakes.put(column, entity));
    boolean selected = rule.names() != null || rule.entities() != null || rule.types() != null;
    boolean maySkip = compiled.foreach() != null && coverage() == Coverage.DETECTED;
    if (!maySkip && (selected || compiled.condition() == null)) {
      declared.add(column);
    }
  }

  /** Takes note of columns that already have a problem. */
  void refused(Set<Integer> columns) {
    refused.addAll(columns);
  }

  /** Decides on every column, and adds problems for those that may not pass. */
  void check() {
    for (int i = 0; i < schema.columns().size(); i++) {
      Column column = schema.columns().get(i);
      Optional<String> rule = Optional.ofNullable(rules.get(i));
      Decision decision =
          rule.isPresent() || refused.contains(i) ? Decision.MASKED : undeclared(column);
      boolean partly = rule.isPresent() && !declared.contains(i);
      if (decision == Decision.DETECTED_CLEAN || (partly && coverage() == Coverage.DETECTED)) {
        checked.add(i);
      }
      if (partly && coverage() == Coverage.DECLARED && !refused.contains(i)) {
        problems.add(
            problem(
                "column \""
                    + column.name()
                    + "\" has no rule for every value, and coverage is declared",
                "name it in a rule, or in columns.keep"));
      }
      columns.add(new ColumnPlan(column, decision, entity(i), rule.orElse("")));
    }
    checked.removeIf(column -> !isReadable(schema.columns().get(column).type()));
  }

  private Decision undeclared(Column column) {
    if (kept.contains(column.name()) || config.globals().locked().contains(column.name())) {
      return Decision.KEPT;
    }
    return switch (coverage()) {
      case OPEN -> Decision.OPEN;
      case DECLARED -> {
        problems.add(
            problem(
                "column \"" + column.name() + "\" has no rule, and coverage is declared",
                "add a rule for it, or name it in columns.keep"));
        yield Decision.DETECTED_CLEAN;
      }
      case DETECTED -> {
        detected(column);
        yield Decision.DETECTED_CLEAN;
      }
    };
  }

  private void detected(Column column) {
    Optional<Entity> found = detector.byColumnName(column.name());
    if (found.isPresent()) {
      problems.add(
          problem(
              "column \""
                  + column.name()
                  + "\" looks like "
                  + found.get().entityName()
                  + " by its name and has no rule, and coverage is detected",
              "add a rule for it, or name it in columns.keep"));
    } else if (column.type() == ColumnType.NESTED) {
      problems.add(
          problem(
              "column \""
                  + column.name()
                  + "\" is nested, so nothing can be detected in it, and coverage is detected",
              "name it in columns.keep if it may pass"));
    }
  }

  private Problem problem(String message, String remedy) {
    Place place = config.globals().coveragePlace();
    return (place == null ? config.place() : place).problem(message, remedy);
  }

  private Coverage coverage() {
    return config.globals().coverage();
  }

  private String entity(int column) {
    Entity known = fakes.containsKey(column) ? fakes.get(column) : entities.get(column);
    Optional<Entity> entity =
        known == null ? detector.classify(schema.columns().get(column).name()) : Optional.of(known);
    return entity.map(Entity::entityName).orElse("");
  }

  /** Types whose values can hold personal data that has a form; the others pass unread. */
  private static boolean isReadable(ColumnType type) {
    return switch (type) {
      case TEXT, BINARY, INTEGER, DECIMAL, FLOAT -> true;
      case BOOLEAN, DATE, TIME, TIMESTAMP, INSTANT, NESTED -> false;
    };
  }

  List<ColumnPlan> columns() {
    return columns;
  }

  Set<Integer> checked() {
    return checked;
  }
}
