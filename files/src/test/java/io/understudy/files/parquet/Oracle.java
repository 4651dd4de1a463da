package io.understudy.files.parquet;

import io.understudy.engine.ColumnType;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** One text for a value, whether a batch holds it or DuckDB read it. */
final class Oracle {
  private Oracle() {}

  /** Of a value in a batch. */
  static String text(Object value) {
    return switch (value) {
      case null -> null;
      case byte[] bytes -> HexFormat.of().withUpperCase().formatHex(bytes);
      case BigDecimal decimal -> decimal.toPlainString();
      case LocalDateTime moment -> micros(moment.toInstant(ZoneOffset.UTC));
      case Instant moment -> micros(moment);
      case LocalTime time -> time.truncatedTo(ChronoUnit.MICROS).toString();
      default -> value.toString();
    };
  }

  private static String micros(Instant moment) {
    return near(Long.toString(moment.getEpochSecond() * 1_000_000 + moment.getNano() / 1_000));
  }

  /** DuckDB overflows on an INT96 of the year 290000. */
  private static String near(String micros) {
    return micros.length() >= 19 ? "far" : micros;
  }

  /** The values of a file's column as DuckDB reads them, nulls too, in order. */
  static List<String> values(DuckDb duckDb, Path file, String column, ColumnType type)
      throws SQLException {
    String name = '"' + column + '"';
    boolean blob =
        duckDb.schema(file).stream()
            .anyMatch(c -> c.get(0).equals(column) && c.get(1).equals("BLOB"));
    String sql =
        switch (type) {
          case BINARY -> "hex(" + name + ")";
          case TEXT -> blob ? "decode(" + name + ")" : name + "::varchar";
          case FLOAT -> name + "::double";
          case TIMESTAMP, INSTANT -> "epoch_us(" + name + ")";
          case TIME -> name + "::time::varchar";
          case BOOLEAN, DATE, DECIMAL, INTEGER, NESTED -> name + "::varchar";
        };
    List<String> values = new ArrayList<>();
    for (List<String> row : duckDb.rows("select " + sql + " from " + DuckDb.table(file))) {
      String value = row.getFirst();
      values.add(
          value == null
              ? null
              : switch (type) {
                case FLOAT -> Double.toString(Double.parseDouble(value));
                case TIMESTAMP, INSTANT -> near(value);
                case TIME -> LocalTime.parse(value).toString();
                default -> value;
              });
    }
    return values;
  }

  /** A function that changes each value of a type to another that its column can hold. */
  static UnaryOperator<Object> change(ColumnType type) {
    return switch (type) {
      case TEXT -> value -> changedText((String) value);
      case INTEGER -> value -> (Long) value ^ 1;
      case DECIMAL -> value -> changedDecimal((BigDecimal) value);
      case FLOAT -> value -> -(Double) value;
      case BOOLEAN -> value -> !(Boolean) value;
      case DATE -> value -> ((LocalDate) value).plusDays(1);
      case TIME -> value -> ((LocalTime) value).plusSeconds(1);
      case TIMESTAMP -> value -> ((LocalDateTime) value).plusSeconds(1);
      case INSTANT -> value -> ((Instant) value).plusSeconds(1);
      case BINARY -> value -> reversed((byte[]) value);
      case NESTED -> throw new IllegalArgumentException("nested");
    };
  }

  private static BigDecimal changedDecimal(BigDecimal value) {
    return value.scale() == 0 ? new BigDecimal(value.unscaledValue().flipBit(0)) : value.negate();
  }

  private static String changedText(String value) {
    if (value.startsWith("{")) {
      return "[" + value + "]";
    }
    return value.length() == 36 && value.charAt(8) == '-' && value.charAt(23) == '-'
        ? new UUID(UUID.fromString(value).getMostSignificantBits() ^ 1, 42).toString()
        : value + "~ñ";
  }

  private static byte[] reversed(byte[] bytes) {
    byte[] reversed = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      reversed[i] = bytes[bytes.length - 1 - i];
    }
    return reversed;
  }
}
