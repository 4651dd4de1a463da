package io.understudy.engine.provider;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Numbers, booleans and digests. */
final class NumberProviders {
  private static final int MOST_DIGITS = 18;

  private NumberProviders() {}

  static void add(Table table) {
    table.add(
        "random_int",
        Kind.INTEGER,
        "min=0, max=9999, step=1",
        (o, s) -> stepped(o.whole(0), o.whole(1), o.whole(2), s));
    table.add(
        "pyint",
        Kind.INTEGER,
        "min_value=0, max_value=9999, step=1",
        (o, s) -> stepped(o.whole(0), o.whole(1), o.whole(2), s));
    table.add("random_number", Kind.INTEGER, "digits=none, fix_len=false", NumberProviders::number);
    table.add("random_digit", Kind.INTEGER, "", (o, s) -> (long) s.below(10));
    table.add("random_digit_not_null", Kind.INTEGER, "", (o, s) -> 1L + s.below(9));
    table.add("random_digit_above_two", Kind.INTEGER, "", (o, s) -> 2L + s.below(8));
    table.add(
        "random_digit_or_empty",
        Kind.ANY,
        "",
        (o, s) -> s.below(2) == 0 ? (Object) (long) s.below(10) : "");
    table.add(
        "random_digit_not_null_or_empty",
        Kind.ANY,
        "",
        (o, s) -> s.below(2) == 0 ? (Object) (1L + s.below(9)) : "");
    table.add(
        "randomize_nb_elements",
        Kind.INTEGER,
        "number=10, le=false, ge=false, min=none, max=none",
        NumberProviders::about);
    table.add(
        "pyfloat",
        Kind.NUMBER,
        "left_digits=none, right_digits=none, positive=none, min_value=none, max_value=none",
        (o, s) -> decimal(o, s).doubleValue());
    table.add(
        "pydecimal",
        Kind.NUMBER,
        "left_digits=none, right_digits=none, positive=none, min_value=none, max_value=none",
        NumberProviders::decimal);
    table.add(
        "boolean",
        Kind.BOOLEAN,
        "chance_of_getting_true=50",
        (o, s) -> s.below(100) < o.whole(0, 0, 100));
    table.add(
        "pybool",
        Kind.BOOLEAN,
        "truth_probability=50",
        (o, s) -> s.below(100) < o.whole(0, 0, 100));
    table.add("null_boolean", Kind.BOOLEAN, "", (o, s) -> nullBoolean(s.below(3)));
    digest(table, "md5", 32);
    digest(table, "sha1", 40);
    digest(table, "sha256", 64);
    table.add("uuid4", Kind.TEXT, "cast_to=none", (o, s) -> uuid(s));
  }

  private static @Nullable Object nullBoolean(int choice) {
    return choice == 0 ? null : (Object) (choice == 1);
  }

  private static void digest(Table table, String name, int length) {
    table.add(
        name,
        Kind.TEXT,
        "raw_output=false",
        (o, s) -> {
          if (o.bool(0)) {
            throw new IllegalArgumentException("bytes are not available; leave raw_output out");
          }
          return s.characters(ShapeProviders.HEX, length);
        });
  }

  private static String uuid(Source s) {
    String hex = s.characters(ShapeProviders.HEX, 30);
    return hex.substring(0, 8)
        + "-"
        + hex.substring(8, 12)
        + "-4"
        + hex.substring(12, 15)
        + "-"
        + "89ab".charAt(s.below(4))
        + hex.substring(15, 18)
        + "-"
        + hex.substring(18);
  }

  /** Both bounds can be met. */
  static long stepped(long least, long most, long step, Source s) {
    if (step < 1) {
      throw new IllegalArgumentException("argument \"step\" must be at least 1");
    }
    if (most < least) {
      throw new IllegalArgumentException("the lower bound is above the upper one");
    }
    return least + step * s.between(0, (most - least) / step);
  }

  private static Object number(Options o, Source s) {
    int digits = o.has(0) ? o.whole(0, 0, MOST_DIGITS) : 1 + s.below(9);
    if (digits == 0) {
      return 0L;
    }
    long most = (long) Math.pow(10, digits) - 1;
    return s.between(o.bool(1) ? (long) Math.pow(10, digits - 1) : 0, most);
  }

  private static Object about(Options o, Source s) {
    long number = o.whole(0);
    if (o.bool(1) && o.bool(2)) {
      return number;
    }
    long least = o.bool(2) ? number : number * 6 / 10;
    long most = o.bool(1) ? number : number * 14 / 10;
    long made = s.between(least, most);
    made = o.has(3) ? Math.max(made, o.whole(3)) : made;
    return o.has(4) ? Math.min(made, o.whole(4)) : made;
  }

  private static BigDecimal decimal(Options o, Source s) {
    int right = o.has(1) ? o.whole(1, 0, MOST_DIGITS) : 1 + s.below(6);
    boolean positive = o.has(2) && o.bool(2);
    BigDecimal least = o.has(3) ? BigDecimal.valueOf(o.number(3)) : null;
    BigDecimal most = o.has(4) ? BigDecimal.valueOf(o.number(4)) : null;
    if (least == null && most == null) {
      int left = o.has(0) ? o.whole(0, 0, MOST_DIGITS) : 1 + s.below(9);
      BigDecimal size =
          new BigDecimal((left == 0 ? "0" : s.digits(left)) + "." + s.digits(right + 1))
              .setScale(right, RoundingMode.DOWN);
      return positive || s.below(2) == 0 ? size : size.negate();
    }
    BigDecimal span = BigDecimal.valueOf(1_000_000);
    BigDecimal zero = BigDecimal.ZERO;
    BigDecimal low = least != null ? least : (most == null ? zero : most).subtract(span);
    BigDecimal high = most != null ? most : low.add(span);
    low = positive ? low.max(BigDecimal.ZERO) : low;
    if (high.compareTo(low) < 0) {
      throw new IllegalArgumentException("the lower bound is above the upper one");
    }
    return low.add(high.subtract(low).multiply(BigDecimal.valueOf(s.fraction())))
        .setScale(right, RoundingMode.HALF_EVEN)
        .min(high)
        .max(low);
  }
}
