package io.understudy.engine.plan;

import io.understudy.engine.CellException;
import io.understudy.engine.ColumnType;
import io.understudy.engine.detect.Detector;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How much of a column a rule may search for personal data in one file. What is over the budget is
 * redacted as a whole, never passed. Used by one thread.
 */
final class SearchBudget {
  /** What stands for a text that was not searched. */
  static final String REDACTED = "<redacted>";

  private static final int PREPARED_CHARACTERS = 1 << 20;

  private final Detector detector;
  private final ColumnType type;
  private long searched;

  SearchBudget(Detector detector, ColumnType type) {
    this.detector = detector;
    this.type = type;
  }

  /**
   * Tells the detector what comes, if that helps.
   *
   * @return the first row that it does not know yet
   */
  int prepare(@Nullable Object[] column, int from, int size) {
    if (!detector.prefersBatches()) {
      return size;
    }
    List<String> texts = new ArrayList<>();
    long characters = 0;
    int row = from;
    while (row < size && characters < PREPARED_CHARACTERS) {
      if (column[row] instanceof String text && !text.isEmpty()) {
        characters += text.length();
        texts.add(text);
      }
      row++;
    }
    if (searched + characters <= detector.settings().fileCharacters()) {
      detector.prepare(texts);
    }
    return row;
  }

  /** Whether a value may be searched, which is then taken from the budget. */
  boolean spend(@Nullable Object value) {
    if (value instanceof String text) {
      searched += text.length();
      return text.length() <= detector.settings().cellCharacters()
          && searched <= detector.settings().fileCharacters();
    }
    return true;
  }

  /** Characters so far. */
  long searched() {
    return searched;
  }

  /**
   * What stands for a cell that was not searched.
   *
   * @throws CellException if the column cannot hold it
   */
  String redacted(long row, String column) {
    if (type != ColumnType.TEXT) {
      throw new CellException(
          row, column, "could not be searched for personal data; use another rule for this column");
    }
    return REDACTED;
  }
}
