package io.understudy.files.csv;

import io.understudy.engine.Batch;
import io.understudy.engine.CellException;
import io.understudy.engine.OutputColumn;
import io.understudy.engine.Plan;
import io.understudy.files.FileColumn;
import io.understudy.files.text.RecentTexts;
import io.understudy.files.text.SeenValues;
import io.understudy.files.text.TextOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes records whose columns are not those of the file, or not all records: field by field, each
 * one that no rule changes as the bytes that it is.
 */
final class CsvShape {
  private static final byte QUOTE = '"';

  private final CsvFile file;
  private final RecordScanner records;
  private final List<OutputColumn> columns;
  private final int width;
  private final Batch batch;
  private final @Nullable Object[][] before;
  private final CsvFields fields;
  private final TextOutput out;
  private final SeenValues[] seen;
  private final RecentTexts[] recent;

  /**
   * @param batch what the plan made
   * @param before by column of the file the values before that; empty for what no rule changes
   */
  CsvShape(
      CsvFile file,
      Plan plan,
      Batch batch,
      @Nullable Object[][] before,
      CsvFields fields,
      TextOutput out) {
    this.file = file;
    this.records = file.records();
    this.columns = plan.output();
    this.width = file.names().size();
    this.batch = batch;
    this.before = before;
    this.fields = fields;
    this.out = out;
    int count = columns.size();
    this.seen = Stream.generate(SeenValues::new).limit(count).toArray(SeenValues[]::new);
    this.recent =
        Stream.generate(() -> new RecentTexts(count)).limit(count).toArray(RecentTexts[]::new);
  }

  /** As they are in the written file: without a header their places are their names. */
  List<FileColumn> columns(long rows) {
    List<FileColumn> all = new ArrayList<>();
    for (OutputColumn column : columns) {
      String name = file.hasHeader() ? column.name() : CsvFile.placeName(all.size());
      all.add(seen[all.size()].column(name, rows));
    }
    return all;
  }

  /** Writes all that is before the first batch. */
  void head() {
    byte[] head = file.head();
    if (!file.hasHeader()) {
      out.write(head);
      return;
    }
    int[] starts = file.headStarts();
    int[] ends = file.headEnds();
    boolean quoted = allQuoted(head, starts, ends, 0);
    out.write(head, 0, starts[0]);
    for (int i = 0; i < columns.size(); i++) {
      OutputColumn column = columns.get(i);
      int source = column.source();
      if (i > 0) {
        out.write(fields.delimiter());
      }
      boolean there = source < width;
      boolean same =
          there && column.name().equals(CsvFields.text(head, starts[source], ends[source]));
      if (same && !(i == 0 && fields.startsWithMark(head, starts[source], ends[source]))) {
        out.write(head, starts[source], ends[source]);
      } else {
        boolean wasQuoted = there ? isQuoted(head, starts[source], ends[source]) : quoted;
        if (!fields.write(column.name(), wasQuoted, out, new SeenValues(), recent[i])) {
          throw file.place().unwritableName(i);
        }
      }
    }
    out.write(head, ends[width - 1], head.length);
  }

  /** Writes the records of the batch; returns how many. */
  int records() {
    byte[] bytes = records.bytes();
    int count = records.records();
    int[] starts = records.starts();
    if (count == 0) {
      gap(bytes, records.from(), records.to());
      return 0;
    }
    gap(bytes, records.from(), starts[0]);
    for (int row = 0; row < count; row++) {
      int next = row + 1 < count ? starts[(row + 1) * width] : records.to();
      int end = records.ends()[row * width + width - 1];
      int behind = lineEnd(bytes, end, next);
      if (!batch.isDropped(row)) {
        record(bytes, row);
        out.write(bytes, end, behind);
      }
      gap(bytes, behind, next);
    }
    return count - batch.drops();
  }

  /** Blank lines, which would be records of a file with one column. */
  private void gap(byte[] bytes, int from, int to) {
    if (columns.size() > 1) {
      out.write(bytes, from, to);
    }
  }

  private static int lineEnd(byte[] bytes, int at, int limit) {
    if (at == limit) {
      return at;
    }
    boolean two = bytes[at] == '\r' && at + 1 < limit && bytes[at + 1] == '\n';
    return at + (two ? 2 : 1);
  }

  private void record(byte[] bytes, int row) {
    for (int i = 0; i < columns.size(); i++) {
      if (i > 0) {
        out.write(fields.delimiter());
      }
      boolean empty = field(bytes, row, i);
      if (empty && columns.size() == 1) {
        CsvFields.keepEmptyLine(bytes, records.ends()[row * width + width - 1], records.to(), out);
      }
    }
  }

  /** Whether nothing was written. */
  private boolean field(byte[] bytes, int row, int index) {
    int source = columns.get(index).source();
    Object after = batch.column(source)[row];
    if (source >= width) {
      int first = row * width;
      boolean quoted = after != null && allQuoted(bytes, records.starts(), records.ends(), first);
      write(after, quoted, row, index);
      return after == null;
    }
    int start = records.starts()[row * width + source];
    int end = records.ends()[row * width + source];
    boolean changed = before[source].length > 0 && !Objects.equals(after, before[source][row]);
    boolean marked = index == 0 && out.isEmpty() && fields.startsWithMark(bytes, start, end);
    if (changed || marked) {
      Object value = changed ? after : CsvFields.text(bytes, start, end);
      write(value, isQuoted(bytes, start, end), row, index);
      return value == null;
    }
    CsvFields.see(bytes, start, end, seen[index]);
    out.write(bytes, start, end);
    return start == end;
  }

  private void write(@Nullable Object value, boolean quoted, int row, int index) {
    if (!fields.write((String) value, quoted, out, seen[index], recent[index])) {
      throw new CellException(
          batch.firstRow() + row,
          columns.get(index).name(),
          "the new value is not valid Unicode; change the rule");
    }
  }

  /** Whether the record has the habit of quoting: all of its fields that are not empty are. */
  private boolean allQuoted(byte[] bytes, int[] starts, int[] ends, int first) {
    boolean any = false;
    for (int i = first; i < first + width; i++) {
      if (starts[i] < ends[i]) {
        if (bytes[starts[i]] != QUOTE) {
          return false;
        }
        any = true;
      }
    }
    return any;
  }

  private static boolean isQuoted(byte[] bytes, int start, int end) {
    return start < end && bytes[start] == QUOTE;
  }
}
