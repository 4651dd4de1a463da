package io.understudy.engine.expression;

import io.understudy.engine.expression.Expression.Arguments;
import io.understudy.engine.python.NoResultException;
import io.understudy.engine.python.PercentFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compiles the filters that take a filter or a test and do it to each item of a list, and {@code
 * format}, which takes any number of values.
 */
final class MappingCode {
  /** Filters that need more than the item, so that no list can go through them. */
  private static final Set<String> NOT_MAPPED =
      Set.of("fake", "format", "map", "reject", "rejectattr", "select", "selectattr");

  private final Compiler compiler;

  MappingCode(Compiler compiler) {
    this.compiler = compiler;
  }

  Code filter(Expression.Filter filter) {
    int at = filter.at();
    Code list = compiler.compile(filter.target());
    Arguments arguments = filter.arguments();
    return switch (filter.name()) {
      case "format" -> format(at, list, arguments);
      case "map" ->
          arguments.named().containsKey("attribute")
              ? attribute(at, list, arguments)
              : mapped(at, list, arguments);
      case "select" -> selected(at, list, null, arguments.positional(), true);
      case "reject" -> selected(at, list, null, arguments.positional(), false);
      case "selectattr", "rejectattr" -> {
        Code attribute = compiler.compile(arguments.positional().get(0));
        List<Expression> rest = arguments.positional().subList(1, arguments.positional().size());
        yield selected(at, list, attribute, rest, filter.name().equals("selectattr"));
      }
      default -> throw new IllegalArgumentException(filter.name());
    };
  }

  private Code format(int at, Code target, Arguments arguments) {
    if (!arguments.named().isEmpty() && !arguments.positional().isEmpty()) {
      throw new ExpressionException(at, "format takes values either with names or without");
    }
    List<String> names = new ArrayList<>(arguments.named().keySet());
    List<Code> parts = new ArrayList<>(List.of(target));
    parts.addAll(compiler.compileAll(arguments.positional()));
    names.forEach(name -> parts.add(compiler.compile(CallCode.named(arguments, name))));
    return Folding.strict(
        parts,
        operands -> {
          Map<String, @Nullable Object> byName = new LinkedHashMap<>();
          for (int i = 0; i < names.size(); i++) {
            byName.put(names.get(i), operands[1 + i]);
          }
          List<@Nullable Object> values =
              names.isEmpty() ? Arrays.asList(operands).subList(1, operands.length) : List.of();
          try {
            return PercentFormat.of(Methods.text(at, operands[0]), values, byName);
          } catch (NoResultException e) {
            throw new EvaluationException(at, e.what());
          }
        });
  }

  private Code attribute(int at, Code list, Arguments arguments) {
    Expression otherwise = arguments.named().get("default");
    List<Code> parts =
        List.of(
            list,
            compiler.compile(CallCode.named(arguments, "attribute")),
            otherwise == null ? Code.constant(null) : compiler.compile(otherwise));
    return Folding.of(
        parts,
        operands -> {
          if (operands[0] == null || operands[1] == null) {
            return null;
          }
          List<@Nullable Object> values = new ArrayList<>();
          for (Object item : ListFilters.list(at, operands[0])) {
            Object value = ListFilters.attribute(at, item, operands[1]);
            values.add(value == null ? operands[2] : value);
          }
          return values;
        });
  }

  private Code mapped(int at, Code list, Arguments arguments) {
    String name = word(at, arguments.positional(), "filter");
    Signature signature = Vocabulary.FILTERS.get(name);
    if (signature == null) {
      throw new ExpressionException(
          at,
          "unknown filter \"" + name + "\"",
          Suggestion.didYouMean(name, Vocabulary.FILTERS.keySet()));
    }
    if (NOT_MAPPED.contains(name)) {
      throw new ExpressionException(
          at, "filter \"" + name + "\" cannot be used in map", "use foreach in the rule");
    }
    Arguments rest =
        new Arguments(
            arguments.positional().subList(1, arguments.positional().size()), arguments.named());
    List<Code> more = compiler.arguments(at, "filter " + name, signature, rest);
    if (name.equals("default") || name.equals("d")) {
      Code otherwise =
          more.get(0).isConstant() && more.get(0).value() == null ? Code.constant("") : more.get(0);
      return Folding.of(List.of(list, otherwise, more.get(1)), operands -> defaults(at, operands));
    }
    if (Vocabulary.KEYED_FILTERS.contains(name)) {
      return perItem(at, list, compiler.filter(at, name, Code.of(list.uses(), Cell::mapped), more));
    }
    Operation operation = Filters.of(at, name);
    List<Code> parts = new ArrayList<>(List.of(list));
    parts.addAll(more);
    return Folding.of(
        parts,
        operands -> {
          if (operands[0] == null) {
            return null;
          }
          List<@Nullable Object> results = new ArrayList<>();
          long length = 0;
          for (Object item : ListFilters.list(at, operands[0])) {
            @Nullable Object[] each = operands.clone();
            each[0] = item;
            results.add(operation.apply(each));
            length += results.getLast() instanceof String text ? text.length() : 1;
            Arithmetic.refuseLong(at, length);
          }
          return results;
        });
  }

