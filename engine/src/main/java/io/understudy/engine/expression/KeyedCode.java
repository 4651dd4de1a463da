package io.understudy.engine.expression;

import io.understudy.engine.ColumnType;
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
  /** What numbers, dates and times can be made of; what holds another char is a text. */
  private static final String VALUE_CHARS = "0123456789.+-:eETZ ";

  /** Entities whose fakes are never numbers, dates or the like. */
  private static final Set<Entity> WORDS =
      EnumSet.of(
          Entity.ADDRESS,
          Entity.CITY,
          Entity.COMPANY_NAME,
          Entity.COUNTRY,
          Entity.EMAIL,
          Entity.FIRST_NAME,
          Entity.FIRST_NAME_FEMALE,
          Entity.FIRST_NAME_MALE,
          Entity.IBAN,
          Entity.IPV4,
          Entity.IPV6,
          Entity.JOB_TITLE,
          Entity.LAST_NAME,
          Entity.MAC_ADDRESS,
          Entity.NAME,
          Entity.NAME_FEMALE,
          Entity.NAME_MALE,
          Entity.STATE,
          Entity.STREET_ADDRESS,
          Entity.URL,
          Entity.USER_NAME);

  private final @Nullable ColumnScope scope;
  private final Set<Entity> fakes = EnumSet.noneOf(Entity.class);

  KeyedCode(@Nullable ColumnScope scope) {
    this.scope = scope;
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
                        at, "unknown entity \"" + name + "\"", WordChecker.nearestEntity(name)));
    ColumnType type = scope(at).type();
    if (!holds(type, entity)) {
      throw new ExpressionException(
          at,
          "a column that is " + type + " cannot hold a fake " + entity.entityName(),
          "use another rule for this column");
    }
    if (!transforms(at).canFake(entity)) {
      throw new ExpressionException(
          at, "a fake of entity \"" + entity.entityName() + "\" is not available yet");
    }
    fakes.add(entity);
    Code code = apply(at, Code.SELF, transforms(at).fake(entity));
    return WORDS.contains(entity) ? code.onlyText() : code;
  }

  private static boolean holds(ColumnType type, Entity entity) {
    return switch (type) {
      case TEXT, INTEGER, DECIMAL, FLOAT -> true;
      case DATE, TIME, TIMESTAMP, INSTANT -> entity == Entity.DATE || entity == Entity.DATE_TIME;
      case BOOLEAN, BINARY, NESTED -> false;
    };
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
        case "fake_entities", "hash_entities", "label_entities", "redact_entities" ->
            apply(at, text(at, name, target), EntityFilters.of(at, name, make, arguments));
        case "hash" -> {
          Object salt = option(at, "salt", arguments.get(0));
          Code code = apply(at, target, make.hash(salt == null ? "" : Values.text(at, salt)));
          boolean bytes = target == Code.SELF && scope(at).type() == ColumnType.BINARY;
          yield bytes ? code : code.onlyText();
        }
        case "partial_mask" -> {
          int left = whole(at, "left", arguments.get(0), 0);
          Object mask = option(at, "mask", arguments.get(1));
          int right = whole(at, "right", arguments.get(2), 0);
          int tolerance = whole(at, "tolerance", arguments.get(3), 1);
          String text = mask instanceof String s ? s : "";
          Code code = apply(at, target, make.partialMask(left, text, right, tolerance));
          yield text.chars().allMatch(c -> VALUE_CHARS.indexOf(c) >= 0) ? code : code.onlyText();
        }
        default -> throw new IllegalArgumentException(name);
      };
    } catch (IllegalArgumentException e) {
      throw new ExpressionException(at, "filter " + name + ": " + e.getMessage());
    }
  }

  private Code text(int at, String filter, Code target) {
    if (target == Code.SELF && scope(at).type() != ColumnType.TEXT) {
      throw new ExpressionException(
          at,
          "filter " + filter + " needs texts, this column is " + scope(at).type(),
          "use another rule for this column");
    }
    return target;
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

  static @Nullable Object option(int at, String name, Code argument) {
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
        at, "argument \"" + name + "\" must be a whole number, found " + Values.typeName(value));
  }

  private Transforms transforms(int at) {
    return scope(at).transforms();
  }

  private ColumnScope scope(int at) {
    if (scope == null) {
      throw new ExpressionException(at, "there is no row's value to depend on here");
    }
    return scope;
  }
}
