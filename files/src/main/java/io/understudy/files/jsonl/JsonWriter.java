package io.understudy.files.jsonl;

import io.understudy.engine.NewText;
import io.understudy.files.ValueType;
import io.understudy.files.text.RecentTexts;
import io.understudy.files.text.SeenValues;
import io.understudy.files.text.TextOutput;
import io.understudy.files.text.Utf8;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Writes new values as JSON. */
final class JsonWriter {
  /** A number with more digits than that behind or before its point is written with exponent. */
  private static final int LARGEST_SCALE = 1000;

  private static final byte[] NULL = {'n', 'u', 'l', 'l'};

  private final JsonSyntax syntax = new JsonSyntax();
  private final TextOutput out;

  JsonWriter(TextOutput out) {
    this.out = out;
  }

  /**
   * Writes a value and adds it to what was seen of its column.
   *
   * @param replaced first byte of the value that was there; a text that takes the place of a number
   *     or boolean is written as one too, if it can be
   * @param recent of the column
   * @return false if JSON has no such value
   */
  boolean write(@Nullable Object value, byte replaced, SeenValues seen, RecentTexts recent) {
    switch (value) {
      case null -> out.write(NULL);
      case String text -> text(text, replaced, seen, recent);
      case Boolean truth -> typed(truth.toString(), ValueType.BOOLEAN, seen);
      case Long number -> number(number.toString(), seen);
      case BigDecimal number ->
          number(
              Math.abs((long) number.scale()) <= LARGEST_SCALE
                  ? number.toPlainString()
                  : number.toString(),
              seen);
      case Double number -> {
        if (!Double.isFinite(number)) {
          return false;
        }
        number(number.toString(), seen);
      }
      default -> throw new IllegalStateException("a plan gave a " + value.getClass() + " for JSON");
    }
    return true;
  }

  /** Writes a string with its quotes. */
  void string(String text) {
    out.write((byte) '"');
    out.write(escaped(text));
    out.write((byte) '"');
  }

  /** Writes a string in the place of another, and adds it to what was seen of its column. */
  void string(NewText text, SeenValues seen) {
    byte[] quoted = text.written();
    if (quoted == null) {
      quoted = quoted(escaped(String.valueOf(text.text())));
      text.keep(quoted);
    }
    seen.string(quoted, 1, quoted.length - 1);
    out.write(quoted);
  }

  private static byte[] quoted(byte[] bytes) {
    byte[] quoted = new byte[bytes.length + 2];
    quoted[0] = '"';
    System.arraycopy(bytes, 0, quoted, 1, bytes.length);
    quoted[quoted.length - 1] = '"';
    return quoted;
  }

  private void text(String text, byte replaced, SeenValues seen, RecentTexts recent) {
    if ((replaced == 't' || replaced == 'f') && (text.equals("true") || text.equals("false"))) {
      typed(text, ValueType.BOOLEAN, seen);
    } else if ((replaced == '-' || replaced >= '0' && replaced <= '9') && isNumber(text)) {
      number(text, seen);
    } else {
      byte[] bytes = recent.get(text);
      if (bytes == null) {
        bytes = escaped(text);
        recent.put(text, bytes);
      }
      seen.string(bytes, 0, bytes.length);
      out.write((byte) '"');
      out.write(bytes);
      out.write((byte) '"');
    }
  }

  private void number(String text, SeenValues seen) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    seen.number(bytes, 0, bytes.length);
    out.write(bytes);
  }

  private void typed(String text, ValueType type, SeenValues seen) {
    seen.typed(type);
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  private boolean isNumber(String text) {
    if (text.isEmpty() || text.charAt(0) != '-' && !Character.isDigit(text.charAt(0))) {
      return false;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    syntax.read(bytes, bytes.length);
    try {
      return syntax.value(0) == bytes.length;
    } catch (SyntaxException e) {
      return false; // so it is written as a string
    }
  }

  private static byte[] escaped(String text) {
    byte[] bytes = Utf8.encoded(text);
    if (bytes != null && JsonSyntax.isPlain(bytes)) {
      return bytes;
    }
    return escape(text).getBytes(StandardCharsets.UTF_8);
  }

  private static boolean needsEscape(char c) {
    return c < 0x20 || c == '"' || c == '\\' || Character.isSurrogate(c);
  }

  private static String escape(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        out.append(c).append(text.charAt(++i));
      } else if (!needsEscape(c)) {
        out.append(c);
      } else {
        switch (c) {
          case '"', '\\' -> out.append('\\').append(c);
          case '\n' -> out.append("\\n");
          case '\r' -> out.append("\\r");
          case '\t' -> out.append("\\t");
          default -> out.append("\\u%04x".formatted((int) c));
        }
      }
    }
    return out.toString();
  }
}
