package io.understudy.files.parquet;

import io.understudy.engine.CellException;
import io.understudy.engine.ValueExecution;
import java.util.BitSet;
import java.util.Objects;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.schema.PrimitiveType;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a chunk's dictionary on their way through the rules, and how many cells refer to
 * each. An entry that no cell refers to and that does not pass the rules is left blank.
 */
final class DictionaryEntries {
  private final String column;
  private final ValueExecution execution;
  private final long[] cells;
  private final int[] seen;
  private final @Nullable PlainWriter written;
  private final Uses uses;
  private long @Nullable [] firsts;
  private final int[] places;
  private final BitSet nulls = new BitSet();
  private final int[] slots;
  private final boolean blanks;
  private int page;

  /** Looks for the cells that refer to entries. */
  interface Uses {
    /** For each entry the row in the file of the first cell that refers to it, or -1. */
    long[] firsts() throws InterruptedException;
  }

  /**
   * Passes all entries through the rules.
   *
   * @param column name, for messages
   * @param count of entries
   * @param body of the dictionary page, uncompressed
   * @param into takes the new entries; null: nobody does
   * @param uses asked only where an entry does not pass
   * @throws CellException if an entry that a cell refers to does not pass
   */
  DictionaryEntries(
      String column,
      PrimitiveType type,
      int count,
      byte[] body,
      ValueExecution execution,
      @Nullable PlainWriter into,
      Uses uses)
      throws InterruptedException {
    this.column = column;
    this.execution = execution;
    this.cells = new long[count];
    this.seen = new int[count];
    this.places = new int[count];
    this.slots = new int[count];
    this.written = into;
    this.uses = uses;
    @Nullable Object[] values = decode(type, body, count);
    JsonTexts before = JsonTexts.of(type, values, count);
    boolean failed = false;
    try {
      execution.transform(values, count);
    } catch (CellException e) {
      failed = true;
      if (first((int) e.row()) >= 0) {
        throw e.at(first((int) e.row()));
      }
      values = decode(type, body, count);
    }
    this.blanks = failed;
    if (failed) {
      transformUsed(values);
    } else {
      for (int i = 0; i < count; i++) {
        slots[i] = i;
      }
    }
    for (int i = 0; i < count; i++) {
      Object value = values[i];
      nulls.set(i, value == null && slots[i] >= 0);
      if (into != null) {
        places[i] = value == null || slots[i] < 0 ? into.addBlank() : add(into, before, value, i);
      }
    }
  }

  private static @Nullable Object[] decode(PrimitiveType type, byte[] body, int count) {
    PlainReader reader = new PlainReader(type, body, 0, body.length);
    @Nullable Object[] values = new @Nullable Object[count];
    for (int i = 0; i < count; i++) {
      values[i] = reader.next();
    }
    return values;
  }

  private void transformUsed(@Nullable Object[] values) throws InterruptedException {
    @Nullable Object[] used = new @Nullable Object[values.length];
    int count = 0;
    for (int i = 0; i < values.length; i++) {
      slots[i] = first(i) < 0 ? -1 : count;
      if (slots[i] >= 0) {
        used[count++] = values[i];
      }
    }
    try {
      execution.transform(used, count);
    } catch (CellException e) {
      for (int i = 0; i < values.length; i++) {
        if (slots[i] == e.row()) {
          throw e.at(first(i));
        }
      }
      throw e;
    }
    for (int i = 0; i < values.length; i++) {
      values[i] = slots[i] < 0 ? null : used[slots[i]];
    }
  }

  private int add(PlainWriter into, JsonTexts before, Object value, int entry)
      throws InterruptedException {
    try {
      before.check(entry, value);
      return into.add(value);
    } catch (UnfitValueException e) {
      if (first(entry) < 0) {
        return into.addBlank();
      }
      throw e.inCell(first(entry), column);
    }
  }

  /** Row in the file of the first cell that refers to the entry, or -1. */
  private long first(int entry) throws InterruptedException {
    long[] known = firsts;
    if (known == null) {
      known = uses.firsts();
      firsts = known;
    }
    return known[entry];
  }

  /** Whether entries were left blank that no cell refers to. */
  boolean hasBlanks() {
    return blanks;
  }

  /** Whether the rules make a null of an entry. */
  boolean hasNulls() {
    return !nulls.isEmpty();
  }

  boolean isNull(int entry) {
    return nulls.get(entry);
  }

  int size() {
    return cells.length;
  }

  /** The new entries in PLAIN encoding. */
  byte[] written() {
    return Objects.requireNonNull(written).bytes();
  }

  /**
   * Counts the cells of a page.
   *
   * @param runs the page's indices
   * @param statistics of the new values; widened by them
   * @throws IllegalArgumentException if there is no such entry
   */
  void refer(HybridRuns runs, Statistics<?> statistics) {
    page++;
    while (runs.next()) {
      if (runs.isRepeated()) {
        refer(runs.value(), runs.count(), statistics);
      } else {
        int[] entries = runs.values();
        for (int i = 0; i < runs.count(); i++) {
          refer(entries[i], 1, statistics);
        }
      }
    }
  }

  private void refer(int entry, int count, Statistics<?> statistics) {
    if (entry < 0 || entry >= cells.length) {
      throw new IllegalArgumentException("no such entry");
    }
    cells[entry] += count;
    if (seen[entry] != page) {
      seen[entry] = page;
      if (!nulls.get(entry)) {
        Objects.requireNonNull(written).tell(statistics, places[entry]);
      }
    }
  }

  /** Tells the execution what was referred to, once all pages are through. */
  void count() {
    long[] counts = new long[cells.length];
    for (int i = 0; i < cells.length; i++) {
      if (slots[i] >= 0) {
        counts[slots[i]] = cells[i];
      }
    }
    execution.count(counts);
  }

  /** Of a chunk whose pages are not looked into: all its cells refer to some entry. */
  void countAll(long all) {
    if (cells.length > 0) {
      cells[0] = all;
    }
    count();
  }
}
