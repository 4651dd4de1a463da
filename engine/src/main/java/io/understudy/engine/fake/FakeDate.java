package io.understudy.engine.fake;

import io.understudy.engine.key.Draw;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.YearMonth;

/**
 * A date up to four years before the original, so that nobody gets younger than new-born and
 * nothing moves into the future. A day up to the 12th stays one: where nobody can tell day and
 * month apart in a text, both readings of the fake are dates too.
 */
final class FakeDate {
  private static final int MOST_MONTHS = 48;
  private static final int FIRST_YEAR = 10;
  private static final int MONTHS_IN_YEAR = 12;
  private static final int LAST_COMMON_DAY = 28;

  private FakeDate() {}

  static LocalDate of(LocalDate date, Draw draw) {
    long months = 1L + draw.below(MOST_MONTHS);
    boolean antiquity = date.getYear() < FIRST_YEAR; // such as 0001-01-01 for "none"
    YearMonth month = YearMonth.from(date).plusMonths(antiquity ? months : -months);
    boolean early = date.getDayOfMonth() <= MONTHS_IN_YEAR;
    int day =
        early
            ? 1 + draw.below(MONTHS_IN_YEAR)
            : MONTHS_IN_YEAR + 1 + draw.below(LAST_COMMON_DAY - MONTHS_IN_YEAR);
    return month.atDay(day);
  }

  /** Midnight stays: it says that there is no time of day. */
  static LocalDateTime of(LocalDateTime time, Draw draw) {
    return LocalDateTime.of(of(time.toLocalDate(), draw), of(time.toLocalTime(), draw));
  }

  /** Seconds and their fraction are only drawn where there are any. */
  static LocalTime of(LocalTime time, Draw draw) {
    if (time.equals(LocalTime.MIDNIGHT)) {
      return time;
    }
    int hour = draw.below(24);
    int minute = draw.below(60);
    int second = time.getSecond() == 0 ? 0 : draw.below(60);
    return LocalTime.of(hour, minute, second, nanos(time.getNano(), draw));
  }

  /** As many digits as the original has. */
  private static int nanos(int nanos, Draw draw) {
    int unit = 1_000_000_000;
    for (int rest = nanos; rest > 0; rest = rest % unit) {
      unit /= 10;
    }
    return nanos == 0 ? 0 : draw.below(1_000_000_000 / unit) * unit;
  }
}
