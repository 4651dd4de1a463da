package io.understudy.engine.plan;

import io.understudy.engine.ColumnType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Base64;

/** Values inside of JSON, as rules see them. */
final class InnerValue {
  private static final int LONGEST_NUMBER = 100;

  private InnerValue() {}

  /**
   * As the column's type asks for. JSON that a reader made of typed values has ISO texts and
   * base64.
   *
   * @param text content of a string, or the number or boolean
   * @throws RuntimeException if it does not fit the type
   */
  static Object parse(ColumnType type, String text) {
    return switch (type) {
      case TEXT, NESTED -> text;
      case INTEGER -> Long.valueOf(text);
      case DECIMAL -> new BigDecimal(text);
      case FLOAT -> Double.valueOf(text);
      case BOOLEAN -> Boolean.valueOf(text);
      case DATE -> LocalDate.parse(text);
      case TIME -> LocalTime.parse(text);
      case TIMESTAMP -> LocalDateTime.parse(text);
      case INSTANT -> Instant.parse(text);
      case BINARY -> Base64.getDecoder().decode(text);
    };
  }

  /**
   * As JSON. A text that takes the place of a number or boolean is written as one too, if it can
   * be.
   *
   * @param wasString whether a string was there before
   */
  static String json(Object value, boolean wasString) {
    String text =
        switch (value) {
          case byte[] bytes -> Base64.getEncoder().encodeToString(bytes);
          case BigDecimal decimal -> decimal.toPlainString();
          default -> value.toString();
        };
    boolean bare =
        !wasString && (text.equals("true") || text.equals("false") || JsonScanner.isNumber(text));
    return bare ? text : JsonScanner.quoted(text);
  }

  /** A number that nobody named, as detection looks at it. */
  static Object number(String text) {
    boolean whole =
        text.length() <= LONGEST_NUMBER
            && text.chars().allMatch(c -> c == '-' || Character.isDigit(c));
    return whole ? new BigDecimal(text) : Double.valueOf(text);
  }
}
