package io.understudy.engine.python;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.temporal.Temporal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What stands behind the colon of a place in {@code format}. */
final class FormatSpec {
  private static final Pattern FORM =
      Pattern.compile(
          "(?:(?<fill>.)?(?<align>[<>=^]))?(?<sign>[-+ ])?(?<alt>#)?(?<zero>0)?(?<width>\\d{1,9})?"
              + "(?<group>[,_])?(?:\\.(?<precision>\\d{1,9}))?(?<type>[bcdeEfFgGnosxX%])?");

  private FormatSpec() {}

  static String write(@Nullable Object value, String spec) {
    if (value instanceof Temporal && !spec.isEmpty()) {
      return Strftime.write(value, spec);
    }
    if (spec.isEmpty()) {
      return PythonRepr.text(value);
    }
    Matcher form = FORM.matcher(spec);
    if (!form.matches()) {
      throw new NoResultException("what stands behind : in a format is not known");
    }
    boolean number = value instanceof Number || value instanceof Boolean;
    if (!number && !(value instanceof String)) {
      throw new NoResultException("only texts, numbers and dates can be formatted");
    }
    String type = form.group("type") == null ? "" : form.group("type");
    boolean asText = value instanceof String || (value instanceof Boolean && type.isEmpty());
    if (asText && !type.isEmpty() && !type.equals("s")) {
      throw new NoResultException("a text cannot be formatted as a number");
    }
    String sign = "";
    String body;
    if (asText || value == null) {
      body = cut(PythonRepr.text(value), form.group("precision"));
    } else {
      String digits = number(value, type, form);
      boolean negative = digits.startsWith("-");
      String given = form.group("sign");
      sign = negative ? "-" : given == null || given.equals("-") ? "" : given;
      body = grouped(negative ? digits.substring(1) : digits, form.group("group"));
    }
    return aligned(sign, body, asText, form);
  }

  private static String cut(String text, @Nullable String precision) {
    int most = precision == null ? Integer.MAX_VALUE : Integer.parseInt(precision);
    return PythonText.length(text) <= most
        ? text
        : text.substring(0, text.offsetByCodePoints(0, most));
  }

  private static String number(Object value, String type, Matcher form) {
    String given = form.group("precision");
    int precision = given == null ? -1 : Integer.parseInt(given);
    boolean whole = value instanceof Long || value instanceof Boolean;
    boolean alternative = form.group("alt") != null;
    return switch (type) {
      case "b" -> based(value, whole, 2, alternative ? "0b" : "");
      case "o" -> based(value, whole, 8, alternative ? "0o" : "");
      case "x" -> based(value, whole, 16, alternative ? "0x" : "");
      case "X" -> based(value, whole, 16, alternative ? "0x" : "").toUpperCase(Locale.ROOT);
      case "d", "n" -> based(value, whole, 10, "");
      case "c" -> {
        if (value instanceof Long n && n >= 0 && n <= Character.MAX_CODE_POINT) {
          yield Character.toString(n.intValue());
        }
        throw new NoResultException("only a whole number can be formatted as a character");
      }
      case "%" -> PercentFormat.floating('f', hundredfold(value), precision) + "%";
      case "" ->
          whole
              ? based(value, true, 10, "")
              : precision < 0 ? PythonRepr.text(value) : general(value, precision);
      case "s" -> throw new NoResultException("a number cannot be formatted as a text");
      default -> PercentFormat.floating(type.charAt(0), value, precision);
    };
  }

  private static String general(Object value, int precision) {
    String text = PercentFormat.floating('g', value, precision);
    boolean bare = text.chars().allMatch(c -> (c >= '0' && c <= '9') || c == '-');
    return bare ? text + ".0" : text;
  }

  private static Object hundredfold(Object value) {
    return value instanceof Double d
        ? (Object) (d * 100)
        : PythonNumbers.exact(value).multiply(BigDecimal.valueOf(100));
  }

  private static String based(Object value, boolean whole, int radix, String prefix) {
    if (!whole) {
      throw new NoResultException("only a whole number can be formatted this way");
    }
    BigInteger number = PythonNumbers.exact(value).toBigInteger();
    return (number.signum() < 0 ? "-" : "") + prefix + number.abs().toString(radix);
  }

  private static String grouped(String digits, @Nullable String separator) {
    if (separator == null) {
      return digits;
    }
    int end = 0;
    while (end < digits.length() && Character.isDigit(digits.charAt(end))) {
      end++;
    }
    StringBuilder grouped = new StringBuilder(digits);
    for (int i = end - 3; i > 0; i -= 3) {
      grouped.insert(i, separator);
    }
    return grouped.toString();
  }

  private static String aligned(String sign, String body, boolean text, Matcher form) {
    String given = form.group("width");
    long width = given == null ? 0 : Long.parseLong(given);
    boolean zero = form.group("zero") != null;
    String fill = form.group("fill") != null ? form.group("fill") : zero ? "0" : " ";
    String align =
        form.group("align") != null ? form.group("align") : zero && !text ? "=" : text ? "<" : ">";
    return switch (align) {
      case "<" -> PythonText.left(sign + body, width, fill);
      case "^" -> middle(sign + body, width, fill);
      case "=" -> {
        if (text) {
          throw new NoResultException("\"=\" in a format is for numbers");
        }
        yield sign + PythonText.right(body, width - sign.length(), fill);
      }
      default -> PythonText.right(sign + body, width, fill);
    };
  }

  /** Unlike {@code str.center}, the odd blank is always at the right. */
  private static String middle(String text, long width, String fill) {
    long missing = Math.max(0, width - PythonText.length(text));
    String left = PythonText.right(text, PythonText.length(text) + missing / 2, fill);
    return PythonText.left(left, width, fill);
  }
}
