package io.understudy.engine.detect;

import io.understudy.engine.fake.Entity;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/** The spans found in one text so far; what was found first stays, so that none overlap. */
final class Findings {
  private final BitSet taken = new BitSet();
  private final List<Span> spans = new ArrayList<>();

  /** Whether no span found so far touches this range. */
  boolean isFree(int start, int end) {
    int next = taken.nextSetBit(start);
    return next < 0 || next >= end;
  }

  /** Adds a span unless one found earlier overlaps it. */
  void add(int start, int end, Entity entity) {
    if (isFree(start, end)) {
      taken.set(start, end);
      spans.add(new Span(start, end, entity));
    }
  }

  /** Takes a range out of the search: it looks like personal data but is known not to be. */
  void exclude(int start, int end) {
    taken.set(start, end);
  }

  List<Span> inOrder() {
    spans.sort(Comparator.comparingInt(Span::start));
    return List.copyOf(spans);
  }

  boolean isEmpty() {
    return spans.isEmpty();
  }
}
