package io.understudy.files.jsonl;

import io.understudy.engine.Batch;
import io.understudy.engine.OutputColumn;
import io.understudy.engine.Plan;
import io.understudy.files.text.TextOutput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes objects whose keys are not those of the file, or not all objects: member by member, each
 * one that nothing changes as the bytes that it is, in the order of its line. An added column's
 * member comes before that of the first column behind it, or last if the line does not have that.
 */
final class JsonShape {
  /** Of a column that is not written. */
  private static final int NONE = -1;

  private final LineScanner lines;
  private final List<OutputColumn> columns;
  private final Batch batch;
  private final @Nullable Object[][] before;
  private final JsonLinesRewrite values;
  private final JsonWriter writer;
  private final TextOutput out;
  private final int width;

  /** By column of the file, its place in the output. */
  private final int[] places;

  /** By place of a column of the file, the places of the added ones right before it. */
  private final Map<Integer, List<Integer>> added = new HashMap<>();

  /** By place, the row of the batch that has it. */
  private final int[] writtenIn;

  private boolean first;

  JsonShape(
      LineScanner lines,
      Plan plan,
      Batch batch,
      @Nullable Object[][] before,
      JsonLinesRewrite values,
      JsonWriter writer,
      TextOutput out) {
    this.lines = lines;
    this.columns = plan.output();
    this.batch = batch;
    this.before = before;
    this.values = values;
    this.writer = writer;
    this.out = out;
    this.width = plan.schema().columns().size();
    this.places = new int[width];
    this.writtenIn = new int[columns.size()];
    Arrays.fill(places, NONE);
    List<Integer> waiting = new ArrayList<>();
    for (int place = 0; place < columns.size(); place++) {
      int source = columns.get(place).source();
      if (source >= width) {
        waiting.add(place);
      } else {
        places[source] = place;
        added.put(place, waiting);
        waiting = new ArrayList<>();
      }
    }
  }

  /** Writes the lines of the batch; returns how many objects. */
  int write() {
    byte[] bytes = lines.bytes();
    int copied = lines.from();
    Arrays.fill(writtenIn, NONE);
    for (int row = 0; row < lines.rows(); row++) {
      if (batch.isDropped(row)) {
        out.write(bytes, copied, lines.lineStart(row));
        copied = lineEnd(bytes, lines.closing(row), lines.to());
        continue;
      }
      int open = lines.lineStart(row);
      while (bytes[open] != '{') {
        open++;
      }
      out.write(bytes, copied, open + 1);
      object(bytes, row, open + 1);
      copied = lines.closing(row);
    }
    out.write(bytes, copied, lines.to());
    return lines.rows() - batch.drops();
  }

  private static int lineEnd(byte[] bytes, int at, int limit) {
    int end = at;
    while (end < limit && bytes[end] != '\n') {
      end++;
    }
    return Math.min(end + 1, limit);
  }

  private void object(byte[] bytes, int row, int start) {
    first = true;
    int from = lines.firstMember(row);
    int to = lines.firstMember(row + 1);
    for (int member = from; member < to; member++) {
      int source = lines.memberKey(member);
      int place = places[source];
      if (place == NONE) {
        continue;
      }
      added.getOrDefault(place, List.of()).forEach(each -> make(each, row, bytes, start));
      separate(bytes, start, row);
      writtenIn[place] = row;
      key(bytes, member, columns.get(place).name(), lines.keys().name(source));
      value(bytes, member, row, source);
    }
    for (int place = 0; place < columns.size(); place++) {
      int source = columns.get(place).source();
      boolean isAdded = source >= width;
      boolean made = !isAdded && before[source].length > 0 && batch.column(source)[row] != null;
      if (writtenIn[place] != row && (isAdded || made)) {
        make(place, row, bytes, start);
      }
    }
    out.write(bytes, to > from ? lines.memberEnd(to - 1) : start, lines.closing(row));
  }

  /** What is before a member: the space of the object's start, or the separator that it has. */
  private void separate(byte[] bytes, int start, int row) {
    int from = lines.firstMember(row);
    int to = lines.firstMember(row + 1);
    if (first) {
      out.write(bytes, start, from < to ? lines.keyStart(from) : start);
    } else if (to - from > 1) {
      out.write(bytes, lines.memberEnd(from), lines.keyStart(from + 1));
    } else {
      out.write((byte) ',');
    }
    first = false;
  }

  private void key(byte[] bytes, int member, String name, String old) {
    int value = lines.memberStart(member);
    if (name.equals(old)) {
      out.write(bytes, lines.keyStart(member), value);
    } else {
      writer.string(name);
      out.write(bytes, keyEnd(bytes, value), value);
    }
  }

  /** Behind the key whose value starts here. */
  private static int keyEnd(byte[] bytes, int value) {
    int p = value - 1;
    while (bytes[p] != '"') {
      p--; // only the colon and white space are between
    }
    return p + 1;
  }

  private void value(byte[] bytes, int member, int row, int source) {
    int start = lines.memberStart(member);
    int end = lines.memberEnd(member);
    Object after = batch.column(source)[row];
    if (before[source].length > 0 && !Objects.equals(after, before[source][row])) {
      values.write(after, bytes[start], row, source);
    } else {
      JsonCells.see(bytes, start, end, values.seen(source));
      out.write(bytes, start, end);
    }
  }

  /** Writes a member that the object did not have. */
  private void make(int place, int row, byte[] bytes, int start) {
    separate(bytes, start, row);
    writtenIn[place] = row;
    OutputColumn column = columns.get(place);
    writer.string(column.name());
    int from = lines.firstMember(row);
    if (from < lines.firstMember(row + 1)) {
      int value = lines.memberStart(from);
      out.write(bytes, keyEnd(bytes, value), value);
    } else {
      out.write((byte) ':');
    }
    values.write(batch.column(column.source())[row], (byte) 0, row, column.source());
  }
}
