package io.understudy.files.parquet;

import io.understudy.files.parquet.CellType.Cell;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;

/** Dates, times of day and points in time. */
final class TimeCells {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final int INT96_BYTES = 12;
  // Julian day number of 1970-01-01.
  private static final long EPOCH_JULIAN_DAY = 2_440_588;

  private TimeCells() {}

  static Cell date() {
    return new Cell.Whole(
        LocalDate::ofEpochDay,
        value -> {
          long day = ((LocalDate) value).toEpochDay();
          if (day != (int) day) {
            throw unfit("DATE");
          }
          return day;
        });
  }

  static Cell time(TimeUnit unit) {
    long nanos = NANOS_PER_SECOND / perSecond(unit);
    return new Cell.Whole(
        stored -> {
          try {
            return LocalTime.ofNanoOfDay(Math.multiplyExact(stored, nanos));
          } catch (DateTimeException | ArithmeticException e) {
            throw new UnfitValueException("a TIME value lies outside of a day");
          }
        },
        value -> ((LocalTime) value).toNanoOfDay() / nanos);
  }

  static Cell instant(TimeUnit unit) {
    return new Cell.Whole(stored -> moment(stored, unit), value -> stored((Instant) value, unit));
  }

  static Cell wallClock(TimeUnit unit) {
    return new Cell.Whole(
        stored -> LocalDateTime.ofInstant(moment(stored, unit), ZoneOffset.UTC),
        value -> stored(((LocalDateTime) value).toInstant(ZoneOffset.UTC), unit));
  }

  /** Nanoseconds of the day, then the Julian day, both little-endian. */
  static Cell int96() {
    return new Cell.Bytes(
        binary -> {
          ByteBuffer bytes =
              TextCells.sized(binary, INT96_BYTES).toByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
          long nanos = bytes.getLong();
          long day = bytes.getInt() - EPOCH_JULIAN_DAY;
          return LocalDate.ofEpochDay(day).atStartOfDay().plusNanos(nanos);
        },
        value -> {
          LocalDateTime moment = (LocalDateTime) value;
          long day = moment.toLocalDate().toEpochDay() + EPOCH_JULIAN_DAY;
          if (day != (int) day) {
            throw unfit("INT96");
          }
          return Binary.fromConstantByteArray(
              ByteBuffer.allocate(INT96_BYTES)
                  .order(ByteOrder.LITTLE_ENDIAN)
                  .putLong(moment.toLocalTime().toNanoOfDay())
                  .putInt((int) day)
                  .array());
        });
  }

  private static Instant moment(long stored, TimeUnit unit) {
    long perSecond = perSecond(unit);
    return Instant.ofEpochSecond(
        Math.floorDiv(stored, perSecond),
        Math.floorMod(stored, perSecond) * (NANOS_PER_SECOND / perSecond));
  }

  /** Rounds towards the past, as the unit does. */
  private static long stored(Instant moment, TimeUnit unit) {
    long perSecond = perSecond(unit);
    long seconds = moment.getEpochSecond();
    long rest = moment.getNano() / (NANOS_PER_SECOND / perSecond);
    try {
      // Counting back from the next second keeps the most negative values from overflowing.
      return seconds < 0
          ? Math.addExact(Math.multiplyExact(seconds + 1, perSecond), rest - perSecond)
          : Math.addExact(Math.multiplyExact(seconds, perSecond), rest);
    } catch (ArithmeticException e) {
      throw unfit("TIMESTAMP(" + unit + ")");
    }
  }

  private static long perSecond(TimeUnit unit) {
    return switch (unit) {
      case MILLIS -> 1_000L;
      case MICROS -> 1_000_000L;
      case NANOS -> NANOS_PER_SECOND;
    };
  }

  private static UnfitValueException unfit(String type) {
    return new UnfitValueException("the new value does not fit the column's type " + type);
  }
}
