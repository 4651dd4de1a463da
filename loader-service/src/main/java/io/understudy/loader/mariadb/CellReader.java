package io.understudy.loader.mariadb;

import io.understudy.files.ParquetCellWriter;
import io.understudy.files.ParquetColumn;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * Passes the values of a result's rows on, in the forms that {@link Column#expression} asks for.
 * The next row is to be there before {@link #row}.
 */
final class CellReader {
  private static final int HEX = 16;

  private final List<Column> columns;
  private final Cell[] cells;
  private final ParquetCellWriter out;

  CellReader(List<Column> columns, ParquetCellWriter out) {
    this.columns = List.copyOf(columns);
    this.out = out;
    this.cells = new Cell[columns.size()];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = cell(columns.get(i).stored().orElseThrow(), i, i + 1);
    }
  }

  /** A value that the file cannot hold; the message says what about it, never the value. */
  static final class UnreadableException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Column column;

    private UnreadableException(Column column, String message) {
      super(message);
      this.column = column;
    }

    Column column() {
      return column;
    }
  }

  /** Passes on one value; false if it is null. */
  @FunctionalInterface
  private interface Cell {
    boolean read(ResultSet from) throws SQLException;
  }

  /** What has a text form of digits that is a number. */
  @FunctionalInterface
  private interface Parse {
    long of(byte[] text);
  }

  /**
   * Passes on the row that the result is at.
   *
   * @throws UnreadableException if a value cannot be passed on
   */
  void row(ResultSet from) throws SQLException {
    for (int i = 0; i < cells.length; i++) {
      try {
        if (!cells[i].read(from)) {
          out.setNull(i);
        }
      } catch (IllegalArgumentException e) {
        throw new UnreadableException(columns.get(i), String.valueOf(e.getMessage()));
      }
    }
    out.endRow();
  }

  private Cell cell(ParquetColumn stored, int at, int place) {
    return switch (stored.kind()) {
      case BOOLEAN ->
          from -> {
            boolean value = from.getLong(place) != 0;
            if (!there(from)) {
              return false;
            }
            out.set(at, value);
            return true;
          };
      case INTEGER ->
          from -> {
            int value = from.getInt(place);
            if (!there(from)) {
              return false;
            }
            out.set(at, value);
            return true;
          };
      case LONG ->
          from -> {
            long value = from.getLong(place);
            if (!there(from)) {
              return false;
            }
            out.set(at, value);
            return true;
          };
      case FLOAT ->
          from -> {
            double value = from.getDouble(place);
            if (!there(from)) {
              return false;
            }
            out.set(at, (float) value);
            return true;
          };
      case DOUBLE ->
          from -> {
            double value = from.getDouble(place);
            if (!there(from)) {
              return false;
            }
            out.set(at, value);
            return true;
          };
      case DECIMAL -> decimal(stored, at, place);
      case DATE -> parsed(at, place, TimeText::days, true);
      case TIME -> parsed(at, place, TimeText::micros, false);
      case TIMESTAMP, TIMESTAMPTZ -> parsed(at, place, TimeText::moment, false);
      case UUID ->
          from -> {
            byte[] text = from.getBytes(place);
            if (text == null) {
              return false;
            }
            byte[] uuid = uuid(text);
            out.set(at, uuid, 0, uuid.length);
            return true;
          };
      case BYTES, TEXT, JSON ->
          from -> {
            byte[] bytes = from.getBytes(place);
            if (bytes == null) {
              return false;
            }
            out.set(at, bytes, 0, bytes.length);
            return true;
          };
    };
  }

  private static boolean there(ResultSet from) throws SQLException {
    return !from.wasNull();
  }

  private Cell decimal(ParquetColumn stored, int at, int place) {
    return from -> {
      BigDecimal value = from.getBigDecimal(place);
      if (value == null) {
        return false;
      }
      BigDecimal exact = value.setScale(stored.scale()); // it has no more digits than its column
      if (stored.isShortDecimal()) {
        out.set(at, exact.unscaledValue().longValueExact());
      } else {
        byte[] bytes = exact.unscaledValue().toByteArray();
        out.set(at, bytes, 0, bytes.length);
      }
      return true;
    };
  }

  private Cell parsed(int at, int place, Parse parse, boolean narrow) {
    return from -> {
      byte[] text = from.getBytes(place);
      if (text == null) {
        return false;
      }
      long value = parse.of(text);
      if (narrow) {
        out.set(at, (int) value);
      } else {
        out.set(at, value);
      }
      return true;
    };
  }

  private static byte[] uuid(byte[] text) {
    byte[] bytes = new byte[16];
    String digits = new String(text, StandardCharsets.US_ASCII).replace("-", "");
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Integer.parseInt(digits, 2 * i, 2 * i + 2, HEX);
    }
    return bytes;
  }
}
