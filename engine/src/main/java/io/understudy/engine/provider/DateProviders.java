package io.understudy.engine.provider;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Month;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Dates and times; what is relative counts from {@link RelativeTime#TODAY}. */
final class DateProviders {
  private static final long DAY = 86_400;
  private static final long EPOCH = RelativeTime.NOW.toEpochSecond(ZoneOffset.UTC);
  private static final String[] CENTURIES =
      "I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII XVIII XIX XX XXI".split(" ");

  private DateProviders() {}

  static void add(Table table) {
    between(table);
    spans(table);
    parts(table);
    table.add(
        "date_of_birth",
        Kind.DATE,
        "tzinfo=none, minimum_age=0, maximum_age=115",
        (o, s) -> {
          int youngest = o.whole(1, 0, 200);
          int oldest = o.whole(2, youngest, 200);
          LocalDate first = RelativeTime.TODAY.minusYears(oldest + 1L).plusDays(1);
          LocalDate last = RelativeTime.TODAY.minusYears(youngest);
          return first.plusDays(s.between(0, ChronoUnit.DAYS.between(first, last)));
        });
    table.add(
        "passport_dob",
        Kind.DATE,
        "",
        (o, s) -> RelativeTime.TODAY.minusDays(s.between(1, 115 * 365L)));
    table.add(
        "date",
        Kind.TEXT,
        "pattern='%Y-%m-%d', end_datetime=none",
        (o, s) -> Strftime.format(past(o, 1, "end_datetime", s), o.text(0)));
    table.add(
        "time",
        Kind.TEXT,
        "pattern='%H:%M:%S', end_datetime=none",
        (o, s) -> Strftime.format(past(o, 1, "end_datetime", s), o.text(0)));
    table.add(
        "date_object",
        Kind.DATE,
        "end_datetime=none",
        (o, s) -> past(o, 0, "end_datetime", s).toLocalDate());
    table.add(
        "time_object",
        Kind.TIME,
        "end_datetime=none",
        (o, s) -> past(o, 0, "end_datetime", s).toLocalTime());
    table.add(
        "date_time",
        Kind.DATE_TIME,
        "tzinfo=none, end_datetime=none",
        (o, s) -> past(o, 1, "end_datetime", s));
    table.add(
        "date_time_ad",
        Kind.DATE_TIME,
        "tzinfo=none, end_datetime=none, start_datetime=none",
        (o, s) -> past(o, 1, "end_datetime", s));
    table.add(
        "iso8601",
        Kind.WORDS,
        "tzinfo=none, end_datetime=none, sep='T', timespec='auto'",
        (o, s) ->
            Strftime.format(past(o, 1, "end_datetime", s), "%Y-%m-%d")
                + o.text(2)
                + Strftime.format(past(o, 1, "end_datetime", s), "%H:%M:%S"));
    table.add(
        "unix_time",
        Kind.INTEGER,
        "end_datetime=none, start_datetime=none",
        (o, s) -> {
          long start = o.has(1) ? EPOCH + RelativeTime.seconds("start_datetime", o.value(1)) : 0;
          long end = o.has(0) ? EPOCH + RelativeTime.seconds("end_datetime", o.value(0)) : EPOCH;
          return s.between(start, end);
        });
  }

  /** Between 1970 and an end. */
  private static LocalDateTime past(Options o, int position, String parameter, Source s) {
    long end = o.has(position) ? EPOCH + RelativeTime.seconds(parameter, o.value(position)) : EPOCH;
    return LocalDateTime.ofEpochSecond(s.between(0, Math.max(0, end)), 0, ZoneOffset.UTC);
  }

  private static void between(Table table) {
    dates(table, "date_between", "start_date='-30y', end_date='today'");
    dates(table, "date_between_dates", "date_start='-30y', date_end='today'");
    dates(table, "past_date", "start_date='-30d', tzinfo=none");
    dates(table, "future_date", "end_date='+30d', tzinfo=none");
    dates(table, "date_time_between", "start_date='-30y', end_date='now', tzinfo=none");
    dates(
        table, "date_time_between_dates", "datetime_start='-30y', datetime_end='now', tzinfo=none");
    dates(table, "past_datetime", "start_date='-30d', tzinfo=none");
    dates(table, "future_datetime", "end_date='+30d', tzinfo=none");
  }

  private static void dates(Table table, String name, String parameters) {
    boolean time = name.contains("time");
    boolean past = name.startsWith("past");
    boolean future = name.startsWith("future");
    String first = parameters.substring(0, parameters.indexOf('='));
    table.add(
        name,
        time ? Kind.DATE_TIME : Kind.DATE,
        parameters,
        (o, s) -> {
          long unit = time ? 1 : DAY;
          long start = future ? unit : RelativeTime.seconds(first, o.value(0));
          long end =
              past ? -unit : RelativeTime.seconds(future ? first : "end", o.value(future ? 0 : 1));
          LocalDateTime made = at(Math.floorDiv(start, unit), Math.floorDiv(end, unit), unit, s);
          return time ? (Object) made : made.toLocalDate();
        });
  }

  private static LocalDateTime at(long start, long end, long unit, Source s) {
    return RelativeTime.NOW.plusSeconds(unit * s.between(start, end));
  }

  private static void spans(Table table) {
    for (String span : new String[] {"century", "decade", "year", "month"}) {
      LocalDate first =
          switch (span) {
            case "century" -> RelativeTime.TODAY.withDayOfYear(1).withYear(2000);
            case "decade" -> RelativeTime.TODAY.withDayOfYear(1).withYear(2020);
            case "year" -> RelativeTime.TODAY.withDayOfYear(1);
            default -> RelativeTime.TODAY.withDayOfMonth(1);
          };
      LocalDate end =
          switch (span) {
            case "century" -> first.plusYears(100);
            case "decade" -> first.plusYears(10);
            case "year" -> first.plusYears(1);
            default -> first.plusMonths(1);
          };
      table.add(
          "date_this_" + span,
          Kind.DATE,
          "before_today=true, after_today=false",
          (o, s) -> inSpan(first, end, o.bool(0), o.bool(1), s).toLocalDate());
      table.add(
          "date_time_this_" + span,
          Kind.DATE_TIME,
          "before_now=true, after_now=false, tzinfo=none",
          (o, s) -> inSpan(first, end, o.bool(0), o.bool(1), s));
    }
  }

  private static LocalDateTime inSpan(
      LocalDate first, LocalDate end, boolean before, boolean after, Source s) {
    LocalDate from = before ? first : RelativeTime.TODAY;
    LocalDate until = after ? end : RelativeTime.TODAY.plusDays(1);
    long seconds = ChronoUnit.DAYS.between(from, until) * DAY;
    return from.atStartOfDay().plusSeconds(s.between(0, seconds - 1));
  }

  private static void parts(Table table) {
    table.add("am_pm", Kind.WORDS, "", (o, s) -> s.below(2) == 0 ? "AM" : "PM");
    table.add("century", Kind.WORDS, "", (o, s) -> s.oneOf(CENTURIES));
    table.add("year", Kind.TEXT, "", (o, s) -> Long.toString(s.between(1970, 2024)));
    table.add("month", Kind.TEXT, "", (o, s) -> two(1 + s.below(12)));
    table.add("day_of_month", Kind.TEXT, "", (o, s) -> two(1 + s.below(31)));
    table.add(
        "month_name",
        Kind.WORDS,
        "",
        (o, s) -> Month.of(1 + s.below(12)).getDisplayName(TextStyle.FULL, Locale.ENGLISH));
    table.add(
        "day_of_week",
        Kind.WORDS,
        "",
        (o, s) -> DayOfWeek.of(1 + s.below(7)).getDisplayName(TextStyle.FULL, Locale.ENGLISH));
    table.add(
        new String[] {"timezone", "pytimezone"},
        Kind.WORDS,
        "",
        (o, s) -> s.word("address", "time_zone"));
    table.add(
        "time_delta",
        Kind.ANY,
        "end_datetime=none",
        (o, s) -> Duration.ofSeconds(s.between(0, 30 * DAY)));
  }

  private static String two(int number) {
    return number < 10 ? "0" + number : Integer.toString(number);
  }
}
