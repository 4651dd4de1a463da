package io.understudy.engine.python;

import com.google.re2j.Matcher;
import java.util.ArrayList;
import java.util.List;

/** What stands in for a match: texts and groups, in Python's syntax. Immutable. */
public final class PatternReplacement {
  private final List<Object> parts;

  private PatternReplacement(List<Object> parts) {
    this.parts = List.copyOf(parts);
  }

  /**
   * Reads {@code \1}, <code>\g&lt;name&gt;</code> and escapes.
   *
   * @throws NoResultException for a group that the pattern does not have, or an unknown escape
   */
  public static PatternReplacement of(String template, PythonPattern pattern) {
    List<Object> parts = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    int i = 0;
    while (i < template.length()) {
      char c = template.charAt(i++);
      if (c != '\\') {
        text.append(c);
        continue;
      }
      if (i == template.length()) {
        throw new NoResultException("the replacement ends with a single \\; write \\\\");
      }
      char escaped = template.charAt(i++);
      if (escaped == 'g') {
        int end = template.indexOf('>', i);
        if (i >= template.length() || template.charAt(i) != '<' || end < 0) {
          throw new NoResultException("\\g in the replacement needs a group, such as \\g<1>");
        }
        add(parts, text, group(template.substring(i + 1, end), pattern));
        i = end + 1;
      } else if (escaped == '0' || isOctal(template, i - 1)) {
        int end = i;
        while (end < template.length()
            && end < i + 2
            && "01234567".indexOf(template.charAt(end)) >= 0) {
          end++;
        }
        text.append((char) (Integer.parseInt(template.substring(i - 1, end), 8) & 0xFF));
        i = end;
      } else if (escaped >= '1' && escaped <= '9') {
        boolean two = i < template.length() && Character.digit(template.charAt(i), 10) >= 0;
        String digits = template.substring(i - 1, two ? i + 1 : i);
        add(parts, text, group(digits, pattern));
        i += two ? 1 : 0;
      } else {
        text.append(escape(escaped));
      }
    }
    if (!text.isEmpty()) {
      parts.add(text.toString());
    }
    return new PatternReplacement(parts);
  }

  private static boolean isOctal(String template, int at) {
    if (at + 3 > template.length()) {
      return false;
    }
    for (int i = at; i < at + 3; i++) {
      if ("01234567".indexOf(template.charAt(i)) < 0) {
        return false;
      }
    }
    return template.charAt(at) <= '3';
  }

  private static void add(List<Object> parts, StringBuilder text, int group) {
    if (!text.isEmpty()) {
      parts.add(text.toString());
      text.setLength(0);
    }
    parts.add(group);
  }

  private static int group(String name, PythonPattern pattern) {
    Integer number = pattern.names().get(name);
    if (number == null && !name.isEmpty() && name.length() < 4) {
      boolean digits = name.chars().allMatch(c -> c >= '0' && c <= '9');
      number = digits ? Integer.valueOf(name) : null;
    }
    if (number == null || number > pattern.groups()) {
      throw new NoResultException(
          "the replacement names a group that the regular expression does not have");
    }
    return number;
  }

  private static String escape(char c) {
    return switch (c) {
      case 'n' -> "\n";
      case 't' -> "\t";
      case 'r' -> "\r";
      case 'f' -> "\f";
      case 'v' -> "\u000b";
      case 'a' -> "\u0007";
      case 'b' -> "\b";
      case '\\' -> "\\";
      default -> {
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
          throw new NoResultException(
              "\\" + c + " in the replacement is no escape; write \\\\" + c);
        }
        yield "\\" + c;
      }
    };
  }

  void append(StringBuilder into, Matcher match) {
    for (Object part : parts) {
      if (part instanceof Integer group) {
        String text = match.group(group);
        into.append(text == null ? "" : text);
      } else {
        into.append(part);
      }
    }
  }
}
