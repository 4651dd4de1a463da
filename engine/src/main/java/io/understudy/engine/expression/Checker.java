package io.understudy.engine.expression;

import io.understudy.engine.expression.Expression.Attribute;
import io.understudy.engine.expression.Expression.Literal;
import io.understudy.engine.expression.Expression.Name;
import io.understudy.engine.expression.Expression.Operator;
import io.understudy.engine.fake.Entity;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds everything wrong with an expression that can be known without a table. */
public final class Checker {
  private final Set<String> variables;
  private final boolean inVars;
  private final List<ExpressionProblem> problems = new ArrayList<>();

  private Checker(Set<String> variables, boolean inVars) {
    this.variables = variables;
    this.inVars = inVars;
  }

  /**
   * Problems of an expression of a rule.
   *
   * @param variables names that {@code vars} has
   */
  public static List<ExpressionProblem> inRule(Expression expression, Set<String> variables) {
    Checker checker = new Checker(variables, false);
    checker.check(expression);
    return List.copyOf(checker.problems);
  }

  /** Problems of an expression in {@code vars}, which sees the vars before it and no row. */
  public static List<ExpressionProblem> inVars(Expression expression, Set<String> variables) {
    Checker checker = new Checker(variables, true);
    checker.check(expression);
    return List.copyOf(checker.problems);
  }

