package io.understudy.engine.expression;

import io.understudy.engine.python.TextMatch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Methods of the matches that {@code re.match} and the like give. */
final class Matches {
  private Matches() {}

  static @Nullable Object method(
      int at, String name, TextMatch match, @Nullable Object[] operands) {
    Arithmetic.refuseLong(at, match.size());
    return switch (name) {
      case "group" -> groups(at, match, operands);
      case "groups" -> {
        List<@Nullable Object> groups = new ArrayList<>();
        for (int group = 1; group <= match.groups(); group++) {
          groups.add(orElse(match.group(group), operands[1]));
        }
        yield groups;
      }
      case "groupdict" -> {
        Map<Object, @Nullable Object> groups = new LinkedHashMap<>();
        match.names().entrySet().stream()
            .sorted(Comparator.comparing(Map.Entry::getValue))
            .forEach(
                entry ->
                    groups.put(entry.getKey(), orElse(match.group(entry.getValue()), operands[1])));
        yield groups;
      }
      case "start" -> match.start(number(at, match, operands[1]));
      case "end" -> match.end(number(at, match, operands[1]));
      default -> {
        int group = number(at, match, operands[1]);
        yield List.of(match.start(group), match.end(group));
      }
    };
  }

  private static @Nullable Object orElse(@Nullable Object group, @Nullable Object otherwise) {
    return group == null ? otherwise : group;
  }

  private static @Nullable Object groups(int at, TextMatch match, @Nullable Object[] operands) {
    if (operands.length <= 2) {
      return match.group(number(at, match, operands.length == 2 ? operands[1] : null));
    }
    List<@Nullable Object> groups = new ArrayList<>();
    for (int i = 1; i < operands.length; i++) {
      groups.add(match.group(number(at, match, operands[i])));
    }
    return groups;
  }

  /** Without an argument it is group 0, the whole match. */
  static int number(int at, TextMatch match, @Nullable Object group) {
    int number = group == null ? 0 : match.number(group);
    if (number < 0) {
      throw new EvaluationException.Missing(at, "the regular expression has no such group");
    }
    return number;
  }
}
