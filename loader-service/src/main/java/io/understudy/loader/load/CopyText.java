package io.understudy.loader.load;

import io.understudy.engine.Batch;
import io.understudy.files.FileColumn;
import io.understudy.files.ValueType;
import io.understudy.loader.table.SqlTypes;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows in the text format of {@code COPY}, as UTF-8, one line per row. Every value arrives
 * as it is, but that times are cut off after microseconds, which is all that PostgreSQL has. In a
 * text column a date or time appears in ISO 8601, in a typed column as PostgreSQL reads it (years
 * before 1 with BC).
 */
final class CopyText {
  private static final int BUFFER = 1 << 16;
  // beyond, the plain form of a number is mostly zeros; PostgreSQL reads the exponent as well
  private static final int MOST_PLAIN_SCALE = 400;

  /** Takes the bytes. */
  @FunctionalInterface
  interface Sink {
    void write(byte[] bytes, int offset, int length) throws SQLException;
  }

  /**
   * How the values of a column are written.
   *
   * @param text as they are, in ISO 8601; else as PostgreSQL reads its type
   * @param items of a list that is stored as an array; else null
   */
  record Form(boolean text, @Nullable ValueType items) {

    /**
     * @param base internal name of the type of the table's column
     */
    static Form of(String base, FileColumn column) {
      return new Form(SqlTypes.isText(base), SqlTypes.items(base, column));
    }
  }

  private final List<Form> forms;
  private final boolean[] text;
  private final Sink sink;
  private final byte[] buffer = new byte[BUFFER];
  private int size;

  /**
   * @param forms by column
   */
  CopyText(List<Form> forms, Sink sink) {
    this.forms = List.copyOf(forms);
    this.text = new boolean[forms.size()];
    for (int i = 0; i < text.length; i++) {
      text[i] = forms.get(i).text();
    }
    this.sink = sink;
  }

  /**
   * Writes one row of a batch.
   *
   * @throws UnstorableException if a value has no form that the database can store
   */
  void row(Batch batch, int row) throws SQLException {
    for (int column = 0; column < text.length; column++) {
      if (column > 0) {
        put('\t');
      }
      value(batch.column(column)[row], column);
    }
    put('\n');
  }

  /** Passes on what is left in the buffer. */
  void flush() throws SQLException {
    sink.write(buffer, 0, size);
    size = 0;
  }

  private void value(@Nullable Object value, int column) throws SQLException {
    switch (value) {
      case null -> {
        put('\\');
        put('N');
      }
      case String string -> {
        ValueType items = forms.get(column).items();
        text(items == null ? string : ArrayText.of(string, items), column);
      }
      case Long number -> plain(Long.toString(number));
      case Double number -> plain(Double.toString(number));
      case BigDecimal number ->
          plain(
              Math.abs(number.scale()) > MOST_PLAIN_SCALE
                  ? number.toString()
                  : number.toPlainString());
      case Boolean truth -> plain(truth ? "true" : "false");
      case LocalDate date -> {
        if (text[column]) {
          plain(date.toString());
        } else {
          date(date);
          era(date);
        }
      }
      case LocalTime time -> {
        if (text[column]) {
          plain(time.toString());
        } else {
          time(time);
        }
      }
      case LocalDateTime moment -> {
        if (text[column]) {
          plain(moment.toString());
        } else {
          moment(moment, "");
        }
      }
      case Instant moment -> {
        if (text[column]) {
          plain(moment.toString());
        } else {
          moment(moment.atOffset(ZoneOffset.UTC).toLocalDateTime(), "+00");
        }
      }
      case byte[] bytes -> {
        put('\\');
        put('\\');
        put('x');
        hex(bytes);
      }
      default ->
          throw new UnstorableException(
              column, "holds a value of class " + value.getClass().getName());
    }
  }

  private void moment(LocalDateTime moment, String offset) throws SQLException {
    date(moment.toLocalDate());
    put(' ');
    time(moment.toLocalTime());
    plain(offset);
    era(moment.toLocalDate());
  }

  private void date(LocalDate date) throws SQLException {
    int year = date.getYear() > 0 ? date.getYear() : 1 - date.getYear();
    if (year > 9999) {
      plain(Integer.toString(year));
    } else {
      digits(year, 1000);
    }
    put('-');
    digits(date.getMonthValue(), 10);
    put('-');
    digits(date.getDayOfMonth(), 10);
  }

  private void era(LocalDate date) throws SQLException {
    if (date.getYear() <= 0) {
      plain(" BC");
    }
  }

  private void time(LocalTime time) throws SQLException {
    digits(time.getHour(), 10);
    put(':');
    digits(time.getMinute(), 10);
    put(':');
    digits(time.getSecond(), 10);
    int micros = time.getNano() / 1000;
    if (micros > 0) {
      put('.');
      digits(micros, 100_000);
    }
  }

  /** With leading zeros; {@code unit} is that of the first digit. */
  private void digits(int number, int unit) throws SQLException {
    for (int rest = number, left = unit; left > 0; rest %= left, left /= 10) {
      put('0' + rest / left);
    }
  }

  /** ASCII without anything to escape. */
  private void plain(String ascii) throws SQLException {
    for (int i = 0; i < ascii.length(); i++) {
      put(ascii.charAt(i));
    }
  }

  private void hex(byte[] bytes) throws SQLException {
    HexFormat hex = HexFormat.of();
    for (byte b : bytes) {
      put(hex.toHighHexDigit(b));
      put(hex.toLowHexDigit(b));
    }
  }

  private void text(String string, int column) throws SQLException {
    int length = string.length();
    for (int i = 0; i < length; i++) {
      char c = string.charAt(i);
      if (c >= 0x80) {
        if (Character.isHighSurrogate(c)
            && i + 1 < length
            && Character.isLowSurrogate(string.charAt(i + 1))) {
          utf8(Character.toCodePoint(c, string.charAt(++i)));
        } else if (Character.isSurrogate(c)) {
          throw new UnstorableException(column, "holds half a character (an unpaired surrogate)");
        } else {
          utf8(c);
        }
        continue;
      }
      switch (c) {
        case 0 ->
            throw new UnstorableException(
                column, "holds the character U+0000, which PostgreSQL cannot store");
        case '\\' -> escaped('\\');
        case '\n' -> escaped('n');
        case '\r' -> escaped('r');
        case '\t' -> escaped('t');
        default -> put(c);
      }
    }
  }

  private void escaped(char letter) throws SQLException {
    put('\\');
    put(letter);
  }

  private void utf8(int c) throws SQLException {
    if (c < 0x800) {
      put(0xC0 | c >> 6);
    } else {
      if (c < 0x10000) {
        put(0xE0 | c >> 12);
      } else {
        put(0xF0 | c >> 18);
        put(0x80 | c >> 12 & 0x3F);
      }
      put(0x80 | c >> 6 & 0x3F);
    }
    put(0x80 | c & 0x3F);
  }

  private void put(int b) throws SQLException {
    if (size == BUFFER) {
      flush();
    }
    buffer[size++] = (byte) b;
  }
}