  private void check(@Nullable Expression expression) {
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
      case Expression.Call call -> call(call);
      case Expression.Filter filter -> filter(filter);
      case Expression.Test test -> test(test);
      case Expression.Unary unary -> check(unary.operand());
      case Expression.Binary binary -> {
        check(binary.left());
        check(binary.right());
      }
      case Expression.Comparison comparison -> comparison(comparison);
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
          problem(name.at(), "\"row\" alone has no value", "name a column, such as row.email");
        }
      }
      case "column" -> {
        if (needsRow(name)) {
          problem(name.at(), "\"column\" alone has no value", "write column.name or column.entity");
        }
      }
      case "vars" -> problem(name.at(), "\"vars\" alone has no value", "name one, such as vars.x");
      case "fake" ->
          problem(
              name.at(), "\"fake\" alone has no value", "call a provider, such as fake.first_name()");
      default -> unknownName(name);
    }
  }

  private void unknownName(Name name) {
    if (Vocabulary.PLANNED_NAMES.contains(name.name())) {
      notYet(name.at(), "\"" + name.name() + "\"");
      return;
    }
    String remedy =
        variables.contains(name.name())
            ? "did you mean \"vars." + name.name() + "\"?"
            : Suggestion.didYouMean(name.name(), Vocabulary.NAMES);
    problem(
        name.at(),
        "unknown name \"" + name.name() + "\"",
        remedy.isEmpty() ? "if a text is meant, put it in quotes" : remedy);
  }

  private boolean needsRow(Name name) {
    if (inVars) {
      problem(
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
          columnAttribute(attribute.at(), attribute.name());
        }
      }
      case "vars" -> variable(attribute.at(), attribute.name());
      case "fake" ->
          problem(
              attribute.at(),
              "a provider must be called",
              "write fake." + attribute.name() + "()");
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
    boolean method = Vocabulary.METHODS.containsKey(attribute.name());
    if (Vocabulary.PLANNED_METHODS.contains(attribute.name())) {
      notYet(attribute.at(), "attribute \"" + attribute.name() + "\"");
    } else {
      problem(
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

  private void columnAttribute(int at, String name) {
    if (name.equals("dtype")) {
      notYet(at, "\"column.dtype\"");
    } else if (!Vocabulary.COLUMN_ATTRIBUTES.contains(name)) {
      problem(
          at,
          "column has no attribute \"" + name + "\"",
          Suggestion.didYouMean(name, Vocabulary.COLUMN_ATTRIBUTES));
    }
  }

  private void variable(int at, String name) {
    if (!variables.contains(name)) {
      String remedy = Suggestion.didYouMean(name, variables);
      problem(
          at,
          "vars has no \"" + name + "\"",
          remedy.isEmpty() ? "add it to the vars of this step" : remedy);
    }
  }

  private void subscript(Expression.Subscript subscript) {
    check(subscript.index());
    if (!(subscript.target() instanceof Name name)) {
      check(subscript.target());
      return;
    }
    boolean literal =
        subscript.index() instanceof Literal index && index.value() instanceof String;
    String key = literal ? String.valueOf(((Literal) subscript.index()).value()) : "";
    switch (name.name()) {
      case "row" -> needsRow(name);
      case "vars" -> {
        if (literal) {
          variable(subscript.index().at(), key);
        }
      }
      case "column" -> {
        if (needsRow(name) && literal) {
          columnAttribute(subscript.index().at(), key);
        }
      }
      default -> check(name);
    }
  }

  private void call(Expression.Call call) {
    if (call.target() instanceof Name name) {
      callName(call, name);
      return;
    }
    call.arguments().positional().forEach(this::check);
    call.arguments().named().values().forEach(this::check);
    if (!(call.target() instanceof Attribute method)) {
      check(call.target());
      problem(call.at(), "only methods and providers can be called", "");
      return;
    }
    if (method.target() instanceof Name name && name.name().equals("fake")) {
      provider(call, method);
      return;
    }
    check(method.target());
    if (method.target() instanceof Name name && Vocabulary.PLANNED_NAMES.contains(name.name())) {
      return;
    }
    Signature signature = Vocabulary.METHODS.get(method.name());
    if (signature != null) {
      bind(method.at(), "method " + method.name(), signature, call.arguments());
    } else if (Vocabulary.PLANNED_METHODS.contains(method.name())) {
      notYet(method.at(), "method \"" + method.name() + "\"");
    } else {
      problem(
          method.at(),
          "unknown method \"" + method.name() + "\"",
          Suggestion.didYouMean(method.name(), Vocabulary.METHODS.keySet()));
    }
  }

  /** No bare name can be called, but {@code c(olumn.x} has a misplaced bracket more often. */
  private void callName(Expression.Call call, Name name) {
    if (firstName(call.arguments()) instanceof Name first) {
      String joined = name.name() + first.name();
      boolean adjacent =
          call.at() == name.at() + name.name().length() && first.at() == call.at() + 1;
      if (adjacent && (Vocabulary.NAMES.contains(joined) || joined.equals("not"))) {
        problem(
            name.at(),
            "unknown function \"" + name.name() + "\"",
            "did you mean \"(" + joined + "\" instead of \"" + name.name() + "(" + first.name()
                + "\"?");
        return;
      }
    }
    call.arguments().positional().forEach(this::check);
    call.arguments().named().values().forEach(this::check);
    if (name.name().equals("fake")) {
      notYet(name.at(), "fake(locale=..., seed=...)");
    } else if (Vocabulary.PLANNED_NAMES.contains(name.name())) {
      notYet(name.at(), "\"" + name.name() + "\"");
    } else if (Entity.byName(name.name()).isPresent()) {
      problem(
          name.at(),
          "unknown function \"" + name.name() + "\"",
          "did you mean \"fake." + name.name() + "()\"?");
    } else if (Vocabulary.FILTERS.containsKey(name.name())) {
      problem(
          name.at(),
          "\"" + name.name() + "\" is a filter, not a function",
          "write it behind the value, such as this | " + name.name());
    } else {
      problem(name.at(), "unknown function \"" + name.name() + "\"", "");
    }
  }

  /** The name that the text between the brackets starts with, if it does. */
  private static @Nullable Expression firstName(Expression.Arguments arguments) {
    if (arguments.positional().isEmpty()) {
      return null;
    }
    Expression first = arguments.positional().get(0);
    while (true) {
      switch (first) {
        case Expression.Binary binary -> first = binary.left();
        case Expression.Comparison comparison -> first = comparison.first();
        case Attribute attribute -> first = attribute.target();
        case Expression.Subscript subscript -> first = subscript.target();
        case Expression.Filter filter -> first = filter.target();
        case Expression.Test test -> first = test.target();
        case Expression.Conditional conditional -> first = conditional.then();
        case Expression.Call call -> first = call.target();
        default -> {
          return first;
        }
      }
    }
  }

  private void provider(Expression.Call call, Attribute provider) {
    String name = provider.name();
    if (inVars) {
      problem(
          provider.at(),
          "a fake needs a row's value to depend on, and vars are set before the first row",
          "use fake." + name + "() in the rule itself");
    } else if (Entity.byName(name).isPresent()) {
      if (!call.arguments().isEmpty()) {
        notYet(provider.at(), "fake." + name + " with arguments");
      }
    } else if (Vocabulary.PLANNED_PROVIDERS.contains(name)) {
      notYet(provider.at(), "fake." + name);
    } else {
      problem(provider.at(), "unknown provider \"fake." + name + "\"", nearestEntity(name));
    }
  }

  private void filter(Expression.Filter filter) {
    check(filter.target());
    filter.arguments().positional().forEach(this::check);
    filter.arguments().named().values().forEach(this::check);
    Signature signature = Vocabulary.FILTERS.get(filter.name());
    if (signature == null) {
      if (Vocabulary.PLANNED_FILTERS.contains(filter.name())) {
        notYet(filter.at(), "filter \"" + filter.name() + "\"");
      } else {
        problem(
            filter.at(),
            "unknown filter \"" + filter.name() + "\"",
            Suggestion.didYouMean(filter.name(), Vocabulary.FILTERS.keySet()));
      }
      return;
    }
    if (inVars && Vocabulary.KEYED_FILTERS.contains(filter.name())) {
      problem(
          filter.at(),
          "filter \"" + filter.name() + "\" needs a row's value, and vars are set before the first"
              + " row",
          "use it in the rule itself");
      return;
    }
    boolean entityFilter =
        filter.name().equals("fake_entities") || filter.name().equals("redact_entities");
    if (entityFilter && !filter.arguments().isEmpty()) {
      notYet(filter.at(), "filter \"" + filter.name() + "\" with arguments");
      return;
    }
    bind(filter.at(), "filter " + filter.name(), signature, filter.arguments());
    if (filter.name().equals("fake")) {
      entityLiteral(filter.target());
    }
  }

  private void test(Expression.Test test) {
    check(test.target());
    test.arguments().positional().forEach(this::check);
    test.arguments().named().values().forEach(this::check);
    Signature signature = Vocabulary.TESTS.get(test.name());
    if (signature != null) {
      bind(test.at(), "test " + test.name(), signature, test.arguments());
    } else if (Vocabulary.PLANNED_TESTS.contains(test.name())) {
      notYet(test.at(), "test \"" + test.name() + "\"");
    } else {
      problem(
          test.at(),
          "unknown test \"" + test.name() + "\"",
          Suggestion.didYouMean(test.name(), Vocabulary.TESTS.keySet()));
    }
  }

  private void comparison(Expression.Comparison comparison) {
    check(comparison.first());
    Expression left = comparison.first();
    for (Expression.Relation relation : comparison.rest()) {
      check(relation.right());
      if (relation.operator() == Operator.EQUAL
          || relation.operator() == Operator.UNEQUAL
          || relation.operator() == Operator.IN
          || relation.operator() == Operator.NOT_IN) {
        columnWords(left, relation.right());
        columnWords(relation.right(), left);
      }
      left = relation.right();
    }
  }

  /** {@code column.entity == "emial"} is never true: almost always a slip. */
  private void columnWords(Expression attribute, Expression words) {
    if (attribute instanceof Attribute a
        && a.target() instanceof Name name
        && name.name().equals("column")) {
      List<Expression> all =
          words instanceof Expression.Sequence sequence ? sequence.items() : List.of(words);
      if (a.name().equals("entity")) {
        all.forEach(this::entityLiteral);
      } else if (a.name().equals("type")) {
        all.forEach(this::typeLiteral);
      }
    }
  }

  private void entityLiteral(Expression word) {
    if (word instanceof Literal literal
        && literal.value() instanceof String name
        && Entity.byName(name).isEmpty()) {
      problem(word.at(), "unknown entity \"" + name + "\"", nearestEntity(name));
    }
  }

  private void typeLiteral(Expression word) {
    if (word instanceof Literal literal
        && literal.value() instanceof String name
        && !Vocabulary.COLUMN_TYPES.contains(name)) {
      if (Vocabulary.PLANNED_COLUMN_TYPES.contains(name)) {
        notYet(word.at(), "column type \"" + name + "\"");
      } else {
        problem(
            word.at(),
            "unknown column type \"" + name + "\"",
            Suggestion.didYouMean(name, Vocabulary.COLUMN_TYPES));
      }
    }
  }

  static String nearestEntity(String name) {
    List<String> nearest = Entity.nearest(name);
    return nearest.isEmpty() ? "" : "did you mean \"" + nearest.get(0) + "\"?";
  }

  private void bind(int at, String what, Signature signature, Expression.Arguments arguments) {
    try {
      signature.bind(at, what, arguments);
    } catch (ExpressionException e) {
      problems.add(e.problem());
    }
  }

  private void notYet(int at, String what) {
    problem(at, what + " is part of the language but not available yet", "");
  }

  private void problem(int at, String message, String remedy) {
    problems.add(new ExpressionProblem(at, message, remedy));
  }
}
