package io.understudy.engine.plan;

import io.understudy.engine.Column;
import io.understudy.engine.TableData;
import io.understudy.engine.TableSchema;
import io.understudy.engine.config.Coverage;
import io.understudy.engine.config.Problems;
import io.understudy.engine.config.Step;
import io.understudy.engine.config.TableVar;
import io.understudy.engine.detect.Detector;
import io.understudy.engine.expression.Suggestion;
import io.understudy.engine.fake.Entity;
import io.understudy.engine.key.Canonical;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks up what vars take from the whole table. Values of a column that holds personal data are no
 * constants to make others of, unless {@code coverage: open} says that all may pass.
 *
 * @param detector finds it
 */
record TableVars(
    TableSchema schema,
    Optional<TableData> data,
    Detector detector,
    Coverage coverage,
    Problems problems) {

  /** The step with the values of its vars. */
  Step resolved(Step step) {
    if (step.vars().values().stream().noneMatch(TableVar.class::isInstance)) {
      return step;
    }
    Map<String, @Nullable Object> vars = new LinkedHashMap<>();
    step.vars()
        .forEach(
            (name, value) -> vars.put(name, value instanceof TableVar var ? list(var) : value));
    return step.with(vars);
  }

  private List<Object> list(TableVar var) {
    Optional<String> column = var.path().column();
    if (column.isEmpty()) {
      return new ArrayList<>(names());
    }
    if (schema.indexOf(column.get()) < 0) {
      problem(
          var,
          "table \"" + schema.table() + "\" has no column \"" + column.get() + "\"",
          Suggestion.didYouMean(column.get(), names()));
      return List.of();
    }
    if (data.isEmpty()) {
      problem(var, "the values of a column are not known here", "write the list itself");
      return List.of();
    }
    Optional<Entity> named =
        coverage == Coverage.OPEN ? Optional.empty() : detector.byColumnName(column.get());
    if (named.isPresent()) {
      personal(var, column.get(), named.get());
      return List.of();
    }
    List<Object> distinct = data.get().distinct(column.get());
    if (distinct.size() > TableData.MOST_DISTINCT) {
      problem(
          var,
          "column \""
              + column.get()
              + "\" has more than "
              + TableData.MOST_DISTINCT
              + " distinct values",
          "write a list of those that are meant");
      return List.of();
    }
    Optional<Entity> found =
        coverage == Coverage.OPEN
            ? Optional.empty()
            : distinct.stream().flatMap(value -> found(value).stream()).findFirst();
    if (found.isPresent()) {
      personal(var, column.get(), found.get());
      return List.of();
    }
    return List.copyOf(distinct);
  }

  private void personal(TableVar var, String column, Entity entity) {
    problem(
        var,
        "column \""
            + column
            + "\" holds personal data ("
            + entity.entityName()
            + "), and its values would be written to other cells",
        "make values with a fake, or write a list of those that are meant");
  }

  private Optional<Entity> found(Object value) {
    return value instanceof byte[] ? Optional.empty() : detector.inValue(Canonical.text(value));
  }

  private List<String> names() {
    return schema.columns().stream().map(Column::name).toList();
  }

  private void problem(TableVar var, String message, String remedy) {
    problems.add(var.place().problem(var.path().at(), message, remedy));
  }
}
