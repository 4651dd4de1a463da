package io.understudy.engine.expression;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A parsed expression. {@code at} is the 0-based offset in its text that problems point to. */
public sealed interface Expression {

  /** Where this part is in the text. */
  int at();

  /**
   * A constant.
   *
   * @param value null, {@link Boolean}, {@link Long}, {@link Double} or {@link String}
   */
  record Literal(int at, @Nullable Object value) implements Expression {}

  /** {@code [a, b]} or {@code (a, b)}. */
  record Sequence(int at, List<Expression> items) implements Expression {
    public Sequence {
      items = List.copyOf(items);
    }
  }

  /** {@code {a: b}}; keys and values at the same positions. */
  record Dictionary(int at, List<Expression> keys, List<Expression> values) implements Expression {
    public Dictionary {
      keys = List.copyOf(keys);
      values = List.copyOf(values);
    }
  }

  /** {@code a}. */
  record Name(int at, String name) implements Expression {}

  /** {@code a.b}; {@code at} is where {@code b} is. */
  record Attribute(int at, Expression target, String name) implements Expression {}

  /** {@code a[b]}. */
  record Subscript(int at, Expression target, Expression index) implements Expression {}

  /** {@code a[from:to:step]}. */
  record Slice(
      int at,
      Expression target,
      @Nullable Expression from,
      @Nullable Expression to,
      @Nullable Expression step)
      implements Expression {}

  /** {@code a(b, c=d)}. */
  record Call(int at, Expression target, Arguments arguments) implements Expression {}

  /** {@code a | b(c, d=e)}; {@code at} is where {@code b} is. */
  record Filter(int at, Expression target, String name, Arguments arguments)
      implements Expression {}

  /** {@code a is b}, {@code a is not b(c)}; {@code at} is where {@code b} is. */
  record Test(int at, Expression target, String name, Arguments arguments, boolean negated)
      implements Expression {}

  /** {@code not a}, {@code -a}, {@code +a}. */
  record Unary(int at, Operator operator, Expression operand) implements Expression {}

  /** {@code a + b} and the like; {@code at} is where the operator is. */
  record Binary(int at, Operator operator, Expression left, Expression right)
      implements Expression {}

  /** {@code a < b <= c}: one operator more than there are right sides. */
  record Comparison(int at, Expression first, List<Relation> rest) implements Expression {
    public Comparison {
      rest = List.copyOf(rest);
    }
  }

  /** One step of a comparison; {@code at} is where the operator is. */
  record Relation(int at, Operator operator, Expression right) {}

  /** {@code a if b else c}; without {@code else} the other result is null. */
  record Conditional(int at, Expression then, Expression condition, @Nullable Expression otherwise)
      implements Expression {}

  /** What is handed to a call, filter or test. */
  record Arguments(List<Expression> positional, Map<String, Expression> named) {
    static final Arguments NONE = new Arguments(List.of(), Map.of());

    public Arguments {
      positional = List.copyOf(positional);
      named = Collections.unmodifiableMap(new LinkedHashMap<>(named));
    }

    boolean isEmpty() {
      return positional.isEmpty() && named.isEmpty();
    }
  }

  /** Operators and how they are written. */
  enum Operator {
    OR("or"),
    AND("and"),
    NOT("not"),
    EQUAL("=="),
    UNEQUAL("!="),
    LESS("<"),
    LESS_EQUAL("<="),
    GREATER(">"),
    GREATER_EQUAL(">="),
    IN("in"),
    NOT_IN("not in"),
    PLUS("+"),
    MINUS("-"),
    CONCAT("~"),
    TIMES("*"),
    DIVIDE("/"),
    FLOOR_DIVIDE("//"),
    MODULO("%"),
    POWER("**");

    private final String symbol;

    Operator(String symbol) {
      this.symbol = symbol;
    }

    /** As written in an expression. */
    public String symbol() {
      return symbol;
    }
  }
}
