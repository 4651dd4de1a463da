package io.understudy.engine.detect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Joins what several have found. */
final class Overlaps {
  private Overlaps() {}

  /**
   * All spans in order; those that overlap become one that covers them all, of the entity of the
   * longest.
   */
  static List<Span> joined(List<Span> some, List<Span> others) {
    List<Span> all = new ArrayList<>(some);
    all.addAll(others);
    all.sort(Comparator.comparingInt(Span::start));
    List<Span> joined = new ArrayList<>();
    int longest = 0;
    for (Span span : all) {
      int length = span.end() - span.start();
      Span last = joined.isEmpty() ? null : joined.getLast();
      if (last == null || span.start() >= last.end()) {
        joined.add(span);
        longest = length;
      } else {
        Span longer = length > longest ? span : last;
        longest = Math.max(length, longest);
        joined.set(
            joined.size() - 1,
            new Span(last.start(), Math.max(last.end(), span.end()), longer.entity()));
      }
    }
    return List.copyOf(joined);
  }
}
