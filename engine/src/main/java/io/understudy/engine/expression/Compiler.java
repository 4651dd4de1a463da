package io.understudy.engine.expression;

import io.understudy.engine.Column;
import io.understudy.engine.ColumnType;
import io.understudy.engine.expression.Expression.Attribute;
import io.understudy.engine.expression.Expression.Literal;
import io.understudy.engine.expression.Expression.Name;
import io.understudy.engine.expression.Expression.Operator;
import io.understudy.engine.fake.Entity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns a checked expression into code for one column. Everything that is known before the first
 * row is computed here: {@code column.*}, {@code vars}, and all that follows from them.
 *
 * <p>Null propagates: operators, methods and filters give null for null, so that a null never
 * becomes a text. Handling it takes {@code default}, {@code isna}, {@code is none}, {@code ==},
 * {@code in} a list, {@code and}, {@code or}, {@code not} or an inline {@code if}.
 */
public final class Compiler {
  private final @Nullable ColumnScope scope;
  private final Map<String, Object> variables;
  private final KeyedCode keyed;

  /** For one column. The variables' values may be null. */
  public Compiler(ColumnScope scope, Map<String, Object> variables) {
    this.scope = scope;
    this.variables = variables;
    this.keyed = new KeyedCode(scope.transforms());
  }

  private Compiler(Map<String, Object> variables) {
    this.scope = null;
    this.variables = variables;
    this.keyed = new KeyedCode(null);
  }

  /**
   * The value of an expression in {@code vars}.
   *
   * @throws ExpressionException if it has none
   */
  public static @Nullable Object constant(Expression expression, Map<String, Object> variables) {
    return new Compiler(variables).compile(expression).value();
  }

  /** Entities that the code compiled so far makes fakes of. */
  public Set<Entity> fakes() {
    return keyed.fakes();
  }

  /**
   * Compiles.
   *
   * @throws ExpressionException if a part cannot work for this column, such as a column of the row
   *     that is not there
   */
  public Code compile(Expression expression) {
    return switch (expression) {
      case Literal literal -> Code.constant(literal.value());
      case Name name -> name(name);
      case Expression.Sequence sequence ->
          Folding.of(
              compileAll(sequence.items()),
              items -> Collections.unmodifiableList(new ArrayList<>(Arrays.asList(items))));
      case Expression.Dictionary dictionary -> dictionary(dictionary);
      case Attribute attribute -> attribute(attribute);
      case Expression.Subscript subscript -> subscript(subscript);
      case Expression.Slice slice -> slice(slice);
      case Expression.Call call -> call(call);
      case Expression.Filter filter -> filter(filter);
      case Expression.Test test -> test(test);
      case Expression.Unary unary -> unary(unary);
      case Expression.Binary binary -> binary(binary);
      case Expression.Comparison comparison -> new ComparisonCode(this).compile(comparison);
      case Expression.Conditional conditional -> conditional(conditional);
    };
  }

  private List<Code> compileAll(List<Expression> expressions) {
    return expressions.stream().map(this::compile).toList();
  }

  private Code name(Name name) {
    return switch (name.name()) {
      case "this" -> Code.of(Uses.SELF, Cell::self);
      case "index" -> Code.of(Uses.INDEX, Cell::index);
      default ->
          throw new ExpressionException(name.at(), "unknown name \"" + name.name() + "\"");
    };
  }

  private Code dictionary(Expression.Dictionary dictionary) {
    int size = dictionary.keys().size();
    List<Expression> parts = new ArrayList<>(dictionary.keys());
    parts.addAll(dictionary.values());
    return Folding.of(
        compileAll(parts),
        operands -> {
          Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
          for (int i = 0; i < size; i++) {
            map.put(operands[i], operands[size + i]);
          }
          return Collections.unmodifiableMap(map);
        });
  }

  private Code attribute(Attribute attribute) {
    int at = attribute.at();
    if (attribute.target() instanceof Name name && isScope(name)) {
      return member(at, name.name(), attribute.name());
    }
    return Folding.strict(
        List.of(compile(attribute.target())),
        operands -> {
          Object target = operands[0];
          if (!(target instanceof Map<?, ?>)) {
            throw new EvaluationException(
                at, "only dictionaries have attributes, found " + Values.typeName(target));
          }
          return Items.get(at, target, attribute.name());
        });
  }

  private static boolean isScope(Name name) {
    return name.name().equals("row") || name.name().equals("column") || name.name().equals("vars");
  }

  private Code member(int at, String owner, String key) {
    return switch (owner) {
      case "row" -> rowColumn(at, key);
      case "column" -> Code.constant(columnAttribute(at, key));
      default -> {
        if (!variables.containsKey(key)) {
          throw new ExpressionException.Missing(
              at, "vars has no \"" + key + "\"", Suggestion.didYouMean(key, variables.keySet()));
        }
        yield Code.constant(variables.get(key));
      }
    };
  }

