package io.understudy.engine.expression;

import io.understudy.engine.fake.Entity;
import io.understudy.engine.transform.Transform;
import io.understudy.engine.transform.Transforms;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Binds what depends on the secret key: fakes, hashes, masks and the replacing of entities. */
final class KeyedCode {
  private final @Nullable Transforms transforms;
  private final Set<Entity> fakes = EnumSet.noneOf(Entity.class);

  KeyedCode(@Nullable Transforms transforms) {
    this.transforms = transforms;
  }

  Set<Entity> fakes() {
    return Set.copyOf(fakes);
  }

  /** The fake of the cell's value. */
  Code fake(int at, String name) {
    Entity entity =
        Entity.byName(name)
            .orElseThrow(
                () ->
                    new ExpressionException(
                        at, "unknown entity \"" + name + "\"", Checker.nearestEntity(name)));
    if (!transforms(at).canFake(entity)) {
      throw new ExpressionException(
          at, "a fake of entity \"" + entity.entityName() + "\" is not available yet");
    }
    fakes.add(entity);
    return apply(at, Code.of(Uses.SELF, Cell::self), transforms(at).fake(entity));
  }

  /** {@code entity | fake}, where the entity must follow from the column and the config. */
  Code fakeOf(int at, Code entity) {
    if (!entity.isConstant()) {
      throw new ExpressionException(
          at,
          "the entity before \"| fake\" must be known before the first row, this one depends on"
              + " the row",
          "name it, such as \"email\" | fake");
    }
    if (entity.value() == null) {
      throw new ExpressionException(
          at,
          "the entity before \"| fake\" is none for this column",
          "name it, such as \"email\" | fake, or add a condition");
    }
    if (!(entity.value() instanceof String name)) {
      throw new ExpressionException(
          at,
          "the entity before \"| fake\" must be a text, found " + Values.typeName(entity.value()));
    }
    return fake(at, name);
  }

  /** A filter with its arguments; those left out are constant null. */
  Code filter(int at, String name, Code target, List<Code> arguments) {
    Transforms make = transforms(at);
    try {
      return switch (name) {
        case "fake_entities" -> apply(at, target, make.fakeEntities());
        case "redact_entities" -> apply(at, target, make.redactEntities());
        case "hash" -> {
          Object salt = option(at, "salt", arguments.get(0));
          yield apply(at, target, make.hash(salt == null ? "" : Values.text(at, salt)));
        }
        case "partial_mask" -> {
          int left = whole(at, "left", arguments.get(0), 0);
          Object mask = option(at, "mask", arguments.get(1));
          int right = whole(at, "right", arguments.get(2), 0);
          int tolerance = whole(at, "tolerance", arguments.get(3), 1);
          String text = mask instanceof String s ? s : "";
          yield apply(at, target, make.partialMask(left, text, right, tolerance));
        }
        default -> throw new IllegalArgumentException(name);
      };
    } catch (IllegalArgumentException e) {
      throw new ExpressionException(at, "filter " + name + ": " + e.getMessage());
    }
  }

  private static Code apply(int at, Code target, Transform transform) {
    return Folding.strict(
        List.of(target),
        operands -> {
          Object value = operands[0];
          if (value == null || value instanceof List<?> || value instanceof Map<?, ?>) {
            throw new EvaluationException(
                at, "a value is expected, found " + Values.typeName(value));
          }
          try {
            return transform.apply(value);
          } catch (IllegalArgumentException e) {
            throw new EvaluationException(at, String.valueOf(e.getMessage()));
          }
        });
  }

  private static @Nullable Object option(int at, String name, Code argument) {
    if (!argument.isConstant()) {
      throw new ExpressionException(at, "argument \"" + name + "\" must not depend on the row");
    }
    return argument.value();
  }

  private static int whole(int at, String name, Code argument, int otherwise) {
    Object value = option(at, name, argument);
    if (value == null) {
      return otherwise;
    }
    if (value instanceof Long n && n == n.intValue()) {
      return n.intValue();
    }
    throw new ExpressionException(
        at,
        "argument \"" + name + "\" must be a whole number, found " + Values.typeName(value));
  }

  private Transforms transforms(int at) {
    if (transforms == null) {
      throw new ExpressionException(at, "there is no row's value to depend on here");
    }
    return transforms;
  }
}
