package io.understudy.engine.python;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Jinja2's own filters of texts. */
public final class JinjaText {
  private static final List<String> SIZES = List.of("kB", "MB", "GB", "TB", "PB", "EB", "ZB", "YB");
  private static final List<String> BINARY_SIZES =
      List.of("KiB", "MiB", "GiB", "TiB", "PiB", "EiB", "ZiB", "YiB");
  private static final String UNRESERVED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-~";
  private static final Pattern ENTITY = Pattern.compile("&(#[xX]?[0-9a-fA-F]{1,7}|[a-zA-Z]{2,6});");
  private static final Map<String, String> ENTITIES =
      Map.ofEntries(
          Map.entry("amp", "&"),
          Map.entry("apos", "'"),
          Map.entry("cent", "¢"),
          Map.entry("copy", "©"),
          Map.entry("euro", "€"),
          Map.entry("gt", ">"),
          Map.entry("hellip", "…"),
          Map.entry("laquo", "«"),
          Map.entry("lt", "<"),
          Map.entry("mdash", "—"),
          Map.entry("nbsp", "\u00a0"),
          Map.entry("ndash", "–"),
          Map.entry("pound", "£"),
          Map.entry("quot", "\""),
          Map.entry("raquo", "»"),
          Map.entry("reg", "®"),
          Map.entry("sect", "§"),
          Map.entry("trade", "™"));

  private JinjaText() {}

  /** The start of a text that is longer than a length and a little more. */
  public static String truncate(
      String text, long length, boolean killWords, String end, long leeway) {
    long keep = length - PythonText.length(end);
    if (keep < 0 || leeway < 0) {
      throw new NoResultException("truncate: the length must not be less than that of the end");
    }
    if (PythonText.length(text) <= length + leeway) {
      return text;
    }
    String start = text.substring(0, text.offsetByCodePoints(0, (int) keep));
    int blank = start.lastIndexOf(' ');
    return (killWords || blank < 0 ? start : start.substring(0, blank)) + end;
  }

  /** Lines set in by a text; the first and empty ones only if asked for. */
  public static String indent(String text, String by, boolean first, boolean blank) {
    StringBuilder result = new StringBuilder();
    List<@Nullable Object> lines = PythonText.lines(text + "\n", false);
    for (int i = 0; i < lines.size(); i++) {
      String line = String.valueOf(lines.get(i));
      boolean in = i == 0 ? first : blank || !line.isEmpty();
      result.append(i == 0 ? "" : "\n").append(in ? by : "").append(line);
      PythonText.refuseLong(result.length());
    }
    return result.toString();
  }

  /** A number of bytes as {@code 1.3 kB}. */
  public static String fileSize(double bytes, boolean binary) {
    if (!Double.isFinite(bytes)) {
      throw new NoResultException("filesizeformat needs a finite number");
    }
    double base = binary ? 1024 : 1000;
    if (bytes == 1) {
      return "1 Byte";
    }
    if (bytes < base) {
      return (long) bytes + " Bytes";
    }
    List<String> names = binary ? BINARY_SIZES : SIZES;
    double unit = base;
    int i = 0;
    while (i < names.size() - 1 && bytes >= unit * base) {
      unit *= base;
      i++;
    }
    return PercentFormat.floating('f', bytes / unit, 1) + " " + names.get(i);
  }

  /**
   * A text as a part of a URL.
   *
   * @param query whether it stands behind the question mark
   */
  public static String quoteUrl(String text, boolean query) {
    StringBuilder quoted = new StringBuilder(text.length() + 16);
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      if (b > 0 && UNRESERVED.indexOf(b) >= 0 || (b == '/' && !query)) {
        quoted.append((char) b);
      } else if (b == ' ' && query) {
        quoted.append('+');
      } else {
        quoted.append(String.format("%%%02X", b & 0xFF));
      }
    }
    PythonText.refuseLong(quoted.length());
    return quoted.toString();
  }

  /** A text with what is special in HTML as entities. */
  public static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '\'' -> escaped.append("&#39;");
        case '"' -> escaped.append("&#34;");
        default -> escaped.append(c);
      }
    }
    return escaped.toString();
  }

  /** Attributes of an XML element; null values are left out. */
  public static String xmlAttributes(Map<?, ?> attributes, boolean leadingBlank) {
    StringBuilder text = new StringBuilder();
    attributes.forEach(
        (key, value) -> {
          String name = PythonRepr.text(key);
          if (name.chars().anyMatch(c -> c <= ' ' || c == '/' || c == '>' || c == '=')) {
            throw new NoResultException("this key cannot be the name of an XML attribute");
          }
          if (value != null) {
            text.append(text.isEmpty() && !leadingBlank ? "" : " ");
            text.append(escape(name))
                .append("=\"")
                .append(escape(PythonRepr.text(value)))
                .append('"');
          }
        });
    return text.toString();
  }

  /** Without tags and comments, white space joined, the common entities as characters. */
  public static String stripTags(String text) {
    String plain = without(without(text, "<!--", "-->"), "<", ">");
    StringBuilder joined = new StringBuilder();
    boolean gap = false;
    for (int i = 0; i < plain.length(); i++) {
      char c = plain.charAt(i);
      if (PythonText.isSpace(c)) {
        gap = !joined.isEmpty();
      } else {
        joined.append(gap ? " " : "").append(c);
        gap = false;
      }
    }
    return ENTITY
        .matcher(joined)
        .replaceAll(found -> Matcher.quoteReplacement(entity(found.group(), found.group(1))));
  }

  private static String without(String text, String open, String close) {
    StringBuilder rest = new StringBuilder(text.length());
    int from = 0;
    while (true) {
      int start = text.indexOf(open, from);
      int end = start < 0 ? -1 : text.indexOf(close, start);
      if (end < 0) {
        return rest.append(text, from, text.length()).toString();
      }
      rest.append(text, from, start);
      from = end + close.length();
    }
  }

  private static String entity(String written, String name) {
    if (!name.startsWith("#")) {
      return ENTITIES.getOrDefault(name, written);
    }
    boolean hexadecimal = name.toLowerCase(Locale.ROOT).startsWith("#x");
    try {
      int c = Integer.parseInt(name.substring(hexadecimal ? 2 : 1), hexadecimal ? 16 : 10);
      return Character.isValidCodePoint(c) && c > 0 ? Character.toString(c) : "\ufffd";
    } catch (NumberFormatException e) {
      return written; // hexadecimal digits without the x: not an entity
    }
  }

  /** How many words there are. */
  public static long countWords(String text) {
    return PythonPatterns.WORD.all(text).size();
  }

  /** The patterns that are needed here. */
  private static final class PythonPatterns {
    static final PythonPattern WORD = PythonPattern.compile("\\w+", 0);
  }

  /** Lines no longer than a width, joined by a text. */
  public static String wrap(
      String text, long width, boolean breakWords, String between, boolean hyphens) {
    if (width <= 0) {
      throw new NoResultException("wordwrap: the width must be greater than 0");
    }
    List<String> lines = new ArrayList<>();
    for (Object line : PythonText.lines(text, false)) {
      lines.add(
          String.join(between, WordWrap.lines(String.valueOf(line), width, breakWords, hyphens)));
    }
    String wrapped = String.join(between, lines);
    PythonText.refuseLong(wrapped.length());
    return wrapped;
  }
}
