package io.understudy.engine.detect;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was found in the texts searched last, so that a text that repeats is searched once. Bounded
 * by the characters it holds; safe for several threads.
 */
final class SpanCache {
  private static final int LONGEST = 1 << 16;

  private final long most;
  private final Map<String, Optional<List<Span>>> found = new LinkedHashMap<>(64, 0.75f, true);
  private long held;

  /**
   * @param most characters to hold
   */
  SpanCache(long most) {
    this.most = most;
  }

  /** Null if the text is not known; empty if the search gave up. */
  synchronized @Nullable Optional<List<Span>> get(String text) {
    return found.get(text);
  }

  synchronized void put(String text, Optional<List<Span>> spans) {
    if (text.length() > LONGEST || found.put(text, spans) != null) {
      return;
    }
    held += text.length() + 1L;
    Iterator<String> oldest = found.keySet().iterator();
    while (held > most && oldest.hasNext()) {
      held -= oldest.next().length() + 1L;
      oldest.remove();
    }
  }

  @Override
  public String toString() {
    return "SpanCache";
  }
}
