package io.understudy.files.parquet;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.understudy.engine.ColumnType;
import io.understudy.files.ValueType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation.ListLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.MapKeyValueTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.MapLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.jspecify.annotations.Nullable;

/**
 * One field of a nested column as compact JSON: structs and maps are objects, lists and repeated
 * fields are arrays; numbers and booleans as such, NaN and infinities as strings, bytes as base64,
 * everything else as its ISO text. Follows the format's rules for lists and maps of older writers.
 */
abstract sealed class NestedJson {
  private static final String NULL = "null";

  /** How a group's fields become one text. */
  enum Shape {
    STRUCT,
    /** Its one field's items are the list. */
    LIST,
    /** Its one field's items are the entries. */
    MAP,
    /** A map's entry: {@code "key":value}. */
    ENTRY,
    /** The group between a list and its elements. */
    ELEMENT
  }

  /** For parquet-java's record assembly. */
  abstract Converter converter();

  /** Before a value, or the items of a repeated field, are assembled. */
  abstract void clear();

  /** What was assembled; null if the field is absent. */
  abstract @Nullable String json();

  /** A top-level column or a struct's field. */
  static NestedJson of(Type field) {
    NestedJson one =
        field.isPrimitive()
            ? new Leaf(field.asPrimitiveType())
            : new Group(field.asGroupType(), shape(field.asGroupType()));
    return field.isRepetition(Repetition.REPEATED) ? new Items(one) : one;
  }

  static Shape shape(GroupType group) {
    boolean holdsItems =
        group.getFieldCount() == 1 && group.getType(0).isRepetition(Repetition.REPEATED);
    if (holdsItems && group.getLogicalTypeAnnotation() instanceof ListLogicalTypeAnnotation) {
      return Shape.LIST;
    }
    boolean map =
        group.getLogicalTypeAnnotation() instanceof MapLogicalTypeAnnotation
            || group.getLogicalTypeAnnotation() instanceof MapKeyValueTypeAnnotation;
    return holdsItems
            && map
            && !group.getType(0).isPrimitive()
            && group.getType(0).asGroupType().getFieldCount() <= 2
        ? Shape.MAP
        : Shape.STRUCT;
  }

  /** The repeated field of a list; whether a group is between depends on who wrote it. */
  private static NestedJson listItems(GroupType list) {
    Type repeated = list.getType(0);
    if (repeated.isPrimitive()) {
      return new Items(new Leaf(repeated.asPrimitiveType()));
    }
    GroupType group = repeated.asGroupType();
    return new Items(new Group(group, isElement(list, group) ? shape(group) : Shape.ELEMENT));
  }

  /** Whether the repeated group of a list is its element, and not around it. */
  static boolean isElement(GroupType list, GroupType repeated) {
    return repeated.getFieldCount() != 1
        || repeated.getType(0).isRepetition(Repetition.REPEATED)
        || repeated.getName().equals("array")
        || repeated.getName().equals(list.getName() + "_tuple");
  }

  /** Type of the items, if a nested column is a list of primitives. */
  static Optional<ValueType> items(Type field) {
    Type item = field;
    if (!field.isPrimitive()) {
      GroupType list = field.asGroupType();
      if (list.isRepetition(Repetition.REPEATED) || shape(list) != Shape.LIST) {
        return Optional.empty();
      }
      item = list.getType(0);
      if (!item.isPrimitive() && !isElement(list, item.asGroupType())) {
        item = item.asGroupType().getType(0);
      }
    }
    return item.isPrimitive()
        ? Optional.of(CellType.of(item.asPrimitiveType()).value())
        : Optional.empty();
  }

  private static String quoted(CharSequence text) {
    return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }

  /** A repeated field: an array of what its one converter gives. */
  private static final class Items extends NestedJson {
    private final NestedJson item;
    private final Converter converter;
    private final List<String> texts = new ArrayList<>();

    Items(NestedJson item) {
      this.item = item;
      switch (item) {
        case Leaf leaf -> leaf.onEnd = this::add;
        case Group group -> group.onEnd = this::add;
        case Items items -> throw new IllegalStateException("a repeated field of itself");
      }
      this.converter = item.converter();
    }

    private void add() {
      String text = item.json();
      texts.add(text == null ? NULL : text);
    }

    @Override
    Converter converter() {
      return converter;
    }

    @Override
    void clear() {
      texts.clear();
    }

    String joined() {
      return String.join(",", texts);
    }

    @Override
    String json() {
      return '[' + joined() + ']';
    }
  }

  /** A struct, list, map, entry or element. */
  private static final class Group extends NestedJson {
    private final Shape shape;
    private final List<NestedJson> fields = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private Runnable onEnd = () -> {};
    private @Nullable String json;

    Group(GroupType type, Shape shape) {
      this.shape = shape;
      for (Type field : type.getFields()) {
        fields.add(
            switch (shape) {
              case LIST -> listItems(type);
              case MAP -> new Items(new Group(field.asGroupType(), Shape.ENTRY));
              case STRUCT, ENTRY, ELEMENT -> of(field);
            });
        names.add(quoted(field.getName()));
      }
    }

    @Override
    Converter converter() {
      return new GroupConverter() {
        @Override
        public Converter getConverter(int field) {
          return fields.get(field).converter();
        }

        @Override
        public void start() {
          fields.forEach(NestedJson::clear);
        }

        @Override
        public void end() {
          json = render();
          onEnd.run();
        }
      };
    }

    private String render() {
      return switch (shape) {
        case STRUCT -> {
          StringBuilder text = new StringBuilder("{");
          for (int i = 0; i < fields.size(); i++) {
            text.append(i == 0 ? "" : ",").append(names.get(i)).append(':').append(text(i));
          }
          yield text.append('}').toString();
        }
        case LIST -> text(0);
        case MAP -> '{' + ((Items) fields.getFirst()).joined() + '}';
        case ENTRY -> {
          String key = text(0);
          yield (key.startsWith("\"") ? key : quoted(key))
              + ':'
              + (fields.size() > 1 ? text(1) : NULL);
        }
        case ELEMENT -> text(0);
      };
    }

    private String text(int field) {
      String text = fields.get(field).json();
      return text == null ? NULL : text;
    }

    @Override
    void clear() {
      json = null;
    }

    @Override
    @Nullable String json() {
      return json;
    }
  }

  /** A primitive. */
  private static final class Leaf extends NestedJson {
    private final FlatColumn.Sink converter;
    private final boolean number;
    private Runnable onEnd = () -> {};
    private @Nullable String json;

    Leaf(PrimitiveType type) {
      ColumnType column = CellType.of(type).column();
      this.number =
          column == ColumnType.INTEGER
              || column == ColumnType.DECIMAL
              || column == ColumnType.FLOAT
              || column == ColumnType.BOOLEAN;
      this.converter = new FlatColumn.Sink(type, this::take);
    }

    private void take(@Nullable Object value) {
      json = value == null ? null : text(value);
      onEnd.run();
    }

    private String text(Object value) {
      return switch (value) {
        case byte[] bytes -> quoted(Base64.getEncoder().encodeToString(bytes));
        case BigDecimal decimal -> decimal.toPlainString();
        case Double real when !Double.isFinite(real) -> quoted(real.toString());
        default -> number ? value.toString() : quoted(value.toString());
      };
    }

    @Override
    Converter converter() {
      return converter;
    }

    @Override
    void clear() {
      json = null;
    }

    @Override
    @Nullable String json() {
      return json;
    }
  }
}
