package io.understudy.engine.propose;

import io.understudy.engine.ColumnType;
import io.understudy.engine.detect.ColumnClassifier;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Some values of one column. Used by one thread; its text holds no value. */
final class ColumnSample {
  private static final int LONGEST_TEXT = 4_096;

  private final String name;
  private ColumnType type;
  private final Set<Object> distinct = new LinkedHashSet<>();
  private long compared;
  private int files;

  ColumnSample(String name, ColumnType type) {
    this.name = name;
    this.type = type;
  }

  String name() {
    return name;
  }

  /** The type; text if files differ. */
  ColumnType type() {
    return type;
  }

  /** Takes note that one more file has the column. */
  void inFile(ColumnType found) {
    files++;
    boolean copied = found == ColumnType.NESTED || found == ColumnType.BINARY;
    if (type != found) {
      type = copied ? found : ColumnType.TEXT;
    }
  }

  int files() {
    return files;
  }

  void add(@Nullable Object value) {
    if (value == null) {
      return;
    }
    if (distinct.size() < ColumnClassifier.MOST_VALUES) {
      compared++;
      distinct.add(
          switch (value) {
            case String text -> shortened(text);
            case byte[] bytes -> shortened(new String(bytes, StandardCharsets.UTF_8));
            default -> value;
          });
    }
  }

  private static String shortened(String text) {
    return text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text;
  }

  /** Distinct values, bytes as text; at most {@link ColumnClassifier#MOST_VALUES}. */
  Collection<Object> distinct() {
    return Collections.unmodifiableCollection(distinct);
  }

  /** Whether there are several values, and none repeats among those that were compared. */
  boolean isDistinct() {
    return compared > 1 && distinct.size() == compared;
  }

  /** How many distinct values there are, for people. */
  String count() {
    int n = distinct.size();
    return n == ColumnClassifier.MOST_VALUES
        ? "the first " + n + " distinct values"
        : n == 1 ? "the only value" : n + " distinct values";
  }

  @Override
  public String toString() {
    return "ColumnSample[" + distinct.size() + " values]";
  }
}
