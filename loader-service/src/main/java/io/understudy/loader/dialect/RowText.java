package io.understudy.loader.dialect;

import io.understudy.engine.Batch;
import io.understudy.files.FileColumn;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows as {@code LOAD DATA} of MariaDB reads them by default: a line per row, tabs between
 * values, {@code \N} for null and a backslash before what would end a value (its documentation,
 * "LOAD DATA INFILE"). Texts are UTF-8, bytes in hexadecimal digits. A time is cut off after
 * microseconds. What the server would round, shorten or look up without a warning is refused.
 */
final class RowText {
  private static final Pattern NUMERAL = Pattern.compile("\\s*[+-]?[0-9]+\\s*");
  private static final Pattern NUMBER =
      Pattern.compile("\\s*[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]{1,6})?\\s*");

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
  void row(Batch batch, int row, TextBuffer out) {
    for (int i = 0; i < columns.size(); i++) {
      if (i > 0) {
        out.put('\t');
      }
      value(Typed.of(files.get(i), batch.column(i)[row]), columns.get(i), out);
    }
    out.put('\n');
  }

  private static void value(@Nullable Object value, ExistingColumn column, TextBuffer out) {
    switch (value) {
      case null -> {
        if (!column.nullable()) {
          // the server might give it a number or the time of day
          throw new UnstorableException(column, "a null, which the column does not allow");
        }
        out.ascii("\\N");
      }
      case String text -> {
        verifyText(text, column);
        text(text, column, out);
      }
      case Long number -> {
        verifyExact(BigDecimal.valueOf(number), column);
        out.ascii(Kinds.isYear(column) ? year(number) : number.toString());
      }
      case Double number -> {
        if (!Double.isFinite(number) && !Kinds.isText(column)) {
          throw new UnstorableException(column, "a number that is not finite");
        }
        if (Kinds.isDecimal(column)) {
          verifyExact(BigDecimal.valueOf(number), column);
        }
        out.ascii(number.toString());
      }
      case BigDecimal number -> {
        verifyExact(number, column);
        out.ascii(
            Math.abs(number.scale()) > 400
                ? number.toString()
                : Kinds.isYear(column) ? year(number.toBigInteger()) : number.toPlainString());
      }
      case Boolean truth -> out.ascii(Kinds.isText(column) ? truth.toString() : truth ? "1" : "0");
      case LocalDate date -> out.ascii(year(date, column).toString());
      case LocalTime time -> out.ascii(micros(time, column).toString());
      case LocalDateTime moment -> out.ascii(moment(moment, column));
      case Instant moment ->
          out.ascii(
              Kinds.isText(column)
                  ? moment.toString()
                  : moment(LocalDateTime.ofInstant(moment, ZoneOffset.UTC), column));
      case byte[] bytes -> out.ascii(HexFormat.of().formatHex(bytes));
      default ->
          throw new UnstorableException(column, "a value of class " + value.getClass().getName());
    }
  }

  /** Of fewer than four digits another year would be made. */
  private static String year(Number number) {
    return String.format(Locale.ROOT, "%04d", number);
  }

  private static void verifyText(String text, ExistingColumn column) {
    if (Kinds.isEnum(column)) {
      if (NUMERAL.matcher(text).matches() && !column.numerals().contains(text)) {
        throw new UnstorableException(
            column, "a number that would be taken for the position of a value in its list");
      }
    } else if (Kinds.isWhole(column) || Kinds.isBits(column) || Kinds.isDecimal(column)) {
      if (NUMBER.matcher(text).matches()) {
        verifyExact(new BigDecimal(text.strip()), column);
      }
    } else if (text.endsWith(" ")
        && Kinds.isVarying(column)
        && text.codePointCount(0, text.length()) > column.size()) {
      throw new UnstorableException(column, "a text that is too long, with blanks at its end");
    }
  }

  private static void verifyExact(BigDecimal number, ExistingColumn column) {
    if (Kinds.isBits(column) && number.signum() < 0) {
      throw new UnstorableException(column, "a negative number, which bits would be made of");
    }
    boolean whole = Kinds.isWhole(column) || Kinds.isBits(column);
    int most = whole ? 0 : column.scale();
    if ((whole || Kinds.isDecimal(column))
        && number.scale() > most
        && number.stripTrailingZeros().scale() > most) {
      throw new UnstorableException(
          column,
          whole
              ? "a number with a fraction"
              : "a number with more than " + most + " digits after the point");
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

  private static void text(String text, ExistingColumn column, TextBuffer out) {
    int length = text.length();
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        ascii(c, out);
      } else if (!Character.isSurrogate(c)) {
        out.utf8(c);
      } else if (Character.isHighSurrogate(c)
          && i + 1 < length
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        out.utf8(Character.toCodePoint(c, text.charAt(++i)));
      } else {
        throw new UnstorableException(column, "half a character (an unpaired surrogate)");
      }
    }
  }

  private static void ascii(char c, TextBuffer out) {
    switch (c) {
      case 0 -> out.ascii("\\0");
      case '\\' -> out.ascii("\\\\");
      case '\n' -> out.ascii("\\n");
      case '\t' -> out.ascii("\\t");
      default -> out.put(c);
    }
  }
}
