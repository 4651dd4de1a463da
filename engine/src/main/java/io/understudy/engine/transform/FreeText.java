package io.understudy.engine.transform;

import io.understudy.engine.detect.Span;
import io.understudy.engine.fake.Entity;
import java.util.List;
import java.util.function.BiFunction;

/** What the transforms of free text share. */
final class FreeText {
  private FreeText() {}

  /**
   * @param spans in order, without overlaps
   * @param replacement of an entity and the text of its span
   */
  static String replaced(
      String text, List<Span> spans, BiFunction<Entity, String, String> replacement) {
    if (spans.isEmpty()) {
      return text;
    }
    StringBuilder replaced = new StringBuilder(text.length() + 16 * spans.size());
    int copied = 0;
    for (Span span : spans) {
      replaced
          .append(text, copied, span.start())
          .append(replacement.apply(span.entity(), text.substring(span.start(), span.end())));
      copied = span.end();
    }
    return replaced.append(text, copied, text.length()).toString();
  }

  static IllegalArgumentException expected(String filter, Object found) {
    return new IllegalArgumentException(
        filter + " needs text, found " + found.getClass().getSimpleName());
  }
}