  private static @Nullable Object defaults(int at, @Nullable Object[] operands) {
    if (operands[0] == null) {
      return null;
    }
    List<@Nullable Object> results = new ArrayList<>();
    for (Object item : ListFilters.list(at, operands[0])) {
      boolean replace = Values.isNull(item) || (Values.truth(operands[2]) && !Values.truth(item));
      results.add(replace ? operands[1] : item);
    }
    return results;
  }

  /** What needs the key is compiled code, which looks for the item in the cell. */
  private static Code perItem(int at, Code list, Code each) {
    Evaluator items = list.evaluator();
    Evaluator evaluator = each.evaluator();
    return Code.of(
        list.uses().and(each.uses()),
        cell -> {
          Object target = items.evaluate(cell);
          if (target == null) {
            return null;
          }
          Object outer = cell.mapped();
          List<@Nullable Object> results = new ArrayList<>();
          try {
            for (Object item : ListFilters.list(at, target)) {
              cell.map(item);
              results.add(evaluator.evaluate(cell));
            }
          } finally {
            cell.map(outer);
          }
          return results;
        });
  }

  private Code selected(
      int at, Code list, @Nullable Code attribute, List<Expression> test, boolean wanted) {
    List<Code> parts = new ArrayList<>(List.of(list));
    parts.add(attribute == null ? Code.constant(null) : attribute);
    if (!test.isEmpty()) {
      String name = testName(at, test);
      Arguments rest = new Arguments(test.subList(1, test.size()), Map.of());
      parts.addAll(compiler.arguments(at, "test " + name, signature(at, name), rest));
    }
    Operation operation = test.isEmpty() ? operands -> operands[0] : operation(at, test);
    return Folding.of(
        parts,
        operands -> {
          if (operands[0] == null) {
            return null;
          }
          List<@Nullable Object> kept = new ArrayList<>();
          for (Object item : ListFilters.list(at, operands[0])) {
            @Nullable Object[] each = Arrays.copyOfRange(operands, 1, operands.length);
            each[0] = operands[1] == null ? item : ListFilters.attribute(at, item, operands[1]);
            if (Values.truth(operation.apply(each)) == wanted) {
              kept.add(item);
            }
          }
          return kept;
        });
  }

  private static Operation operation(int at, List<Expression> test) {
    String name = testName(at, test);
    return switch (name) {
      case "defined" -> operands -> operands[0] != null;
      case "undefined" -> operands -> operands[0] == null;
      default -> Tests.of(at, name);
    };
  }

  private static Signature signature(int at, String test) {
    Signature signature = Vocabulary.TESTS.get(test);
    if (signature == null) {
      throw new ExpressionException(
          at,
          "unknown test \"" + test + "\"",
          Suggestion.didYouMean(test, Vocabulary.TESTS.keySet()));
    }
    return signature;
  }

  /** Comparisons have names that are signs, too. */
  private static String testName(int at, List<Expression> test) {
    String name = word(at, test, "test");
    return switch (name) {
      case "==" -> "eq";
      case "!=" -> "ne";
      case "<" -> "lt";
      case "<=" -> "le";
      case ">" -> "gt";
      case ">=" -> "ge";
      default -> name;
    };
  }

  private static String word(int at, List<Expression> positional, String what) {
    if (!positional.isEmpty()
        && positional.get(0) instanceof Expression.Literal literal
        && literal.value() instanceof String name) {
      return name;
    }
    throw new ExpressionException(
        at,
        "the name of a " + what + " is expected in quotes",
        "such as " + (what.equals("test") ? "select(\"odd\")" : "map(\"upper\")"));
  }
}
