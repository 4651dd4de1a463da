package io.understudy.files.jsonl;

import io.understudy.engine.ColumnType;
import io.understudy.files.ValueType;
import io.understudy.files.text.SeenValues;
import io.understudy.files.text.ValueTexts;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What the bytes of a JSON value, already checked, mean for a column. */
final class JsonCells {
  private JsonCells() {}

  /**
   * The value for a column of this type; null for null. For TEXT a string is its content, and any
   * other value its JSON text.
   *
   * @throws SyntaxException if it does not fit the type
   */
  static @Nullable Object value(byte[] b, int start, int end, ColumnType type) {
    byte first = b[start];
    if (first == 'n') {
      return null;
    }
    return switch (type) {
      case INTEGER -> {
        if (!isNumber(first) || ValueTexts.typeOfNumber(b, start, end) != ValueType.BIGINT) {
          throw new SyntaxException(start, "expected a whole number of at most 64 bit");
        }
        yield Long.valueOf(text(b, start, end));
      }
      case DECIMAL -> {
        if (!isNumber(first) || ValueTexts.typeOfNumber(b, start, end) == ValueType.TEXT) {
          throw new SyntaxException(start, "expected a number of usual size");
        }
        yield new BigDecimal(text(b, start, end));
      }
      case FLOAT -> {
        if (!isNumber(first) || ValueTexts.typeOfNumber(b, start, end) == ValueType.TEXT) {
          throw new SyntaxException(start, "expected a number of usual size");
        }
        yield Double.valueOf(text(b, start, end));
      }
      case BOOLEAN -> {
        if (first != 't' && first != 'f') {
          throw new SyntaxException(start, "expected a boolean");
        }
        yield first == 't';
      }
      case TEXT -> first == '"' ? string(b, start + 1, end - 1) : text(b, start, end);
      case NESTED -> text(b, start, end);
      case DATE, TIME, TIMESTAMP, INSTANT, BINARY ->
          throw new IllegalArgumentException("JSON has no type " + type);
    };
  }

  /** Adds a value to what was seen of its column. */
  static void see(byte[] b, int start, int end, SeenValues seen) {
    switch (b[start]) {
      case 'n' -> {}
      case '"' -> seen.string(b, start + 1, end - 1);
      case 't', 'f' -> seen.typed(ValueType.BOOLEAN);
      case '{', '[' -> seen.typed(ValueType.JSON);
      default -> seen.number(b, start, end);
    }
  }

  /** The string that these bytes between quotes mean. */
  static String string(byte[] b, int start, int end) {
    String text = text(b, start, end);
    int escape = text.indexOf('\\');
    if (escape < 0) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    int copied = 0;
    while (escape >= 0) {
      out.append(text, copied, escape);
      char c = text.charAt(escape + 1);
      copied = escape + 2;
      switch (c) {
        case 'b' -> out.append('\b');
        case 'f' -> out.append('\f');
        case 'n' -> out.append('\n');
        case 'r' -> out.append('\r');
        case 't' -> out.append('\t');
        case 'u' -> {
          out.append((char) Integer.parseInt(text, copied, copied + 4, 16));
          copied += 4;
        }
        default -> out.append(c);
      }
      escape = text.indexOf('\\', copied);
    }
    return out.append(text, copied, text.length()).toString();
  }

  private static String text(byte[] b, int start, int end) {
    return new String(b, start, end - start, StandardCharsets.UTF_8);
  }

  private static boolean isNumber(byte first) {
    return first == '-' || first >= '0' && first <= '9';
  }
}
