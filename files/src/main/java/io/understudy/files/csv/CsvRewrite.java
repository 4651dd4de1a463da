package io.understudy.files.csv;

import io.understudy.engine.Batch;
import io.understudy.engine.CellException;
import io.understudy.engine.ColumnReport;
import io.understudy.engine.NewText;
import io.understudy.engine.Plan;
import io.understudy.engine.PlanExecution;
import io.understudy.engine.TextExecution;
import io.understudy.files.FileColumn;
import io.understudy.files.WholeFileException;
import io.understudy.files.text.RecentTexts;
import io.understudy.files.text.SeenValues;
import io.understudy.files.text.TextOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One CSV file's way through a plan. */
final class CsvRewrite {
  private static final int BATCH_ROWS = 1024;

  private final CsvFile file;
  private final RecordScanner records;
  private final PlanExecution execution;
  private final CsvFields fields;
  private final TextOutput out;
  private final LongConsumer progress;
  private final Batch batch;
  private final int width;
  private final int batchRows;
  private final boolean[] needs;
  private final boolean[] changes;
  private final int[] changed;
  private final @Nullable Object[][] before;
  private final SeenValues[] seen;

  /** By column; null for what no rule changes. */
  private final @Nullable RecentTexts[] recent;

  /** By column; null for what no rule changes, and where rules look at other columns. */
  private final @Nullable CsvTexts[] texts;

  /** Null if all of the file's fields are written, in their places. */
  private final @Nullable CsvShape shape;

  private long rowsOut;

  CsvRewrite(CsvFile file, Plan plan, char delimiter, TextOutput out, LongConsumer progress) {
    this.file = file;
    this.records = file.records();
    this.execution = plan.start();
    this.fields = new CsvFields(delimiter);
    this.out = out;
    this.progress = progress;
    this.width = file.names().size();
    this.batchRows = Math.clamp(RecordScanner.FIELDS_OF_BATCH / width, 1, BATCH_ROWS);
    this.batch = new Batch(plan.width(), batchRows);
    this.needs = new boolean[width];
    this.changes = new boolean[width];
    this.before = new @Nullable Object[width][];
    this.seen = new SeenValues[width];
    this.recent = new @Nullable RecentTexts[width];
    this.texts = new @Nullable CsvTexts[width];
    this.changed = IntStream.range(0, width).filter(plan::changes).toArray();
    for (int i = 0; i < width; i++) {
      changes[i] = plan.changes(i);
      TextExecution alone = changes[i] && !plan.reshapes() ? execution.byText(i) : null;
      texts[i] = alone == null ? null : new CsvTexts(i, alone, batchRows);
      needs[i] = alone == null && (plan.needs(i) || changes[i]);
      before[i] = new @Nullable Object[changes[i] && alone == null ? batchRows : 0];
      seen[i] = new SeenValues();
    }
    for (int column : changed) {
      recent[column] = new RecentTexts(changed.length);
    }
    this.shape = plan.reshapes() ? new CsvShape(file, plan, batch, before, fields, out) : null;
  }

  List<ColumnReport> report() {
    return execution.report();
  }

  /** Records written. */
  long rowsOut() {
    return rowsOut;
  }

  List<FileColumn> columns() {
    if (shape != null) {
      return shape.columns(rowsOut);
    }
    List<FileColumn> columns = new ArrayList<>();
    for (int i = 0; i < width; i++) {
      columns.add(seen[i].column(file.names().get(i), rowsOut));
    }
    return columns;
  }

  /** Writes the whole file; returns the number of records read. */
  long run() throws InterruptedException {
    return run(true);
  }

  /**
   * Writes a file, or a part of one; returns the number of records read.
   *
   * @param numbered whether the records have the numbers that they have in the file
   * @throws WholeFileException if they have not, and a value follows from the number of its row
   */
  long run(boolean numbered) throws InterruptedException {
    if (file.begin() == 0) {
      head();
    }
    long rows = 0;
    while (records.next(batchRows)) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      transform();
      if (batch.isNumbered() && !numbered) {
        throw new WholeFileException("values follow from numbers of rows");
      }
      rowsOut += shape == null ? write() : shape.records();
      rows += records.records();
      progress.accept(file.consumed());
    }
    return rows;
  }

  /** How much of what may be searched in a file was searched. */
  double searched() {
    return execution.searched();
  }

  private void head() {
    if (shape == null) {
      out.write(file.head());
    } else {
      shape.head();
    }
  }

  private void transform() {
    int count = records.records();
    batch.reset(records.firstRecord(), count);
    if (count == 0) {
      return;
    }
    for (int i = 0; i < width; i++) {
      CsvTexts alone = texts[i];
      if (alone != null) {
        alone.transform(records);
      } else if (needs[i]) {
        CsvReader.fill(batch.column(i), records, i);
      }
      if (alone == null && changes[i]) {
        System.arraycopy(batch.column(i), 0, before[i], 0, count);
      }
    }
    execution.transform(batch);
  }

  private int write() {
    for (int i = 0; i < width; i++) {
      if (!changes[i]) {
        see(i);
      }
    }
    int copied = records.from();
    for (int row = 0; row < records.records(); row++) {
      for (int column : changed) {
        copied = write(row, column, copied);
      }
    }
    out.write(records.bytes(), copied, records.to());
    return records.records();
  }

  /**
   * Writes what is before this field and, if it is changed, the field; returns the place behind.
   */
  private int write(int row, int column, int copied) {
    int start = records.starts()[row * width + column];
    int end = records.ends()[row * width + column];
    CsvTexts alone = texts[column];
    if (alone != null) {
      return writeText(row, column, alone.outcome(row), copied);
    }
    Object after = batch.column(column)[row];
    if (Objects.equals(after, before[column][row])) {
      CsvFields.see(records.bytes(), start, end, seen[column]);
      return copied;
    }
    return replace(row, column, (String) after, copied);
  }

  private int writeText(int row, int column, @Nullable NewText outcome, int copied) {
    byte[] bytes = records.bytes();
    int start = records.starts()[row * width + column];
    int end = records.ends()[row * width + column];
    if (outcome == null) {
      CsvFields.see(bytes, start, end, seen[column]);
      return copied;
    }
    String text = outcome.text();
    if (text == null) {
      return replace(row, column, null, copied);
    }
    byte[] field = outcome.written();
    if (field == null) {
      field = fields.field(text);
      if (field == null) {
        throw unwritable(row, column);
      }
      outcome.keep(field);
    }
    out.write(bytes, copied, start);
    boolean quoted = start < end && bytes[start] == '"';
    CsvFields.write(field, quoted, out, seen[column]);
    return end;
  }

  private int replace(int row, int column, @Nullable String after, int copied) {
    int start = records.starts()[row * width + column];
    int end = records.ends()[row * width + column];
    byte[] bytes = records.bytes();
    out.write(bytes, copied, start);
    boolean quoted = start < end && bytes[start] == '"';
    if (!fields.write(after, quoted, out, seen[column], recent[column])) {
      throw unwritable(row, column);
    }
    if (after == null && width == 1) {
      CsvFields.keepEmptyLine(bytes, end, records.to(), out);
    }
    return end;
  }

  private CellException unwritable(int row, int column) {
    return new CellException(
        batch.firstRow() + row,
        file.names().get(column),
        "the new value is not valid Unicode; change the rule");
  }

  private void see(int column) {
    SeenValues values = seen[column];
    byte[] bytes = records.bytes();
    int end = records.records() * width;
    for (int i = column; i < end; i += width) {
      CsvFields.see(bytes, records.starts()[i], records.ends()[i], values);
    }
  }
}
