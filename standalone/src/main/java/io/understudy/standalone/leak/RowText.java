package io.understudy.standalone.leak;

import io.understudy.engine.Batch;

/** A row as one text, with its cells too far apart for a name to reach from one to the next. */
final class RowText {
  private static final String BETWEEN = "\n\u0001\n\u0001\n";

  private final StringBuilder text = new StringBuilder();

  /** The row; the same text object each time. */
  CharSequence of(Batch batch, int row, PersonalColumns personal) {
    text.setLength(0);
    for (int column = 0; column < batch.columnCount(); column++) {
      Object value = batch.column(column)[row];
      if (value instanceof String || value instanceof Number) {
        text.append(value).append(BETWEEN);
      }
    }
    return text.append(personal.fullName(batch, row));
  }
}
