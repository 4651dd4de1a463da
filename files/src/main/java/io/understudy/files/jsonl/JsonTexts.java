package io.understudy.files.jsonl;

import io.understudy.engine.CellException;
import io.understudy.engine.CellTexts;
import io.understudy.engine.ColumnType;
import io.understudy.engine.NewText;
import io.understudy.engine.TextExecution;
import io.understudy.files.text.EightBytes;
import org.jspecify.annotations.Nullable;

/** One key's way through its rules without its strings being decoded. */
final class JsonTexts {
  private static final long ESCAPES = EightBytes.eight((byte) '\\');

  private final TextExecution rules;
  private final CellTexts cells;

  /**
   * @param rows most of them in a batch
   */
  JsonTexts(TextExecution rules, int rows) {
    this.rules = rules;
    this.cells = new CellTexts(rows);
  }

  /** Begins a batch, in which no row has the key yet. */
  void begin(byte[] bytes, int rows) {
    cells.reset(bytes, rows);
    for (int row = 0; row < rows; row++) {
      cells.setNull(row);
    }
  }

  /** A row has this value, in the place of one that it had before. */
  void set(int row, byte[] bytes, int start, int end) {
    if (bytes[start] == '"' && EightBytes.indexOf(bytes, start, end, ESCAPES) == end) {
      cells.set(row, start + 1, end - 1);
      return;
    }
    String text = (String) JsonCells.value(bytes, start, end, ColumnType.TEXT);
    if (text == null) {
      cells.setNull(row);
    } else {
      cells.set(row, text);
    }
  }

  /**
   * Finds out what becomes of the key.
   *
   * @param firstRow number in the file of the batch's first row
   * @throws CellException with the row of the file
   */
  void transform(long firstRow) {
    try {
      rules.transform(cells);
    } catch (CellException e) {
      throw e.at(firstRow + e.row());
    }
  }

  /** What becomes of the value in a row of the batch; null: it stays as it is. */
  @Nullable NewText outcome(int row) {
    return cells.outcome(row);
  }
}
