package io.understudy.files.csv;

import io.understudy.engine.CellException;
import io.understudy.engine.CellTexts;
import io.understudy.engine.NewText;
import io.understudy.engine.TextExecution;
import io.understudy.files.text.EightBytes;
import org.jspecify.annotations.Nullable;

/** One column's way through its rules without its texts being decoded. */
final class CsvTexts {
  private static final byte QUOTE = '"';
  private static final long QUOTES = EightBytes.eight(QUOTE);

  private final int column;
  private final TextExecution rules;
  private final CellTexts cells;

  /**
   * @param rows most of them in a batch
   */
  CsvTexts(int column, TextExecution rules, int rows) {
    this.column = column;
    this.rules = rules;
    this.cells = new CellTexts(rows);
  }

  /**
   * Finds out what becomes of the column in the records at hand.
   *
   * @throws CellException with the row of the file
   */
  void transform(RecordScanner records) {
    byte[] bytes = records.bytes();
    int[] starts = records.starts();
    int[] ends = records.ends();
    int count = records.records();
    cells.reset(bytes, count);
    int field = column;
    for (int row = 0; row < count; row++) {
      int start = starts[field];
      int end = ends[field];
      field += records.columns();
      if (start == end) {
        cells.setNull(row);
      } else if (bytes[start] != QUOTE) {
        cells.set(row, start, end);
      } else if (EightBytes.indexOf(bytes, start + 1, end - 1, QUOTES) == end - 1) {
        cells.set(row, start + 1, end - 1);
      } else {
        cells.set(row, String.valueOf(CsvFields.text(bytes, start, end)));
      }
    }
    try {
      rules.transform(cells);
    } catch (CellException e) {
      throw e.at(records.firstRecord() + e.row());
    }
  }

  /** What becomes of the cell in a row of the batch; null: it stays as it is. */
  @Nullable NewText outcome(int row) {
    return cells.outcome(row);
  }
}
