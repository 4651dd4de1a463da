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

  private final boolean foreach;

  private Checker(Set<String> variables, boolean inVars, boolean foreach) {
    this.variables = variables;
    this.inVars = inVars;
    this.foreach = foreach;
    this.words = new WordChecker(variables, findings);
    this.calls = new CallChecker(this, words, findings, inVars);
  }

  /**
   * Problems of an expression of a rule.
   *
   * @param variables names that {@code vars} has
   */
  public static List<ExpressionProblem> inRule(Expression expression, Set<String> variables) {
    return problems(new Checker(variables, false, false), expression);
  }

  /** Problems of the value of a rule with {@code foreach}, where {@code item} has a value. */
  public static List<ExpressionProblem> inForeach(Expression expression, Set<String> variables) {
    return problems(new Checker(variables, false, true), expression);
  }

  /** Problems of an expression in {@code vars}, which sees the vars before it and no row. */
  public static List<ExpressionProblem> inVars(Expression expression, Set<String> variables) {
    return problems(new Checker(variables, true, false), expression);
  }

  private static List<ExpressionProblem> problems(Checker checker, Expression expression) {
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
      case "globals" ->
          findings.add(
              name.at(), "\"globals\" alone has no value", "name one, such as globals.locales");
      case "re" ->
          findings.add(
              name.at(), "\"re\" alone has no value", "call a function, such as re.sub(...)");
      case "dict", "range", "timedelta" ->
          findings.add(
              name.at(), "\"" + name.name() + "\" is a function", "write " + name.name() + "(...)");
      case "item", "items" -> {
        if (!foreach) {
          findings.add(
              name.at(),
              "\"" + name.name() + "\" has a value only in the value of a rule with foreach",
              "add foreach: and a list to the rule");
        }
      }
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
    if (findings.refused(name.at(), Refusals.ofName(name.name()))) {
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
      case "globals", "dict", "range", "timedelta" -> {
        if (!name.name().equals("globals")) {
          check(name);
        }
      }
      case "re" -> calls.regexWord(attribute);
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

  /** An attribute of a value: one that dates and the like have, or the key of a dictionary. */
  private void member(Attribute attribute) {
    if (ValueAttributes.NAMES.contains(attribute.name()) || mayBeDictionary(attribute.target())) {
      return;
    }
    if (attribute.target() instanceof Expression.Call call && calls.isDictionary(call)) {
      calls.part(call, attribute);
      return;
    }
    boolean method = MethodWords.METHODS.containsKey(attribute.name());
    if (findings.refused(attribute.at(), Refusals.ofMethod(attribute.name()))) {
      return;
    }
    findings.add(
        attribute.at(),
        method
            ? "\"" + attribute.name() + "\" is a method"
            : "unknown attribute \"" + attribute.name() + "\"",
        method
            ? "write ." + attribute.name() + "(...)"
            : Suggestion.didYouMean(attribute.name(), MethodWords.METHODS.keySet()));
  }

  private static boolean mayBeDictionary(Expression target) {
    return switch (root(target)) {
      case Name name ->
          switch (name.name()) {
            case "vars", "globals", "item", "items" -> true;
            default -> false;
          };
      case Expression.Dictionary dictionary -> true;
      case Expression.Filter filter ->
          filter.name().equals("first") || filter.name().equals("last");
      case Expression.Call call ->
          call.target() instanceof Name name && name.name().equals("dict")
              || call.target() instanceof Attribute method
                  && (method.name().equals("groupdict") || method.name().equals("get"));
      default -> false;
    };
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
