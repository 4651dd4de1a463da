package io.understudy.engine.expression;

import io.understudy.engine.ColumnType;
import io.understudy.engine.fake.Entity;
import io.understudy.engine.provider.RelativeTime;
import io.understudy.engine.transform.DateShift;
import io.understudy.engine.transform.Fake;
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
  private boolean unique;

  KeyedCode(@Nullable ColumnScope scope) {
    this.scope = scope;
  }

  Set<Entity> fakes() {
    return Set.copyOf(fakes);
  }

  /** Fakes compiled from now on are different for different values. */
  void beUnique() {
    unique = true;
  }

  private Code uniqueFake(int at, Entity entity) {
    if (scope(at).added()) {
      throw new ExpressionException(
          at, "the column is added, so there are no values to be told apart", "remove unique");
    }
    try {
      Transform fake = transforms(at).uniqueFake(entity);
      return made(entity, Code.of(Uses.SELF, cell -> applied(at, fake, cell.self())));
    } catch (IllegalArgumentException e) {
      throw new ExpressionException(at, String.valueOf(e.getMessage()));
    }
  }

  /** An entity that a column of this type can hold fakes of. */
  Entity entity(int at, String name) {
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
          at, "there is no fake of entity \"" + entity.entityName() + "\"", "use hash instead");
    }
    return entity;
  }

  /** The fake of the cell's value, or of whom the row is about. */
  Code fake(int at, String name) {
    Entity entity = entity(at, name);
    if (unique) {
      return uniqueFake(at, entity);
    }
    ColumnScope here = scope(at);
    Fake fake = transforms(at).fake(entity);
    RowKey key = new RowKey(here, null, entity.isOfSubject());
    if (key.isOwnValue()) {
      return made(
          entity,
          Code.of(
              Uses.SELF,
              cell -> {
                Object self = cell.self();
                return self == null ? fresh(fake, key.other(cell)) : applied(at, fake, self);
              }));
    }
    Evaluator evaluator =
        cell -> {
          Object self = cell.self();
          String other = self == null && !key.isFilled(cell) ? null : key.other(cell);
          if (self == null) {
            return fresh(fake, other);
          }
          return other == null || (!here.added() && !entity.isOfSubject())
              ? applied(at, fake, self)
              : applied(at, fake, self, other);
        };
    return made(entity, Code.of(key.uses(), evaluator));
  }

  private static @Nullable Object fresh(Fake fake, @Nullable String key) {
    return key == null ? null : fake.fresh(key);
  }

  /** Takes note of an entity that code makes fakes of. */
  Code made(Entity entity, Code code) {
    fakes.add(entity);
    return WORDS.contains(entity) ? code.onlyText() : code;
  }

  static @Nullable Object applied(int at, Transform transform, @Nullable Object value) {
    if (value == null) {
      return null;
    }
    try {
      return transform.apply(value);
    } catch (IllegalArgumentException e) {
      throw new EvaluationException(at, String.valueOf(e.getMessage()));
    }
  }

  static Object applied(int at, Fake fake, Object value, String key) {
    try {
      return fake.apply(value, key);
    } catch (IllegalArgumentException e) {
      throw new EvaluationException(at, String.valueOf(e.getMessage()));
    }
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

  /**
   * {@code date_shift} and {@code date_time_shift}: by the days of the subject, where there is one.
   *
   * @param written whether texts keep their written form; else they become dates
   */
  Code dateShift(int at, String name, Code target, List<Code> arguments, boolean written) {
    ColumnScope here = scope(at);
    DateShift shift;
    try {
      long least = bound(at, "min_offset", arguments.get(0), arguments.get(2), "-30y");
      long most = bound(at, "max_offset", arguments.get(1), arguments.get(3), "today");
      shift = here.transforms().dateShift(least, most, name.equals("date_time_shift"), written);
    } catch (IllegalArgumentException e) {
      throw new ExpressionException(at, "filter " + name + ": " + e.getMessage());
    }
    RowKey key = new RowKey(here, null, true);
    Evaluator date = target.evaluator();
    return Code.of(
        target.uses().and(here.subject() < 0 ? Uses.NOTHING : Uses.column(here.subject())),
        cell -> {
          Object value = date.evaluate(cell);
          if (value == null) {
            return null;
          }
          Object subject = here.subject() < 0 ? null : key.other(cell);
          try {
            return subject == null ? shift.apply(value) : shift.apply(value, (String) subject);
          } catch (IllegalArgumentException e) {
            throw new EvaluationException(at, name + ": " + e.getMessage());
          }
        });
  }

  private static long bound(int at, String name, Code first, Code second, String otherwise) {
    Object value = option(at, name, first);
    Object other = option(at, name, second);
    Object bound = value != null ? value : other != null ? other : otherwise;
    return RelativeTime.seconds(name, bound);
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
    if (target == Code.SELF) {
      return Code.of(Uses.SELF, cell -> applied(at, transform, cell.self()));
    }
    return Folding.one(
        target,
        value -> {
          if (value instanceof List<?> || value instanceof Map<?, ?>) {
            throw new EvaluationException(
                at, "a value is expected, found " + Values.typeName(value));
          }
          return applied(at, transform, value);
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
