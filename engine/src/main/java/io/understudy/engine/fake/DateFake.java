package io.understudy.engine.fake;

import io.understudy.engine.key.Canonical;
import io.understudy.engine.key.KeyedFunction;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Another date in the form of the original. One point in time has one fake in all forms: {@code
 * 2024-01-31}, {@code 01/31/2024} and a date column agree.
 *
 * <p>{@code 03/14/1987 -> 11/27/1984}; {@code 2026-01-31 10:30:00 -> 2023-05-18 04:12:00}.
 */
final class DateFake implements TextFake {
  private static final int MOST_DRAWS = 64;

  private final KeyedFunction function;
  private final DateOffset offset;

  /**
   * @param offset by how much dates move that belong to a key
   */
  DateFake(KeyedFunction function, DateOffset offset) {
    this.function = function;
    this.offset = offset;
  }

  /** A text in no known form keeps its shape and gets other letters and digits. */
  @Override
  public String fake(String original) {
    Optional<WrittenDate> written = WrittenDate.of(original);
    if (written.isPresent()) {
      LocalDateTime time = written.get().time();
      for (int i = 0; i < MOST_DRAWS; i++) {
        time = time(time);
        String fake = written.get().style().write(time);
        if (!fake.equals(original)) {
          return fake;
        }
      }
    }
    return new ShapeFake(function).fake(original);
  }

  /** Moved by the days that belong to the key, so that what lies between two dates stays. */
  @Override
  public String fake(String shape, String key) {
    Optional<WrittenDate> written = WrittenDate.of(shape);
    return written.isPresent()
        ? written.get().style().write(moved(written.get().time(), key))
        : new ShapeFake(function).fake(shape);
  }

  LocalDate moved(LocalDate original, String key) {
    return offset.moved(original, key);
  }

  LocalDateTime moved(LocalDateTime original, String key) {
    return offset.moved(original, key);
  }

  Instant moved(Instant original, String key) {
    return offset.moved(original, key);
  }

  LocalDate date(LocalDate original) {
    return time(original.atStartOfDay()).toLocalDate();
  }

  Instant instant(Instant original) {
    return time(LocalDateTime.ofInstant(original, ZoneOffset.UTC)).toInstant(ZoneOffset.UTC);
  }

  LocalDateTime time(LocalDateTime original) {
    return FakeDate.of(original, function.draw(Canonical.text(original)));
  }

  /** A time of day on its own; midnight stays. */
  LocalTime time(LocalTime original) {
    LocalTime fake = original;
    for (int i = 0; i < MOST_DRAWS && fake.equals(original); i++) {
      fake = FakeDate.of(original, function.draw(Canonical.text(original) + "/" + i));
    }
    return fake;
  }
}
