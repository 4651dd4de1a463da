package io.understudy.files.csv;

import io.understudy.files.text.EightBytes;
import io.understudy.files.text.RecentTexts;
import io.understudy.files.text.SeenValues;
import io.understudy.files.text.TextOutput;
import io.understudy.files.text.Utf8;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What the bytes of a field mean, and how a value is written as one: null is a field without bytes,
 * the empty text a pair of quotes.
 */
final class CsvFields {
  private static final byte QUOTE = '"';
  private static final long QUOTES = EightBytes.eight(QUOTE);
  private static final long CONTROLS = EightBytes.eight((byte) ('\r' + 1));
  private static final byte[] MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private final byte[] delimiter;
  private final long delimiters;

  CsvFields(char delimiter) {
    this.delimiter = String.valueOf(delimiter).getBytes(StandardCharsets.UTF_8);
    this.delimiters = EightBytes.eight(this.delimiter[0]);
  }

  byte[] delimiter() {
    return delimiter;
  }

  /** Whether the field's bytes would be a byte order mark at the start of a file. */
  boolean startsWithMark(byte[] bytes, int start, int end) {
    return end - start >= MARK.length && startsWith(MARK, bytes, start);
  }

  /**
   * Before the line end at {@code end}, behind a record that is one field without bytes: a line
   * without bytes is a row only if its end is there, and is not half of the one before.
   */
  static void keepEmptyLine(byte[] bytes, int end, int limit, TextOutput out) {
    boolean behindCr = out.last() == '\r';
    if (end == limit) {
      out.write((byte) (behindCr ? '\r' : '\n'));
    } else if (behindCr && bytes[end] == '\n') {
      out.write((byte) '\r');
    }
  }

  /** Value of the field, null if it has no bytes. */
  static @Nullable String text(byte[] bytes, int start, int end) {
    if (start == end) {
      return null;
    }
    if (bytes[start] != QUOTE) {
      return new String(bytes, start, end - start, StandardCharsets.UTF_8);
    }
    String inner = new String(bytes, start + 1, end - start - 2, StandardCharsets.UTF_8);
    return inner.indexOf(QUOTE) < 0 ? inner : inner.replace("\"\"", "\"");
  }

  /** Adds the value of a field as it is to what was seen of its column. */
  static void see(byte[] bytes, int start, int end, SeenValues seen) {
    if (start == end) {
      return;
    }
    if (bytes[start] == QUOTE) {
      seen.text(bytes, start + 1, end - 1);
    } else {
      seen.text(bytes, start, end);
    }
  }

  /**
   * Writes a value, quoted if the field it replaces was, or if it has to be.
   *
   * @param recent of the column
   * @return false if it cannot be written as UTF-8
   */
  boolean write(
      @Nullable String value, boolean quoted, TextOutput out, SeenValues seen, RecentTexts recent) {
    if (value == null) {
      return true;
    }
    byte[] field = recent.get(value);
    if (field == null) {
      field = field(value);
      if (field == null) {
        return false;
      }
      recent.put(value, field);
    }
    write(field, quoted, out, seen);
    return true;
  }

  /** Writes what {@link #field} made, quoted if the field it replaces was. */
  static void write(byte[] field, boolean quoted, TextOutput out, SeenValues seen) {
    see(field, 0, field.length, seen);
    boolean quotes = quoted && field[0] != QUOTE;
    if (quotes) {
      out.write(QUOTE);
    }
    out.write(field);
    if (quotes) {
      out.write(QUOTE);
    }
  }

  /** The value as a field, quoted if it has to be; null if it cannot be written as UTF-8. */
  byte @Nullable [] field(String value) {
    byte[] bytes = Utf8.encoded(value);
    if (bytes == null || !needsQuotes(bytes)) {
      return bytes;
    }
    return ('"' + value.replace("\"", "\"\"") + '"').getBytes(StandardCharsets.UTF_8);
  }

  private boolean needsQuotes(byte[] bytes) {
    if (bytes.length == 0 || startsWith(MARK, bytes, 0)) {
      return true;
    }
    int p = 0;
    while (p < bytes.length) {
      if (p + Long.BYTES <= bytes.length) {
        long word = EightBytes.at(bytes, p);
        long marks =
            EightBytes.zeros(word ^ QUOTES)
                | EightBytes.zeros(word ^ delimiters)
                | EightBytes.below(word, CONTROLS);
        p += EightBytes.first(marks);
        if (marks == 0) {
          continue;
        }
      }
      byte b = bytes[p];
      if (b == QUOTE
          || b == '\n'
          || b == '\r'
          || b == delimiter[0] && startsWith(delimiter, bytes, p)) {
        return true;
      }
      p++;
    }
    return false;
  }

  private static boolean startsWith(byte[] prefix, byte[] bytes, int at) {
    if (bytes.length - at < prefix.length) {
      return false;
    }
    for (int i = 0; i < prefix.length; i++) {
      if (bytes[at + i] != prefix[i]) {
        return false;
      }
    }
    return true;
  }
}
