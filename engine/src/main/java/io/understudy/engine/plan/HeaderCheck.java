package io.understudy.engine.plan;

import io.understudy.engine.InnerColumn;
import io.understudy.engine.TableSchema;
import io.understudy.engine.config.Place;
import io.understudy.engine.config.Problems;
import io.understudy.engine.detect.Detector;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Refuses a file whose first record was taken for its header. Column names get into problems, job
 * details and the target, so this comes before anything else that could print one, and names
 * columns by their numbers only.
 */
final class HeaderCheck {
  private static final int MOST_NUMBERS = 12;

  private HeaderCheck() {}

  /**
   * Looks for personal data in the names of columns and of what is in them, whatever the coverage.
   *
   * @throws io.understudy.engine.ConfigException with one problem if there is any
   */
  static void check(TableSchema schema, Detector detector, Place place) {
    BitSet found = new BitSet();
    for (int i = 0; i < schema.columns().size(); i++) {
      found.set(i, detector.inValue(schema.columns().get(i).name()).isPresent());
    }
    Map<String, Boolean> known = new HashMap<>();
    for (InnerColumn inner : schema.inner()) {
      if (inner.place().keys().stream()
          .anyMatch(key -> known.computeIfAbsent(key, k -> detector.inValue(k).isPresent()))) {
        found.set(inner.parent());
      }
    }
    List<String> numbers = found.stream().mapToObj(column -> Integer.toString(column + 1)).toList();
    if (numbers.isEmpty()) {
      return;
    }
    String who =
        numbers.size() == 1
            ? "the name of column " + numbers.getFirst() + " looks"
            : "the names of columns " + listed(numbers) + " look";
    Problems problems = new Problems();
    problems.add(
        place.problem(
            who + " like personal data, so the first record is data",
            "set csv.header: false (or rename the keys)"));
    problems.refuse();
  }

  /** For two or more: {@code 1, 3 and 4}. */
  private static String listed(List<String> numbers) {
    if (numbers.size() > MOST_NUMBERS) {
      String some = String.join(", ", numbers.subList(0, MOST_NUMBERS));
      return some + " and " + (numbers.size() - MOST_NUMBERS) + " more";
    }
    int last = numbers.size() - 1;
    return String.join(", ", numbers.subList(0, last)) + " and " + numbers.get(last);
  }
}
