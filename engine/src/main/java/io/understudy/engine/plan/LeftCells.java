package io.understudy.engine.plan;

import io.understudy.engine.Batch;
import io.understudy.engine.CellException;
import io.understudy.engine.detect.DetectionSettings;
import io.understudy.engine.detect.Detector;
import io.understudy.engine.fake.Entity;
import io.understudy.engine.key.Canonical;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks for personal data in the cells of a column that no rule applies to ({@code coverage:
 * detected}). Texts and binary data are read; of numbers, whole ones of nine digits or more, as
 * nothing personal has a form with fewer digits, or all if the config has recognisers of its own. A
 * cell that is over the budget for searching does not pass.
 */
final class LeftCells {
  private static final long SMALLEST_NUMBER = 100_000_000;

  private final Detector detector;
  private final int column;
  private final String columnName;
  private final boolean copies;
  private final @Nullable ValueCache clean;
  private final boolean every;
  private long searched;

  /**
   * @param copies whether a rule may have written an original into the column
   * @param clean remembers what was found clean; null: nothing does
   */
  LeftCells(
      Detector detector,
      int column,
      String columnName,
      boolean copies,
      @Nullable ValueCache clean) {
    this.detector = detector;
    this.column = column;
    this.columnName = columnName;
    this.copies = copies;
    this.clean = clean;
    this.every = !detector.settings().recognisers().isEmpty();
  }

  /**
   * @param masked the rows in which a rule has masked it
   * @throws CellException for the first personal data found
   */
  void check(Batch batch, boolean[] masked) {
    @Nullable Object[] values = batch.column(column);
    for (int row = 0; row < batch.size(); row++) {
      Object value = values[row];
      if (value == null || masked[row] || batch.isDropped(row)) {
        continue;
      }
      if (clean != null && clean.get(value) != null) {
        continue;
      }
      String text = text(value);
      refuseUnread(text, batch.firstRow() + row);
      Optional<Entity> found = text.isEmpty() ? Optional.empty() : detector.inValue(text);
      if (found.isPresent()) {
        throw new CellException(
            batch.firstRow() + row,
            columnName,
            "looks like "
                + found.get().entityName()
                + (copies
                    ? ", and what the rules wrote may be an original (coverage is detected); mask it"
                        + " in the rule, or name the column that it comes from in columns.keep"
                    : ", and no rule covers it (coverage is detected); add a rule for the column, or"
                        + " name it in columns.keep"));
      }
      if (clean != null) {
        clean.put(value, Boolean.TRUE);
      }
    }
  }

  /** Characters so far. */
  long searched() {
    return searched;
  }

  /** What is over the budget does not pass unread. */
  private void refuseUnread(String text, long row) {
    DetectionSettings budget = detector.settings();
    searched += text.length();
    boolean longer = text.length() > budget.cellCharacters();
    if (longer || searched > budget.fileCharacters()) {
      throw new CellException(
          row,
          columnName,
          (longer
                  ? "is longer than "
                      + budget.cellCharacters()
                      + " characters (globals.detection.cell_characters)"
                  : "comes after "
                      + budget.fileCharacters()
                      + " characters of the column (globals.detection.file_characters)")
              + ", so it was not searched for personal data, and no rule covers it (coverage is"
              + " detected); add a rule for the column, name it in columns.keep, or raise the"
              + " budget");
    }
  }

  /** Empty for what need not be looked at. */
  private String text(Object value) {
    return switch (value) {
      case String text -> text;
      case Long number ->
          every || number >= SMALLEST_NUMBER || number <= -SMALLEST_NUMBER ? number.toString() : "";
      case Double number -> {
        boolean whole = Double.isFinite(number) && Math.rint(number) == number;
        yield every || whole && Math.abs(number) >= SMALLEST_NUMBER ? Canonical.text(number) : "";
      }
      case BigDecimal number -> {
        boolean large = number.precision() - (long) number.scale() >= 9 && number.scale() < 40;
        String plain = every || large ? Canonical.text(number) : "";
        yield every || plain.indexOf('.') < 0 ? plain : "";
      }
      case byte[] bytes -> new String(bytes, StandardCharsets.UTF_8);
      default -> "";
    };
  }
}
