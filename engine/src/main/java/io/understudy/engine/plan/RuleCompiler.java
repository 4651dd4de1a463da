package io.understudy.engine.plan;

import io.understudy.engine.Column;
import io.understudy.engine.ColumnType;
import io.understudy.engine.config.Problems;
import io.understudy.engine.config.Rule;
import io.understudy.engine.config.Source;
import io.understudy.engine.expression.Code;
import io.understudy.engine.expression.Compiler;
import io.understudy.engine.expression.Expression;
import io.understudy.engine.expression.ExpressionException;
import io.understudy.engine.expression.ExpressionProblem;
import io.understudy.engine.expression.Missing;
import io.understudy.engine.expression.Searching;
import io.understudy.engine.expression.Vocabulary;
import io.understudy.engine.fake.Entity;
import io.understudy.engine.transform.Transforms;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compiles one rule for the columns it selects; the same problem of many columns is told once. */
final class RuleCompiler {
  private static final int MOST_NAMES = 3;

  private final Columns columns;
  private final Set<Integer> passing;
  private final Transforms transforms;
  private final int subject;
  private final Map<String, @Nullable Object> vars;
  private final Map<String, @Nullable Object> globals;
  private final Rule rule;
  private final Problems problems;
  private final Map<Found, List<String>> found = new LinkedHashMap<>();
  private final Set<Integer> refused = new HashSet<>();
  private Set<Entity> fakes = Set.of();
  private Set<Integer> copies = Set.of();

  private record Found(Source source, ExpressionProblem problem) {}

  /**
   * @param columns as they are where the rule is
   * @param passing slots of the columns whose values may pass
   */
  RuleCompiler(
      Columns columns,
      Set<Integer> passing,
      Transforms transforms,
      int subject,
      Map<String, @Nullable Object> vars,
      Map<String, @Nullable Object> globals,
      Rule rule,
      Problems problems) {
    this.columns = columns;
    this.passing = passing;
    this.transforms = transforms;
    this.subject = subject;
    this.vars = vars;
    this.globals = globals;
    this.rule = rule;
    this.problems = problems;
  }

  /** What {@code column.type} is. */
  static String type(Column column) {
    return Vocabulary.columnType(column.type());
  }

  /** For a column that the rule's other selectors fit; null if it does not apply or cannot. */
  @Nullable CellRule compile(int position) {
    copies = Set.of();
    Columns.Entry entry = columns.get(position);
    Column column = entry.column();
    Compiler compiler = new Compiler(columns.scope(position, transforms, subject), vars, globals);
    Code condition = null;
    Source conditionSource = rule.condition();
    if (conditionSource != null) {
      condition = condition(compiler, conditionSource, column);
      if (condition == null) {
        refused.add(entry.slot());
        return null;
      }
      if (condition.isConstant() && !Compiler.truth(condition.value())) {
        return null;
      }
    }
    if (!allowed(column)) {
      refused.add(entry.slot());
      return null;
    }
    Source foreachSource = rule.foreach();
    Code foreach = foreachSource == null ? null : foreach(compiler, foreachSource, column);
    Code value = value(compiler, rule.value(), column, rule.unique());
    Source fallbackSource = rule.fallback();
    Code fallback = fallbackSource == null ? null : value(compiler, fallbackSource, column, false);
    fakes = compiler.fakes();
    if (value == null
        || (fallbackSource != null && fallback == null)
        || (foreachSource != null && foreach == null)) {
      refused.add(entry.slot());
      return null;
    }
    boolean always = condition == null || condition.isConstant();
    boolean free = passing.contains(entry.slot());
    CarryCompiler carries = carries(position, value, foreach, fallback, compiler);
    if (!free) {
      copies = carries.whole(rule.value().expression(), selects());
    }
    return new CellRule(
        entry.slot(),
        rule.place().path(),
        always ? null : condition,
        foreach,
        value,
        fallback,
        entry.added(),
        conditionSource != null && Missing.in(conditionSource.expression()),
        free ? Carry.NOTHING : carries.carry(rule.value().expression()),
        free || fallbackSource == null ? Carry.NOTHING : carries.carry(fallbackSource.expression()),
        Searching.in(rule.value().expression())
            || (conditionSource != null && Searching.in(conditionSource.expression())));
  }

  private CarryCompiler carries(
      int position,
      Code value,
      @Nullable Code foreach,
      @Nullable Code fallback,
      Compiler compiler) {
    Set<Integer> used = new HashSet<>(value.uses().columns());
    if (foreach != null) {
      used.addAll(foreach.uses().columns());
    }
    if (fallback != null) {
      used.addAll(fallback.uses().columns());
    }
    return new CarryCompiler(columns, position, used, passing, compiler);
  }

  /** Whether it selects columns, so that what it leaves as it is passes on purpose. */
  boolean selects() {
    return rule.names() != null || rule.entities() != null || rule.types() != null;
  }

  /** Slots of the columns whose values it writes whole into the column last compiled. */
  Set<Integer> copies() {
    return copies;
  }

  /** Entities that the rule makes fakes of in the column last compiled. */
  Set<Entity> fakes() {
    return fakes;
  }

  /** Slots of columns that the rule selects but, for the problems added, cannot change. */
  Set<Integer> refused() {
    return refused;
  }

  private boolean allowed(Column column) {
    if (column.type() == ColumnType.NESTED) {
      problems.add(
          rule.place()
              .problem(
                  "column \""
                      + column.name()
                      + "\" is nested, and no rule can change it as a whole",
                  "name what is in it, such as \"" + column.name() + ".key\""));
      return false;
    }
    if (column.type() == ColumnType.BINARY && !isHash(rule.value().expression())) {
      problems.add(
          rule.value()
              .place()
              .problem(
                  "column \"" + column.name() + "\" is binary, and only hash can change it",
                  "write this | hash, or leave the column out"));
      return false;
    }
    return true;
  }

  private static boolean isHash(Expression value) {
    return value instanceof Expression.Filter filter
        && filter.name().equals("hash")
        && filter.target() instanceof Expression.Name name
        && name.name().equals("this");
  }

  private @Nullable Code condition(Compiler compiler, Source source, Column column) {
    try {
      return compiler.condition(source.expression());
    } catch (ExpressionException e) {
      add(source, e.problem(), column);
      return null;
    }
  }

  private @Nullable Code foreach(Compiler compiler, Source source, Column column) {
    try {
      return compiler.foreach(source.expression());
    } catch (ExpressionException e) {
      add(source, e.problem(), column);
      return null;
    }
  }

  private @Nullable Code value(Compiler compiler, Source source, Column column, boolean unique) {
    try {
      return unique
          ? compiler.uniqueValue(source.expression())
          : compiler.value(source.expression());
    } catch (ExpressionException e) {
      add(source, e.problem(), column);
      return null;
    }
  }

  private void add(Source source, ExpressionProblem problem, Column column) {
    found.computeIfAbsent(new Found(source, problem), key -> new ArrayList<>()).add(column.name());
  }

  /** Adds the problems of all columns. */
  void report() {
    found.forEach(
        (each, columns) -> {
          ExpressionProblem problem = each.problem();
          String message = problem.message() + " (for column " + list(columns) + ")";
          problems.add(
              each.source()
                  .problem(new ExpressionProblem(problem.at(), message, problem.remedy())));
        });
  }

  private static String list(List<String> columns) {
    String names =
        "\""
            + String.join("\", \"", columns.subList(0, Math.min(MOST_NAMES, columns.size())))
            + "\"";
    int more = columns.size() - MOST_NAMES;
    return more > 0 ? names + " and " + more + " more" : names;
  }
}