  private Code rowColumn(int at, String name) {
    ColumnScope here = scope(at);
    int position = here.schema().indexOf(name);
    if (position < 0) {
      throw new ExpressionException(
          at,
          "unknown column \"" + name + "\"",
          Suggestion.didYouMean(
              name, here.schema().columns().stream().map(Column::name).toList()));
    }
    ColumnType type = here.schema().columns().get(position).type();
    if (type == ColumnType.NESTED) {
      throw new ExpressionException(
          at, "column \"" + name + "\" is nested; reading it is not available yet");
    }
    return position == here.position()
        ? Code.of(Uses.SELF, Cell::self)
        : Code.of(Uses.column(position), cell -> cell.column(position));
  }

  private @Nullable Object columnAttribute(int at, String name) {
    ColumnScope here = scope(at);
    Column column = here.schema().columns().get(here.position());
    return switch (name) {
      case "name" -> column.name();
      case "entity" -> here.entity() == null ? null : here.entity().entityName();
      case "type" -> Vocabulary.columnType(column.type());
      case "position" -> (long) here.position();
      default ->
          throw new ExpressionException(
              at,
              "column has no attribute \"" + name + "\"",
              Suggestion.didYouMean(name, Vocabulary.COLUMN_ATTRIBUTES));
    };
  }

  private ColumnScope scope(int at) {
    if (scope == null) {
      throw new ExpressionException(at, "there is no row and no column here");
    }
    return scope;
  }

  private Code subscript(Expression.Subscript subscript) {
    int at = subscript.at();
    Code index = compile(subscript.index());
    if (subscript.target() instanceof Name name && isScope(name)) {
      if (!(index.isConstant() && index.value() instanceof String key)) {
        throw new ExpressionException(
            subscript.index().at(),
            "what is taken from \"" + name.name() + "\" must be known before the first row",
            "write a name in quotes");
      }
      return member(subscript.index().at(), name.name(), key);
    }
    return Folding.strict(
        List.of(compile(subscript.target()), index),
        operands -> Items.get(at, present(operands[0]), present(operands[1])));
  }

  private Code slice(Expression.Slice slice) {
    List<Code> parts = new ArrayList<>();
    parts.add(compile(slice.target()));
    for (Expression bound : Arrays.asList(slice.from(), slice.to(), slice.step())) {
      parts.add(bound == null ? Code.constant(null) : compile(bound));
    }
    return Folding.of(
        parts,
        operands ->
            operands[0] == null
                ? null
                : Items.slice(slice.at(), operands[0], operands[1], operands[2], operands[3]));
  }

  private static Object present(@Nullable Object value) {
    if (value == null) {
      throw new IllegalStateException();
    }
    return value;
  }

  private Code call(Expression.Call call) {
    if (!(call.target() instanceof Attribute method)) {
      throw new ExpressionException(call.at(), "only methods and providers can be called");
    }
    if (method.target() instanceof Name name && name.name().equals("fake")) {
      return keyed.fake(method.at(), method.name());
    }
    Signature signature = Vocabulary.METHODS.get(method.name());
    if (signature == null) {
      throw new ExpressionException(method.at(), "unknown method \"" + method.name() + "\"");
    }
    List<Code> parts = new ArrayList<>();
    parts.add(compile(method.target()));
    parts.addAll(arguments(method.at(), method.name(), signature, call.arguments()));
    return Folding.of(parts, Methods.of(method.at(), method.name()));
  }

  private List<Code> arguments(
      int at, String name, Signature signature, Expression.Arguments arguments) {
    List<Code> codes = new ArrayList<>();
    for (Expression argument : signature.bind(at, name, arguments)) {
      codes.add(argument == null ? Code.constant(null) : compile(argument));
    }
    return codes;
  }

  private Code filter(Expression.Filter filter) {
    int at = filter.at();
    Signature signature = Vocabulary.FILTERS.get(filter.name());
    if (signature == null) {
      throw new ExpressionException(at, "unknown filter \"" + filter.name() + "\"");
    }
    List<Code> arguments = arguments(at, filter.name(), signature, filter.arguments());
    if (filter.name().equals("default") || filter.name().equals("d")) {
      return defaultOf(filter.target(), arguments);
    }
    Code target = compile(filter.target());
    if (filter.name().equals("fake")) {
      return keyed.fakeOf(at, target);
    }
    if (Vocabulary.KEYED_FILTERS.contains(filter.name())) {
      return keyed.filter(at, filter.name(), target, arguments);
    }
    List<Code> parts = new ArrayList<>(List.of(target));
    parts.addAll(arguments);
    return Folding.of(parts, Filters.of(at, filter.name()));
  }

