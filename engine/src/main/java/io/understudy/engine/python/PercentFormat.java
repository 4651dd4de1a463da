package io.understudy.engine.python;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Python's {@code "..." % values}, which is what the filter {@code format} does. For one use. */
public final class PercentFormat {
  private final String format;
  private final List<? extends @Nullable Object> values;
  private final Map<?, ?> names;
  private final StringBuilder out = new StringBuilder();
  private int at;
  private int used;

  private PercentFormat(String format, List<? extends @Nullable Object> values, Map<?, ?> names) {
    this.format = format;
    this.values = values;
    this.names = names;
  }

  /**
   * The text.
   *
   * @throws NoResultException if the values do not fit the format
   */
  public static String of(String format, List<? extends @Nullable Object> values, Map<?, ?> names) {
    return new PercentFormat(format, values, names).write();
  }

  private String write() {
    while (at < format.length()) {
      char c = format.charAt(at++);
      if (c == '%') {
        one();
      } else {
        out.append(c);
      }
      PythonText.refuseLong(out.length());
    }
    if (used < values.size()) {
      throw new NoResultException("there are more values than the format has places for");
    }
    return out.toString();
  }

  private void one() {
    boolean named = peek() == '(';
    @Nullable Object byName = named ? name() : null;
    int start = at;
    while ("-+ #0".indexOf(peek()) >= 0) {
      at++;
    }
    String flags = format.substring(start, at);
    long width = count();
    int precision = -1;
    if (peek() == '.') {
      at++;
      precision = (int) Math.max(0, count());
    }
    while ("hlL".indexOf(peek()) >= 0) {
      at++;
    }
    char letter = peek();
    at++;
    if (letter == '%') {
      out.append('%');
      return;
    }
    @Nullable Object value = named ? byName : next();
    String body = body(letter, value, flags, precision);
    boolean number = "diuoxXeEfFgG".indexOf(letter) >= 0;
    String sign = number && "+- ".indexOf(body.charAt(0)) >= 0 ? body.substring(0, 1) : "";
    String rest = body.substring(sign.length());
    boolean zeros = number && flags.contains("0") && !flags.contains("-");
    if (flags.contains("-")) {
      out.append(PythonText.left(body, width, " "));
    } else if (zeros) {
      out.append(sign).append(PythonText.right(rest, width - sign.length(), "0"));
    } else {
      out.append(PythonText.right(body, width, " "));
    }
  }

  private char peek() {
    if (at >= format.length()) {
      throw new NoResultException("the format ends in the middle of a place; write %% for %");
    }
    return format.charAt(at);
  }

  private @Nullable Object name() {
    int end = format.indexOf(')', at);
    if (end < 0) {
      throw new NoResultException("a ) is missing in the format");
    }
    String name = format.substring(at + 1, end);
    at = end + 1;
    if (!names.containsKey(name)) {
      throw new NoResultException("the format names a value that is not given");
    }
    return names.get(name);
  }

  private @Nullable Object next() {
    if (used >= values.size()) {
      throw new NoResultException("the format has more places than there are values");
    }
    return values.get(used++);
  }

  private long count() {
    if (peek() == '*') {
      at++;
      if (next() instanceof Long n && n >= 0) {
        return n;
      }
      throw new NoResultException("* in the format needs a whole number that is not negative");
    }
    long count = 0;
    while (Character.digit(peek(), 10) >= 0) {
      count = Math.min(100_000_000, count * 10 + Character.digit(peek(), 10));
      at++;
    }
    return count;
  }

  private static String body(char letter, @Nullable Object value, String flags, int precision) {
    return switch (letter) {
      case 's' -> cut(PythonRepr.text(value), precision);
      case 'r', 'a' -> cut(PythonRepr.repr(value), precision);
      case 'c' -> character(value);
      case 'd', 'i', 'u' -> signed(whole(value).toString(), flags);
      case 'o' -> signed((flags.contains("#") ? "0o" : "") + whole(value).toString(8), flags);
      case 'x' -> signed((flags.contains("#") ? "0x" : "") + whole(value).toString(16), flags);
      case 'X' -> signed(body('x', value, flags, precision).toUpperCase(Locale.ROOT), "");
      case 'e', 'E', 'f', 'F', 'g', 'G' -> signed(floating(letter, value, precision), flags);
      default -> throw new NoResultException("\"%" + letter + "\" is not known in a format");
    };
  }

  private static String cut(String text, int precision) {
    return precision < 0 || PythonText.length(text) <= precision
        ? text
        : text.substring(0, text.offsetByCodePoints(0, precision));
  }

  private static String signed(String number, String flags) {
    boolean negative = number.startsWith("-");
    return negative
        ? number
        : (flags.contains("+") ? "+" : flags.contains(" ") ? " " : "") + number;
  }

  private static String character(@Nullable Object value) {
    if (value instanceof Long n
        && n >= 0
        && Character.isValidCodePoint((int) Math.min(n, 1 << 30))) {
      return Character.toString(n.intValue());
    }
    if (value instanceof String text && PythonText.length(text) == 1) {
      return text;
    }
    throw new NoResultException("%c in a format needs one character");
  }

  private static BigInteger whole(@Nullable Object value) {
    if (value == null || value instanceof String) {
      throw new NoResultException("a place in the format needs a number, found a text or null");
    }
    BigDecimal number = PythonNumbers.exact(value);
    return number.setScale(0, RoundingMode.DOWN).toBigInteger();
  }

  static String floating(char letter, @Nullable Object value, int precision) {
    if (value instanceof Double d && !Double.isFinite(d)) {
      return PythonNumbers.shortest(d);
    }
    if (value == null || value instanceof String) {
      throw new NoResultException("a place in the format needs a number, found a text or null");
    }
    BigDecimal number = PythonNumbers.exact(value);
    int digits = precision < 0 ? 6 : Math.min(precision, PythonNumbers.MOST_DIGITS);
    return switch (letter) {
      case 'f', 'F' -> PythonNumbers.fixed(number, digits);
      case 'e' -> PythonNumbers.exponent(number, digits, 'e');
      case 'E' -> PythonNumbers.exponent(number, digits, 'E');
      case 'g' -> PythonNumbers.general(number, digits, false, false);
      default -> PythonNumbers.general(number, digits, false, true);
    };
  }
}
