package io.understudy.loader.dialect;

import io.understudy.files.FileColumn;
import io.understudy.files.ValueType;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import org.jspecify.annotations.Nullable;

/** The value that a text of a CSV or JSONL file is, by the type that was found over all of them. */
final class Typed {
  private static final int DATE_LENGTH = "2024-01-31".length();

  private static final DateTimeFormatter MOMENT =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .optionalStart()
          .appendOffset("+HH:MM", "Z")
          .optionalEnd()
          .optionalStart()
          .appendOffset("+HHmm", "Z")
          .optionalEnd()
          .toFormatter();

  private Typed() {}

  /**
   * The value; what is none of the type stays a text.
   *
   * @param value as the file's reader gives it
   */
  static @Nullable Object of(FileColumn column, @Nullable Object value) {
    if (!(value instanceof String text)) {
      return value;
    }
    try {
      return switch (column.type()) {
        case BOOLEAN -> truth(text);
        case BIGINT -> Long.valueOf(text);
        case NUMERIC -> new BigDecimal(text);
        case DOUBLE -> Double.valueOf(text);
        case DATE -> LocalDate.parse(text);
        case TIME -> LocalTime.parse(text);
        case TIMESTAMP ->
            text.length() == DATE_LENGTH
                ? LocalDate.parse(text).atStartOfDay()
                : LocalDateTime.parse(iso(text));
        case TIMESTAMPTZ -> MOMENT.parse(iso(text), Instant::from);
        case NONE, UUID, BYTES, JSON, TEXT -> text;
      };
    } catch (NumberFormatException | DateTimeException e) {
      return text; // the database says what is wrong with it
    }
  }

  /** Whether values of the type have a form of their own in a database. */
  static boolean isTextual(ValueType type) {
    return switch (type) {
      case NONE, UUID, JSON, TEXT -> true;
      default -> false;
    };
  }

  private static Object truth(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> text;
    };
  }

  /** There may be a blank between date and time. */
  private static String iso(String text) {
    return text.replace(' ', 'T');
  }
}