  /** Unlike in Jinja2, null counts as missing: a table has no other way to say it. */
  private Code defaultOf(Expression target, List<Code> arguments) {
    Code otherwise =
        arguments.get(0).isConstant() && arguments.get(0).value() == null
            ? Code.constant("")
            : arguments.get(0);
    Code code = guarded(target);
    if (code == null) {
      return otherwise;
    }
    return Folding.of(
        List.of(code, otherwise, arguments.get(1)),
        operands -> {
          boolean replace =
              Values.isNull(operands[0])
                  || (Values.truth(operands[2]) && !Values.truth(operands[0]));
          return replace ? operands[1] : operands[0];
        });
  }

  /** Code that gives null where the target is missing; null if it always is. */
  private @Nullable Code guarded(Expression target) {
    try {
      Code code = compile(target);
      if (code.isConstant()) {
        return code;
      }
      Evaluator evaluator = code.evaluator();
      return Code.of(
          code.uses(),
          cell -> {
            try {
              return evaluator.evaluate(cell);
            } catch (EvaluationException.Missing e) {
              return null;
            }
          });
    } catch (ExpressionException.Missing e) {
      return null;
    }
  }

  private Code test(Expression.Test test) {
    boolean negated = test.negated();
    if (test.name().equals("defined") || test.name().equals("undefined")) {
      boolean defined = test.name().equals("defined") != negated;
      return defined(test.target(), defined);
    }
    Signature signature = Vocabulary.TESTS.get(test.name());
    if (signature == null) {
      throw new ExpressionException(test.at(), "unknown test \"" + test.name() + "\"");
    }
    List<Code> parts = new ArrayList<>();
    parts.add(compile(test.target()));
    parts.addAll(arguments(test.at(), test.name(), signature, test.arguments()));
    Operation operation = Tests.of(test.at(), test.name());
    return Folding.of(
        parts, operands -> Values.truth(operation.apply(operands)) != negated);
  }

  private Code defined(Expression target, boolean wanted) {
    try {
      Code code = compile(target);
      Evaluator evaluator = code.evaluator();
      return code.isConstant()
          ? Code.constant(wanted)
          : Code.of(
              code.uses(),
              cell -> {
                try {
                  evaluator.evaluate(cell);
                  return wanted;
                } catch (EvaluationException.Missing e) {
                  return !wanted;
                }
              });
    } catch (ExpressionException.Missing e) {
      return Code.constant(!wanted);
    }
  }

  private Code unary(Expression.Unary unary) {
    List<Code> operand = List.of(compile(unary.operand()));
    int at = unary.at();
    return switch (unary.operator()) {
      case NOT -> Folding.of(operand, operands -> !Values.truth(operands[0]));
      case MINUS ->
          Folding.strict(operand, operands -> Arithmetic.negate(at, present(operands[0])));
      default ->
          Folding.strict(
              operand,
              operands -> Arithmetic.apply(at, Operator.PLUS, 0L, present(operands[0])));
    };
  }

  private Code binary(Expression.Binary binary) {
    Code left = compile(binary.left());
    Operator operator = binary.operator();
    int at = binary.at();
    if (operator == Operator.AND || operator == Operator.OR) {
      return shortCircuit(left, operator == Operator.AND, binary.right());
    }
    List<Code> operands = List.of(left, compile(binary.right()));
    if (operator == Operator.CONCAT) {
      return Folding.strict(
          operands, o -> Values.text(at, present(o[0])) + Values.text(at, present(o[1])));
    }
    return Folding.strict(
        operands, o -> Arithmetic.apply(at, operator, present(o[0]), present(o[1])));
  }

  /** A right side that the left one decides is not even compiled: it may not fit this column. */
  private Code shortCircuit(Code left, boolean and, Expression rightSide) {
    if (left.isConstant()) {
      return Values.truth(left.value()) == and ? compile(rightSide) : left;
    }
    Code right = compile(rightSide);
    Evaluator first = left.evaluator();
    Evaluator second = right.evaluator();
    return Code.of(
        left.uses().and(right.uses()),
        cell -> {
          Object value = first.evaluate(cell);
          return Values.truth(value) == and ? second.evaluate(cell) : value;
        });
  }

  private Code conditional(Expression.Conditional conditional) {
    Code condition = compile(conditional.condition());
    Expression otherwise = conditional.otherwise();
    if (condition.isConstant()) {
      return Values.truth(condition.value())
          ? compile(conditional.then())
          : otherwise == null ? Code.constant(null) : compile(otherwise);
    }
    Code then = compile(conditional.then());
    Code other = otherwise == null ? Code.constant(null) : compile(otherwise);
    Evaluator when = condition.evaluator();
    Evaluator yes = then.evaluator();
    Evaluator no = other.evaluator();
    return Code.of(
        condition.uses().and(then.uses()).and(other.uses()),
        cell -> Values.truth(when.evaluate(cell)) ? yes.evaluate(cell) : no.evaluate(cell));
  }
}
