package io.understudy.files.jsonl;

import io.understudy.engine.Batch;
import io.understudy.engine.CellException;
import io.understudy.engine.Column;
import io.understudy.engine.ColumnType;
import io.understudy.engine.NewText;
import io.understudy.engine.Plan;
import io.understudy.engine.TextExecution;
import io.understudy.files.FileColumn;
import io.understudy.files.WholeFileException;
import io.understudy.files.text.RecentTexts;
import io.understudy.files.text.SeenValues;
import io.understudy.files.text.TextOutput;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One JSONL file's way through its plans. */
final class JsonLinesRewrite {
  private static final int BATCH_ROWS = 1024;

  private final LineScanner lines;
  private final Keys keys;
  private final PlanSequence plans;
  private final TextOutput out;
  private final JsonWriter writer;
  private final LongConsumer progress;
  private final List<SeenValues> seen = new ArrayList<>();
  private final List<SeenValues> seenAdded = new ArrayList<>();
  private List<RecentTexts> recent = List.of();
  private Batch batch = new Batch(0, BATCH_ROWS);
  private int[] changed = {};
  private boolean[] needs = {};
  private ColumnType[] types = {};
  private boolean[] changes = {};

  /** By column, the values of the batch before the plan; empty unless the plan changes it. */
  private @Nullable Object[][] before = {};

  /** By column; null for what no rule changes, and where rules look at other columns. */
  private @Nullable JsonTexts[] texts = {};

  /** By column, the row of the batch that had it last. */
  private int[] presentIn = {};

  /** Null if all of the file's members are written, in their places. */
  private @Nullable JsonShape shape;

  private long rowsOut;

  JsonLinesRewrite(LineScanner lines, PlanSequence plans, TextOutput out, LongConsumer progress) {
    this.lines = lines;
    this.keys = lines.keys();
    this.plans = plans;
    this.out = out;
    this.writer = new JsonWriter(out);
    this.progress = progress;
    usePlan();
  }

  /** Rows written. */
  long rowsOut() {
    return rowsOut;
  }

  List<FileColumn> columns() {
    return plans.current().output().stream()
        .map(column -> seen(column.source()).column(column.name(), rowsOut))
        .toList();
  }

  /** What was written of a column of the batch. */
  SeenValues seen(int column) {
    return column < needs.length ? seen.get(column) : seenAdded.get(column - needs.length);
  }

