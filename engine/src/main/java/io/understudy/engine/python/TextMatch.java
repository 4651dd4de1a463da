package io.understudy.engine.python;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A match of a regular expression: which parts of the text its groups are. Immutable. */
public final class TextMatch {
  private final String text;
  private final int[] bounds;
  private final Map<String, Integer> names;

  TextMatch(String text, int[] bounds, Map<String, Integer> names) {
    this.text = text;
    this.bounds = bounds.clone();
    this.names = Map.copyOf(names);
  }

  /** How many groups the pattern has. */
  public int groups() {
    return bounds.length / 2 - 1;
  }

  /** Characters of all groups together. */
  public long size() {
    long size = 0;
    for (int group = 0; group <= groups(); group++) {
      size += bounds[2 * group + 1] - bounds[2 * group];
    }
    return size;
  }

  /** The number of a group by its name or number; -1 if there is none. */
  public int number(@Nullable Object group) {
    return switch (group) {
      case Long n when n >= 0 && n <= groups() -> n.intValue();
      case String name -> names.getOrDefault(name, -1);
      case null, default -> -1;
    };
  }

  /** The text of a group; null if it took no part. */
  public @Nullable String group(int number) {
    int start = bounds[2 * number];
    return start < 0 ? null : text.substring(start, bounds[2 * number + 1]);
  }

  /** Where a group starts, in characters; -1 if it took no part. */
  public long start(int number) {
    return characters(bounds[2 * number]);
  }

  /** Where a group ends, in characters; -1 if it took no part. */
  public long end(int number) {
    return characters(bounds[2 * number + 1]);
  }

  /** Named groups and their numbers. */
  public Map<String, Integer> names() {
    return names;
  }

  private long characters(int index) {
    return index < 0 ? -1 : text.codePointCount(0, index);
  }
}
