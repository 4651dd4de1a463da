package io.understudy.engine.expression;

import io.understudy.engine.python.CharacterTests;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Jinja2's tests, what stands behind {@code is}. Comparing null is false. */
final class Tests {
  private Tests() {}

  static Operation of(int at, String name) {
    return switch (name) {
      case "boolean" -> operands -> operands[0] instanceof Boolean;
      case "callable", "escaped" -> operands -> false;
      case "divisibleby" -> operands -> divisible(at, operands[0], operands[1]);
      case "eq", "equalto" -> operands -> Values.equal(operands[0], operands[1]);
      case "even" -> operands -> operands[0] instanceof Long n && n % 2 == 0;
      case "false" -> operands -> Boolean.FALSE.equals(operands[0]);
      case "filter" ->
          operands -> operands[0] instanceof String word && Vocabulary.FILTERS.containsKey(word);
      case "float" ->
          operands -> operands[0] instanceof Double || operands[0] instanceof BigDecimal;
      case "ge" -> ordered(at, sign -> sign >= 0);
      case "greaterthan", "gt" -> ordered(at, sign -> sign > 0);
      case "in" -> operands -> operands[1] != null && Values.contains(at, operands[1], operands[0]);
      case "iterable", "sequence" ->
          operands ->
              operands[0] instanceof String
                  || operands[0] instanceof List<?>
                  || operands[0] instanceof Map<?, ?>;
      case "integer" -> operands -> operands[0] instanceof Long;
      case "lower", "upper" ->
          operands ->
              operands[0] != null
                  && CharacterTests.holds("is" + name, Values.text(at, operands[0]));
      case "mapping" -> operands -> operands[0] instanceof Map<?, ?>;
      case "sameas" -> operands -> Objects.equals(operands[0], operands[1]);
      case "test" ->
          operands -> operands[0] instanceof String word && Vocabulary.TESTS.containsKey(word);
      case "le" -> ordered(at, sign -> sign <= 0);
      case "lessthan", "lt" -> ordered(at, sign -> sign < 0);
      case "ne" -> operands -> !Values.equal(operands[0], operands[1]);
      case "none" -> operands -> operands[0] == null;
      case "number" -> operands -> Values.isNumber(operands[0]);
      case "odd" -> operands -> operands[0] instanceof Long n && n % 2 != 0;
      case "string" -> operands -> operands[0] instanceof String;
      case "true" -> operands -> Boolean.TRUE.equals(operands[0]);
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static boolean divisible(int at, @Nullable Object number, @Nullable Object by) {
    if (number == null || by == null) {
      return false;
    }
    return Values.equal(Arithmetic.apply(at, Expression.Operator.MODULO, number, by), 0L);
  }

  private static Operation ordered(int at, IntPredicate wanted) {
    return operands -> {
      Object a = operands[0];
      Object b = operands[1];
      return a != null && b != null && wanted.test(Values.compare(at, a, b));
    };
  }
}
