package io.understudy.engine.plan;

import io.understudy.engine.expression.Code;
import io.understudy.engine.expression.Compiler;
import io.understudy.engine.expression.Expression;
import io.understudy.engine.expression.Expression.Operator;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a rule's value may carry over from the row, by its form: {@code this}, {@code row.x},
 * and whatever is made of those by anything but a transform that masks, a test, or a count. What is
 * not known counts as carrying.
 */
final class CarryCompiler {
  /** Their results are made with the key, or by finding what is personal. */
  private static final Set<String> MASKING =
      Set.of(
          "date_shift",
          "date_time_shift",
          "fake",
          "fake_entities",
          "hash",
          "hash_entities",
          "label_entities",
          "partial_mask",
          "redact_entities");

  /** Their results say something about a value, and have nothing of it. */
  private static final Set<String> TELLING =
      Set.of("count", "isna", "length", "lookup_country", "lookup_locales", "wordcount");

  private static final Set<String> TELLING_METHODS =
      Set.of(
          "count",
          "endswith",
          "find",
          "index",
          "isalnum",
          "isalpha",
          "isascii",
          "isdecimal",
          "isdigit",
          "isidentifier",
          "islower",
          "isnumeric",
          "isprintable",
          "isspace",
          "istitle",
          "isupper",
          "isoweekday",
          "rfind",
          "rindex",
          "startswith",
          "weekday");

  /** Give a part of a value, or another value in its place. */
  private static final Set<String> REDUCING =
      Set.of(
          "abs",
          "day",
          "first",
          "hour",
          "last",
          "match",
          "minute",
          "month",
          "partition",
          "round",
          "rpartition",
          "rsplit",
          "search",
          "second",
          "split",
          "truncate",
          "year");

  /** Providers whose results have nothing of their arguments in its place. */
  private static final Set<String> MADE =
      Set.of("bothify", "hexify", "lexify", "numerify", "persona");

  private final Columns columns;
  private final int self;
  private final Set<Integer> used;
  private final Set<Integer> free;
  private final Compiler compiler;

  /**
   * @param self position of the rule's column
   * @param used slots of all other columns that the rule looks at
   * @param free slots of the columns whose values may pass
   * @param compiler for the rule's column
   */
  CarryCompiler(
      Columns columns, int self, Set<Integer> used, Set<Integer> free, Compiler compiler) {
    this.columns = columns;
    this.self = columns.get(self).slot();
    this.used = used;
    this.free = free;
    this.compiler = compiler;
  }

  /** What the values may carry, in whole or in part. */
  Carry carry(Expression value) {
    if (value instanceof Expression.Conditional conditional) {
      Code condition = compiler.compile(conditional.condition());
      Expression otherwise = conditional.otherwise();
      Carry then = carry(conditional.then());
      Carry other = otherwise == null ? Carry.NOTHING : carry(otherwise);
      if (condition.isConstant()) {
        return Compiler.truth(condition.value()) ? then : other;
      }
      boolean none = then.columns().isEmpty() && other.columns().isEmpty();
      return none ? Carry.NOTHING : new Carry.Branch(condition.evaluator(), then, other);
    }
    Set<Integer> parts = found(value, false);
    return parts.isEmpty() ? Carry.NOTHING : new Carry.Parts(parts);
  }

  /**
   * The columns whose values are written whole.
   *
   * @param leaving whether the rule may leave its own value as it is under a condition
   */
  Set<Integer> whole(Expression value, boolean leaving) {
    Set<Integer> whole = found(value, true);
    if (leaving && value instanceof Expression.Conditional conditional && isMixed(conditional)) {
      whole.remove(self);
    }
    return whole;
  }

  private boolean isMixed(Expression.Conditional conditional) {
    Expression otherwise = conditional.otherwise();
    boolean then = found(conditional.then(), true).contains(self);
    boolean other = otherwise != null && found(otherwise, true).contains(self);
    return then != other;
  }

  private Set<Integer> found(Expression value, boolean whole) {
    Set<Integer> found = new HashSet<>();
    find(value, whole, found);
    found.removeAll(free);
    return found;
  }

