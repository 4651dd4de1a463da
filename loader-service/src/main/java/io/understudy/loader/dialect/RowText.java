package io.understudy.loader.dialect;

import io.understudy.engine.Batch;
import io.understudy.files.FileColumn;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows as {@code LOAD DATA} of MariaDB reads them by default: a line per row, tabs between
 * values, {@code \N} for null and a backslash before what would end a value (its documentation,
 * "LOAD DATA INFILE"). Texts are UTF-8, bytes in hexadecimal digits. A time is cut off after
 * microseconds.
 */
final class RowText {
  private static final int MOST_DECIMALS = 30;

  private final List<FileColumn> files;
  private final List<ExistingColumn> columns;

  /**
   * @param columns of the table, by the position of the files' columns
   */
  RowText(List<FileColumn> files, List<ExistingColumn> columns) {
    this.files = List.copyOf(files);
    this.columns = List.copyOf(columns);
  }

  /** A value that the database has no form for. */
  static final class UnstorableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private UnstorableException(ExistingColumn column, String what) {
      super("column `" + column.name().replace("`", "``") + "`: holds " + what);
    }
  }

  /**
   * Appends one row of a batch.
   *
   * @throws UnstorableException if a value has no form that the database can store
   */
  void row(Batch batch, int row, ByteArrayOutputStream out) {
    for (int i = 0; i < columns.size(); i++) {
      if (i > 0) {
        out.write('\t');
      }
      value(Typed.of(files.get(i), batch.column(i)[row]), columns.get(i), out);
    }
    out.write('\n');
  }

  private static void value(
      @Nullable Object value, ExistingColumn column, ByteArrayOutputStream out) {
    switch (value) {
      case null -> plain("\\N", out);
      case String text -> text(text, column, out);
      case Long number -> plain(number.toString(), out);
      case Double number -> {
        if (!Double.isFinite(number) && !Kinds.isText(column)) {
          throw new UnstorableException(column, "a number that is not finite");
        }
        plain(number.toString(), out);
      }
      case BigDecimal number -> {
        if (Kinds.isDecimal(column) && number.stripTrailingZeros().scale() > MOST_DECIMALS) {
          throw new UnstorableException(
              column, "a number with more than " + MOST_DECIMALS + " digits after the point");
        }
        plain(Math.abs(number.scale()) > 400 ? number.toString() : number.toPlainString(), out);
      }
      case Boolean truth -> plain(Kinds.isText(column) ? truth.toString() : truth ? "1" : "0", out);
      case LocalDate date -> plain(year(date, column).toString(), out);
      case LocalTime time -> plain(micros(time, column).toString(), out);
      case LocalDateTime moment -> plain(moment(moment, column), out);
      case Instant moment ->
          plain(
              Kinds.isText(column)
                  ? moment.toString()
                  : moment(LocalDateTime.ofInstant(moment, ZoneOffset.UTC), column),
              out);
      case byte[] bytes -> plain(HexFormat.of().formatHex(bytes), out);
      default ->
          throw new UnstorableException(column, "a value of class " + value.getClass().getName());
    }
  }

  private static String moment(LocalDateTime moment, ExistingColumn column) {
    if (Kinds.isText(column)) {
      return moment.toString();
    }
    return year(moment.toLocalDate(), column) + " " + micros(moment.toLocalTime(), column);
  }

  private static LocalDate year(LocalDate date, ExistingColumn column) {
    if (!Kinds.isText(column) && (date.getYear() < 1 || date.getYear() > 9999)) {
      throw new UnstorableException(column, "a date outside of the years 1 to 9999");
    }
    return date;
  }

  private static LocalTime micros(LocalTime time, ExistingColumn column) {
    return Kinds.isText(column) ? time : time.withNano(time.getNano() / 1000 * 1000);
  }

  private static void plain(String ascii, ByteArrayOutputStream out) {
    for (int i = 0; i < ascii.length(); i++) {
      out.write(ascii.charAt(i));
    }
  }

  private static void text(String text, ExistingColumn column, ByteArrayOutputStream out) {
    int length = text.length();
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        ascii(c, out);
      } else if (!Character.isSurrogate(c)) {
        out.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
      } else if (Character.isHighSurrogate(c)
          && i + 1 < length
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        out.writeBytes(text.substring(i, i + 2).getBytes(StandardCharsets.UTF_8));
        i++;
      } else {
        throw new UnstorableException(column, "half a character (an unpaired surrogate)");
      }
    }
  }

  private static void ascii(char c, ByteArrayOutputStream out) {
    switch (c) {
      case 0 -> plain("\\0", out);
      case '\\' -> plain("\\\\", out);
      case '\n' -> plain("\\n", out);
      case '\t' -> plain("\\t", out);
      default -> out.write(c);
    }
  }
}