  /**
   * Writes a part of a file; returns the number of rows read.
   *
   * @param numbered whether the rows have the numbers that they have in the file
   * @throws WholeFileException if there is a key that the first block of the file does not have, or
   *     a value of another type, or one that follows from the number of a row that is not known
   */
  long runPart(boolean numbered) throws InterruptedException {
    long rows = 0;
    out.write(lines.head());
    while (lines.next(BATCH_ROWS)) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      if (plans.isOutdated()) {
        throw new WholeFileException("keys or their types are new behind the file's beginning");
      }
      rows += batch();
      if (batch.isNumbered() && !numbered) {
        throw new WholeFileException("values follow from numbers of rows");
      }
    }
    return rows;
  }

  /** Writes the whole file; returns the number of rows read. */
  long run() throws InterruptedException {
    out.write(lines.head());
    long rows = 0;
    while (lines.next(BATCH_ROWS)) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      if (plans.renew(column -> seen.get(column).values() > 0)) {
        usePlan();
      }
      rows += batch();
    }
    return rows;
  }

  private int batch() {
    transform();
    rowsOut += shape == null ? write() : shape.write();
    progress.accept(lines.consumed() - lines.begin());
    return lines.rows();
  }

  private void usePlan() {
    Plan plan = plans.current();
    int width = keys.size();
    batch = new Batch(plan.width(), BATCH_ROWS);
    needs = new boolean[width];
    types = plan.schema().columns().stream().map(Column::type).toArray(ColumnType[]::new);
    changes = new boolean[width];
    before = new @Nullable Object[width][];
    presentIn = new int[width];
    texts = new @Nullable JsonTexts[width];
    changed = IntStream.range(0, width).filter(plan::changes).toArray();
    for (int i = 0; i < width; i++) {
      changes[i] = plan.changes(i);
      TextExecution alone = changes[i] && !plan.reshapes() ? plans.byText(i) : null;
      texts[i] = alone == null ? null : new JsonTexts(alone, BATCH_ROWS);
      needs[i] = alone == null && (plan.needs(i) || changes[i]);
      before[i] = new @Nullable Object[changes[i] && alone == null ? BATCH_ROWS : 0];
    }
    while (seen.size() < width) {
      seen.add(new SeenValues());
    }
    while (seenAdded.size() < plan.width() - width) {
      seenAdded.add(new SeenValues());
    }
    int written = Math.max(1, changed.length + plan.width() - width);
    recent = Stream.generate(() -> new RecentTexts(written)).limit(plan.width()).toList();
    shape = plan.reshapes() ? new JsonShape(lines, plan, batch, before, this, writer, out) : null;
  }

  private void transform() {
    int rows = lines.rows();
    batch.reset(lines.firstRow(), rows);
    if (rows == 0) {
      return;
    }
    for (int i = 0; i < needs.length; i++) {
      JsonTexts alone = texts[i];
      if (alone != null) {
        alone.begin(lines.bytes(), rows);
      } else if (needs[i]) {
        Arrays.fill(batch.column(i), 0, rows, null);
      }
    }
    for (int row = 0; row < rows; row++) {
      for (int member = lines.firstMember(row); member < lines.firstMember(row + 1); member++) {
        int column = lines.memberKey(member);
        JsonTexts alone = texts[column];
        if (alone != null) {
          alone.set(row, lines.bytes(), lines.memberStart(member), lines.memberEnd(member));
        } else if (needs[column]) {
          batch.column(column)[row] =
              JsonCells.value(
                  lines.bytes(), lines.memberStart(member), lines.memberEnd(member), types[column]);
        }
      }
    }
    for (int column : changed) {
      JsonTexts alone = texts[column];
      if (alone != null) {
        alone.transform(lines.firstRow());
      } else {
        System.arraycopy(batch.column(column), 0, before[column], 0, rows);
      }
    }
    plans.transform(batch);
  }

  private int write() {
    byte[] bytes = lines.bytes();
    int copied = lines.from();
    Arrays.fill(presentIn, -1);
    for (int row = 0; row < lines.rows(); row++) {
      for (int member = lines.firstMember(row); member < lines.firstMember(row + 1); member++) {
        int column = lines.memberKey(member);
        int start = lines.memberStart(member);
        int end = lines.memberEnd(member);
        if (changes[column]) {
          presentIn[column] = row;
          JsonTexts alone = texts[column];
          if (alone != null) {
            copied = write(alone.outcome(row), row, column, member, copied);
            continue;
          }
          Object after = batch.column(column)[row];
          if (!Objects.equals(after, before[column][row])) {
            out.write(bytes, copied, start);
            write(after, bytes[start], row, column);
            copied = end;
            continue;
          }
        }
        JsonCells.see(bytes, start, end, seen.get(column));
      }
      copied = addAbsent(row, copied);
    }
    out.write(bytes, copied, lines.to());
    return lines.rows();
  }

  /** Writes a member with what is before it, if it is changed; returns the place behind. */
  private int write(@Nullable NewText outcome, int row, int column, int member, int copied) {
    byte[] bytes = lines.bytes();
    int start = lines.memberStart(member);
    int end = lines.memberEnd(member);
    if (outcome == null) {
      JsonCells.see(bytes, start, end, seen.get(column));
      return copied;
    }
    out.write(bytes, copied, start);
    if (bytes[start] == '"' && outcome.text() != null) {
      writer.string(outcome, seen.get(column));
    } else {
      write(outcome.text(), bytes[start], row, column);
    }
    return end;
  }

  /** Adds keys that the object does not have and the plan made values for. */
  private int addAbsent(int row, int copied) {
    int place = copied;
    boolean empty = lines.firstMember(row) == lines.firstMember(row + 1);
    for (int column : changed) {
      Object after = batch.column(column)[row];
      if (after != null && presentIn[column] != row) {
        out.write(lines.bytes(), place, lines.closing(row));
        place = lines.closing(row);
        if (!empty) {
          out.write((byte) ',');
        }
        empty = false;
        writer.string(keys.name(column));
        out.write((byte) ':');
        write(after, (byte) 0, row, column);
      }
    }
    return place;
  }

  /**
   * Writes a new value.
   *
   * @param replaced first byte of the value that was there, 0 if there was none
   */
  void write(@Nullable Object value, byte replaced, int row, int column) {
    if (column < types.length && types[column] == ColumnType.NESTED && value != null) {
      byte[] json = ((String) value).getBytes(StandardCharsets.UTF_8);
      JsonCells.see(json, 0, json.length, seen(column));
      out.write(json);
      return;
    }
    if (!writer.write(value, replaced, seen(column), recent.get(column))) {
      throw new CellException(
          batch.firstRow() + row,
          plans.current().columns().get(column).column().name(),
          "the new value is not a number, which JSON cannot hold; change the rule");
    }
  }
}