  private void find(@Nullable Expression value, boolean whole, Set<Integer> into) {
    switch (value) {
      case null -> {}
      case Expression.Literal literal -> {}
      case Expression.Test test -> {}
      case Expression.Comparison comparison -> {}
      case Expression.Name name -> name(name, into);
      case Expression.Attribute attribute ->
          member(attribute.target(), attribute.name(), attribute.name(), whole, into);
      case Expression.Subscript subscript -> subscript(subscript, whole, into);
      case Expression.Slice slice -> {
        if (!whole) {
          find(slice.target(), false, into);
        }
      }
      case Expression.Sequence sequence -> all(sequence.items(), whole, into);
      case Expression.Dictionary dictionary -> {
        all(dictionary.keys(), whole, into);
        all(dictionary.values(), whole, into);
      }
      case Expression.Filter filter -> filter(filter, whole, into);
      case Expression.Call call -> call(call, whole, into);
      case Expression.Unary unary -> {
        if (unary.operator() != Operator.NOT && (unary.operator() == Operator.PLUS || !whole)) {
          find(unary.operand(), whole, into);
        }
      }
      case Expression.Binary binary -> binary(binary, whole, into);
      case Expression.Conditional conditional -> {
        Code condition = compiler.compile(conditional.condition());
        boolean known = condition.isConstant();
        if (!known || Compiler.truth(condition.value())) {
          find(conditional.then(), whole, into);
        }
        if (!known || !Compiler.truth(condition.value())) {
          find(conditional.otherwise(), whole, into);
        }
      }
    }
  }

  private void name(Expression.Name name, Set<Integer> into) {
    switch (name.name()) {
      case "this" -> into.add(self);
      // what they are made of is in another expression of the rule
      case "item", "items" -> {
        into.add(self);
        into.addAll(used);
      }
      default -> {}
    }
  }

  private void member(
      Expression target,
      @Nullable String column,
      String attribute,
      boolean whole,
      Set<Integer> into) {
    if (!(target instanceof Expression.Name owner) || !owner.name().equals("row")) {
      if (!whole || !REDUCING.contains(attribute)) {
        find(target, whole, into);
      }
      return;
    }
    int position = column == null ? -1 : columns.indexOf(column);
    if (position >= 0) {
      into.add(columns.get(position).slot());
    } else {
      into.add(self);
      into.addAll(used);
    }
  }

  private void subscript(Expression.Subscript subscript, boolean whole, Set<Integer> into) {
    Expression target = subscript.target();
    boolean isRow = target instanceof Expression.Name owner && owner.name().equals("row");
    if (isRow) {
      boolean named = subscript.index() instanceof Expression.Literal key && key.value() != null;
      String column =
          named ? String.valueOf(((Expression.Literal) subscript.index()).value()) : null;
      member(target, column, "", whole, into);
    } else if (!whole
        || target instanceof Expression.Sequence
        || target instanceof Expression.Dictionary) {
      find(target, whole, into);
    }
  }

  private void filter(Expression.Filter filter, boolean whole, Set<Integer> into) {
    boolean made = MASKING.contains(filter.name()) || TELLING.contains(filter.name());
    if (!made && (!whole || !REDUCING.contains(filter.name()))) {
      find(filter.target(), whole, into);
      arguments(filter.arguments(), whole, into);
    }
  }

  private void call(Expression.Call call, boolean whole, Set<Integer> into) {
    if (call.target() instanceof Expression.Attribute method) {
      boolean made =
          TELLING_METHODS.contains(method.name())
              || (MADE.contains(method.name()) && isFake(method.target()))
              || (whole && REDUCING.contains(method.name()));
      if (made) {
        return;
      }
      find(method.target(), whole, into);
    }
    arguments(call.arguments(), whole, into);
  }

  private static boolean isFake(Expression target) {
    return switch (target) {
      case Expression.Name name -> name.name().equals("fake");
      case Expression.Call call -> isFake(call.target());
      default -> false;
    };
  }

  private void binary(Expression.Binary binary, boolean whole, Set<Integer> into) {
    boolean adds =
        binary.operator() == Operator.PLUS && (isNumber(binary.left()) || isNumber(binary.right()));
    boolean joins =
        switch (binary.operator()) {
          case AND, OR, CONCAT -> true;
          case PLUS -> !adds;
          case MODULO -> binary.left() instanceof Expression.Literal;
          default -> false;
        };
    if (joins || !whole) {
      find(binary.left(), whole, into);
      find(binary.right(), whole, into);
    }
  }

  private static boolean isNumber(Expression value) {
    return value instanceof Expression.Literal literal && literal.value() instanceof Number;
  }

  private void arguments(Expression.Arguments arguments, boolean whole, Set<Integer> into) {
    all(arguments.positional(), whole, into);
    all(new ArrayList<>(arguments.named().values()), whole, into);
  }

  private void all(List<Expression> values, boolean whole, Set<Integer> into) {
    values.forEach(each -> find(each, whole, into));
  }
}
