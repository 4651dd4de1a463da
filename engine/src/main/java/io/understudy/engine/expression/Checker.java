package io.understudy.engine.expression;

import io.understudy.engine.expression.Expression.Attribute;
import io.understudy.engine.expression.Expression.Literal;
import io.understudy.engine.expression.Expression.Name;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds everything wrong with an expression that can be known without a table. */
public final class Checker {
  private final Set<String> variables;
  private final boolean inVars;
  private final Findings findings = new Findings();
  private final WordChecker words;
  private final CallChecker calls;

  private Checker(Set<String> variables, boolean inVars) {
    this.variables = variables;
    this.inVars = inVars;
    this.words = new WordChecker(variables, findings);
    this.calls = new CallChecker(this, words, findings, inVars);
  }

  /**
   * Problems of an expression of a rule.
   *
   * @param variables names that {@code vars} has
   */
  public static List<ExpressionProblem> inRule(Expression expression, Set<String> variables) {
    Checker checker = new Checker(variables, false);
    checker.check(expression);
    return checker.findings.all();
  }

  /** Problems of an expression in {@code vars}, which sees the vars before it and no row. */
  public static List<ExpressionProblem> inVars(Expression expression, Set<String> variables) {
    Checker checker = new Checker(variables, true);
    checker.check(expression);
    return checker.findings.all();
  }

  void check(@Nullable Expression expression) {
    switch (expression) {
      case null -> {}
      case Literal literal -> {}
      case Name name -> name(name);
      case Expression.Sequence sequence -> sequence.items().forEach(this::check);
      case Expression.Dictionary dictionary -> {
        dictionary.keys().forEach(this::check);
        dictionary.values().forEach(this::check);
      }
      case Attribute attribute -> attribute(attribute);
      case Expression.Subscript subscript -> subscript(subscript);
      case Expression.Slice slice -> {
        check(slice.target());
        check(slice.from());
        check(slice.to());
        check(slice.step());
      }
      case Expression.Call call -> calls.call(call);
      case Expression.Filter filter -> calls.filter(filter);
      case Expression.Test test -> calls.test(test);
      case Expression.Unary unary -> check(unary.operand());
      case Expression.Binary binary -> {
        check(binary.left());
        check(binary.right());
      }
      case Expression.Comparison comparison -> {
        check(comparison.first());
        comparison.rest().forEach(relation -> check(relation.right()));
        words.comparison(comparison);
      }
      case Expression.Conditional conditional -> {
        check(conditional.then());
        check(conditional.condition());
        check(conditional.otherwise());
      }
    }
  }

  private void name(Name name) {
    switch (name.name()) {
      case "this", "index" -> needsRow(name);
      case "row" -> {
        if (needsRow(name)) {
          findings.add(name.at(), "\"row\" alone has no value", "name a column, such as row.email");
        }
      }
      case "column" -> {
        if (needsRow(name)) {
          findings.add(
              name.at(), "\"column\" alone has no value", "write column.name or column.entity");
        }
      }
      case "vars" ->
          findings.add(name.at(), "\"vars\" alone has no value", "name one, such as vars.x");
      case "fake" ->
          findings.add(
              name.at(),
              "\"fake\" alone has no value",
              "call a provider, such as fake.first_name()");
      case "random" ->
          findings.add(
              name.at(),
              "\"random\" alone has no value",
              "call a method, such as random.randint(1, 6)");
      default -> unknownName(name);
    }
  }

  private void unknownName(Name name) {
    if (Vocabulary.PLANNED_NAMES.contains(name.name())) {
      findings.notYet(name.at(), "\"" + name.name() + "\"");
      return;
    }
    String remedy =
        variables.contains(name.name())
            ? "did you mean \"vars." + name.name() + "\"?"
            : Suggestion.didYouMean(name.name(), Vocabulary.NAMES);
    findings.add(
        name.at(),
        "unknown name \"" + name.name() + "\"",
        remedy.isEmpty() ? "if a text is meant, put it in quotes" : remedy);
  }

  private boolean needsRow(Name name) {
    if (inVars) {
      findings.add(
          name.at(),
          "\"" + name.name() + "\" has no value in vars, which are set before the first row",
          "use it in the rule itself");
    }
    return !inVars;
  }

  private void attribute(Attribute attribute) {
    if (!(attribute.target() instanceof Name name)) {
      check(attribute.target());
      member(attribute);
      return;
    }
    switch (name.name()) {
      case "row" -> needsRow(name);
      case "column" -> {
        if (needsRow(name)) {
          words.columnAttribute(attribute.at(), attribute.name());
        }
      }
      case "vars" -> words.variable(attribute.at(), attribute.name());
      case "fake" ->
          findings.add(
              attribute.at(), "a provider must be called", "write fake." + attribute.name() + "()");
      case "random" ->
          findings.add(
              attribute.at(), "a method must be called", "write random." + attribute.name() + "()");
      default -> {
        check(name);
        if (Vocabulary.NAMES.contains(name.name())) {
          member(attribute);
        }
      }
    }
  }

  /** An attribute of a value: only dictionaries have any, and only vars hold dictionaries. */
  private void member(Attribute attribute) {
    if (root(attribute) instanceof Name root && root.name().equals("vars")) {
      return;
    }
    if (attribute.target() instanceof Expression.Call call && calls.isDictionary(call)) {
      calls.part(call, attribute);
      return;
    }
    boolean method = Vocabulary.METHODS.containsKey(attribute.name());
    if (Vocabulary.PLANNED_METHODS.contains(attribute.name())) {
      findings.notYet(attribute.at(), "attribute \"" + attribute.name() + "\"");
    } else {
      findings.add(
          attribute.at(),
          method
              ? "\"" + attribute.name() + "\" is a method"
              : "unknown attribute \"" + attribute.name() + "\"",
          method
              ? "write ." + attribute.name() + "(...)"
              : Suggestion.didYouMean(attribute.name(), Vocabulary.METHODS.keySet()));
    }
  }

  private static Expression root(Expression expression) {
    return switch (expression) {
      case Attribute attribute -> root(attribute.target());
      case Expression.Subscript subscript -> root(subscript.target());
      default -> expression;
    };
  }

  private void subscript(Expression.Subscript subscript) {
    check(subscript.index());
    if (!(subscript.target() instanceof Name name)) {
      check(subscript.target());
      return;
    }
    boolean literal = subscript.index() instanceof Literal index && index.value() instanceof String;
    String key = literal ? String.valueOf(((Literal) subscript.index()).value()) : "";
    switch (name.name()) {
      case "row" -> needsRow(name);
      case "vars" -> {
        if (literal) {
          words.variable(subscript.index().at(), key);
        }
      }
      case "column" -> {
        if (needsRow(name) && literal) {
          words.columnAttribute(subscript.index().at(), key);
        }
      }
      default -> check(name);
    }
  }
}
