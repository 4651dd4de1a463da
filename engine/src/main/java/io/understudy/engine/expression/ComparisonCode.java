package io.understudy.engine.expression;

import io.understudy.engine.expression.Expression.Operator;
import io.understudy.engine.expression.Expression.Relation;
import io.understudy.engine.fake.Entity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compiles comparisons. An order with null in it, and {@code in} of null, is null: not known. */
final class ComparisonCode {
  private final Compiler compiler;

  ComparisonCode(Compiler compiler) {
    this.compiler = compiler;
  }

  Code compile(Expression.Comparison comparison) {
    List<Expression> operands = new ArrayList<>(List.of(comparison.first()));
    comparison.rest().forEach(relation -> operands.add(relation.right()));
    List<Code> codes = new ArrayList<>();
    for (int i = 0; i < operands.size(); i++) {
      Code code = compiler.compile(operands.get(i));
      boolean besideEntity =
          (i > 0 && isEntity(operands.get(i - 1)))
              || (i + 1 < operands.size() && isEntity(operands.get(i + 1)));
      codes.add(besideEntity && code.isConstant() ? Code.constant(ownNames(code.value())) : code);
    }
    List<Relation> rest = comparison.rest();
    return Folding.of(codes, values -> chain(rest, values));
  }

  private static boolean isEntity(Expression expression) {
    return expression instanceof Expression.Attribute attribute
        && attribute.name().equals("entity")
        && attribute.target() instanceof Expression.Name name
        && name.name().equals("column");
  }

  /** Entities have several names ({@code zipcode}, {@code postcode}): compare by our own. */
  private static @Nullable Object ownNames(@Nullable Object value) {
    return switch (value) {
      case String name -> Entity.byName(name).map(Entity::entityName).orElse(name);
      case List<?> list -> {
        List<@Nullable Object> names = new ArrayList<>();
        list.forEach(item -> names.add(ownNames(item)));
        yield names;
      }
      case Map<?, ?> map -> {
        Map<@Nullable Object, @Nullable Object> names = new LinkedHashMap<>();
        map.forEach((key, item) -> names.put(ownNames(key), item));
        yield names;
      }
      case null, default -> value;
    };
  }

  private static @Nullable Object chain(List<Relation> rest, @Nullable Object[] values) {
    Object result = true;
    for (int i = 0; i < rest.size(); i++) {
      result = holds(rest.get(i), values[i], values[i + 1]);
      if (!Boolean.TRUE.equals(result)) {
        return result;
      }
    }
    return result;
  }

  private static @Nullable Object holds(
      Relation relation, @Nullable Object left, @Nullable Object right) {
    int at = relation.at();
    Operator operator = relation.operator();
    if (operator == Operator.EQUAL || operator == Operator.UNEQUAL) {
      return Values.equal(left, right) == (operator == Operator.EQUAL);
    }
    if (operator == Operator.IN || operator == Operator.NOT_IN) {
      if (right == null || (left == null && right instanceof String)) {
        return null;
      }
      return Values.contains(at, right, left) == (operator == Operator.IN);
    }
    if (Values.isNull(left) || Values.isNull(right) || left == null || right == null) {
      return null;
    }
    int sign = Values.compare(at, left, right);
    return switch (operator) {
      case LESS -> sign < 0;
      case LESS_EQUAL -> sign <= 0;
      case GREATER -> sign > 0;
      case GREATER_EQUAL -> sign >= 0;
      default -> throw new IllegalStateException(operator.name());
    };
  }
}
