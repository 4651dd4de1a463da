package io.understudy.engine.expression;

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
  private final ScopeCode scope;
  private final KeyedCode keyed;
  private final FakeCalls fakes;
  private final CallCode calls = new CallCode(this);
  private final BranchCode branches = new BranchCode(this);

  /** For one column. The variables' values may be null. */
  public Compiler(
      ColumnScope scope,
      Map<String, @Nullable Object> variables,
      Map<String, @Nullable Object> globals) {
    this.scope = new ScopeCode(scope, variables, globals);
    this.keyed = new KeyedCode(scope);
    this.fakes = new FakeCalls(this, new FakeCode(scope, keyed, ""));
  }

  private Compiler(
      Map<String, @Nullable Object> variables, Map<String, @Nullable Object> globals, String name) {
    this.scope = new ScopeCode(null, variables, globals);
    this.keyed = new KeyedCode(null);
    this.fakes = new FakeCalls(this, new FakeCode(null, keyed, name));
  }

  /**
   * The value of an expression in {@code vars}: null, a text, number, boolean, list or map.
   *
   * @param name of the variable, which what is random follows from
   * @throws ExpressionException if it has none
   */
  public static @Nullable Object constant(
      Expression expression,
      Map<String, @Nullable Object> variables,
      Map<String, @Nullable Object> globals,
      String name) {
    return new Compiler(variables, globals, name).compile(expression).value();
  }

  /** As the other {@code constant}, for a value that has no name. */
  public static @Nullable Object constant(
      Expression expression, Map<String, @Nullable Object> variables) {
    return constant(expression, variables, Map.of(), "");
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
              items ->
                  Arithmetic.refuseLarge(
                      sequence.at(),
                      Collections.unmodifiableList(new ArrayList<>(Arrays.asList(items)))));
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
      case Expression.Conditional conditional -> branches.conditional(conditional);
    };
  }

  /**
   * Compiles for the truth of the result alone, so that it is constant wherever one side of {@code
   * and} or {@code or} decides, be it the right one.
   *
   * @throws ExpressionException as {@link #compile}
   */
  public Code condition(Expression expression) {
    return branches.condition(expression);
  }

  /**
   * Compiles what a rule puts into the cells: every result has the class of the column's type, or
   * is null.
   *
   * @throws ExpressionException as {@link #compile}, and if no result can fit the type
   */
  public Code value(Expression expression) {
    fakes.begin(expression);
    Code code = compile(expression);
    ColumnType type = scope.column(expression.at()).type();
    if (code.isOnlyText() && type != ColumnType.TEXT) {
      throw new ExpressionException(
          expression.at(),
          "the rule makes texts that do not fit, this column is " + type,
          "use another rule for this column");
    }
    int at = expression.at();
    Code fitted = Folding.one(code, value -> Fitting.to(type, at, value));
    return type == ColumnType.TEXT ? fitted.choosing(code.choice()) : fitted;
  }

  /**
   * Compiles what a rule goes over: every result is a list, or null.
   *
   * @throws ExpressionException as {@link #compile}
   */
  public Code foreach(Expression expression) {
    int at = expression.at();
    return Folding.of(
        List.of(compile(expression)), operands -> ListFilters.foreach(at, operands[0]));
  }

  /**
   * As {@link #value}, where two different values must not get one result.
   *
   * @throws ExpressionException as {@link #value}, and if that cannot be promised
   */
  public Code uniqueValue(Expression expression) {
    FakeCalls.requireUnique(expression);
    keyed.beUnique();
    return value(expression);
  }

  /** Whether a condition's result counts as true: as in Python, what is not empty, zero or null. */
  public static boolean truth(@Nullable Object value) {
    return Values.truth(value);
  }

  List<Code> compileAll(List<Expression> expressions) {
    return expressions.stream().map(this::compile).toList();
  }

  private Code name(Name name) {
    return switch (name.name()) {
      case "this" -> Code.SELF;
      case "index" -> Code.of(Uses.INDEX, Cell::index);
      case "item" -> Code.of(Uses.NOTHING, Cell::item);
      case "items" -> Code.of(Uses.NOTHING, Cell::items);
      default -> throw new ExpressionException(name.at(), "unknown name \"" + name.name() + "\"");
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
    Code part = fakes.part(attribute);
    if (part != null) {
      return part;
    }
    if (attribute.target() instanceof Name name && ScopeCode.isScope(name)) {
      return scope.member(at, name.name(), attribute.name());
    }
    if (attribute.target() instanceof Name name && name.name().equals("re")) {
      return calls.flag(at, attribute.name());
    }
    return Folding.strict(
        List.of(calls.target(attribute.target())),
        operands -> ValueAttributes.get(at, present(operands[0]), attribute.name()));
  }

  private Code subscript(Expression.Subscript subscript) {
    int at = subscript.at();
    Code index = compile(subscript.index());
    if (subscript.target() instanceof Name name && ScopeCode.isScope(name)) {
      if (!(index.isConstant() && index.value() instanceof String key)) {
        throw new ExpressionException(
            subscript.index().at(),
            "what is taken from \"" + name.name() + "\" must be known before the first row",
            "write a name in quotes");
      }
      return scope.member(subscript.index().at(), name.name(), key);
    }
    return Folding.strict(
        List.of(calls.target(subscript.target()), index),
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
    Code made = call.target() instanceof Attribute method ? fakes.call(call, method) : null;
    if (made != null) {
      return made;
    }
    return calls.call(call);
  }

  List<Code> arguments(int at, String name, Signature signature, Expression.Arguments arguments) {
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
    if (signature.open()) {
      return new MappingCode(this).filter(filter);
    }
    List<Code> arguments = arguments(at, filter.name(), signature, filter.arguments());
    if (filter.name().equals("default") || filter.name().equals("d")) {
      return new MissingCode(this).defaultOf(filter.target(), arguments);
    }
    Code target = compile(filter.target());
    if (filter.name().equals("fake")) {
      return keyed.fakeOf(at, target);
    }
    if (filter.name().equals("random")) {
      return fakes.randomItem(at, target);
    }
    if (filter.name().endsWith("_shift")) {
      boolean written = fakes.isResult(filter);
      return keyed.dateShift(at, filter.name(), target, arguments, written);
    }
    return filter(at, filter.name(), target, arguments);
  }

  /** A filter whose arguments are in order, those left out constant null. */
  Code filter(int at, String name, Code target, List<Code> arguments) {
    if (Vocabulary.KEYED_FILTERS.contains(name)) {
      return keyed.filter(at, name, target, arguments);
    }
    if (name.equals("normalize") && arguments.get(0).isConstant()) {
      return calls.normalize(at, target, arguments.get(0).value());
    }
    List<Code> parts = new ArrayList<>(List.of(target));
    parts.addAll(arguments);
    return Folding.of(parts, Filters.of(at, name));
  }

  private Code test(Expression.Test test) {
    boolean negated = test.negated();
    if (test.name().equals("defined") || test.name().equals("undefined")) {
      boolean defined = test.name().equals("defined") != negated;
      return new MissingCode(this).defined(test.target(), defined);
    }
    Signature signature = Vocabulary.TESTS.get(test.name());
    if (signature == null) {
      throw new ExpressionException(test.at(), "unknown test \"" + test.name() + "\"");
    }
    List<Code> parts = new ArrayList<>();
    parts.add(compile(test.target()));
    parts.addAll(arguments(test.at(), test.name(), signature, test.arguments()));
    Operation operation = Tests.of(test.at(), test.name());
    return Folding.of(parts, operands -> Values.truth(operation.apply(operands)) != negated);
  }

  private Code unary(Expression.Unary unary) {
    if (unary.operator() == Operator.NOT) {
      return BranchCode.not(compile(unary.operand()));
    }
    List<Code> operand = List.of(compile(unary.operand()));
    int at = unary.at();
    return switch (unary.operator()) {
      case MINUS ->
          Folding.strict(operand, operands -> Arithmetic.negate(at, present(operands[0])));
      default ->
          Folding.strict(
              operand, operands -> Arithmetic.apply(at, Operator.PLUS, 0L, present(operands[0])));
    };
  }

  private Code binary(Expression.Binary binary) {
    Code left = compile(binary.left());
    Operator operator = binary.operator();
    int at = binary.at();
    if (operator == Operator.AND || operator == Operator.OR) {
      return branches.shortCircuit(left, operator == Operator.AND, binary.right());
    }
    List<Code> operands = List.of(left, compile(binary.right()));
    if (operator == Operator.CONCAT) {
      return Folding.strict(
          operands,
          o -> Arithmetic.join(at, Values.text(at, present(o[0])), Values.text(at, present(o[1]))));
    }
    return Folding.strict(
        operands, o -> Arithmetic.apply(at, operator, present(o[0]), present(o[1])));
  }
}
