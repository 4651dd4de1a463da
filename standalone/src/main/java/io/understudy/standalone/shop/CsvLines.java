package io.understudy.standalone.shop;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Writes CSV lines: nulls as nothing, quotes only where they are needed. */
final class CsvLines {
  private static final int BLOCK = 1 << 16;

  private final OutputStream out;
  private final char delimiter;
  private final StringBuilder text = new StringBuilder(BLOCK + 1024);
  private long lines;

  CsvLines(OutputStream out, char delimiter) {
    this.out = out;
    this.delimiter = delimiter;
  }

  /** Adds a line. */
  void add(@Nullable Object... values) throws IOException {
    for (int i = 0; i < values.length; i++) {
      if (i > 0) {
        text.append(delimiter);
      }
      if (values[i] != null) {
        append(values[i].toString());
      }
    }
    text.append('\n');
    lines++;
    if (text.length() >= BLOCK) {
      flush();
    }
  }

  private void append(String value) {
    if (plain(value)) {
      text.append(value);
    } else {
      text.append('"').append(value.replace("\"", "\"\"")).append('"');
    }
  }

  private boolean plain(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == delimiter || c == '"' || c == '\n' || c == '\r') {
        return false;
      }
    }
    return !value.isEmpty();
  }

  /** Lines added so far. */
  long lines() {
    return lines;
  }

  /** Hands everything to the stream. */
  void flush() throws IOException {
    out.write(text.toString().getBytes(StandardCharsets.UTF_8));
    text.setLength(0);
  }
}
