package io.understudy.files.parquet;

import io.understudy.engine.CellException;
import java.util.BitSet;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReaderImpl;
import org.apache.parquet.schema.Type.Repetition;
import org.jspecify.annotations.Nullable;

/**
 * Encodes the chunk of a leaf, of a nested column or not, new, where its pages have encodings that
 * are not kept, or rows are left out.
 */
final class LeafEncode {
  private static final int BLOCK = 1 << 20;

  private final ParquetFile file;
  private final ByValue rules;
  private final BitSet gone;
  private final long total;
  private final int present;
  private final @Nullable Object[] values = new @Nullable Object[ByValue.SLICE];
  private final int[] repetitions = new int[ByValue.SLICE];
  private final int[] definitions = new int[ByValue.SLICE];
  private final long[] rows = new long[ByValue.SLICE];
  private @Nullable JsonTexts before;
  private @Nullable Object taken;
  private long row = -1;
  private boolean open;

  /**
   * @param gone the rows of the row group that are left out
   * @param total how many rows the row group has
   */
  LeafEncode(ParquetFile file, ByValue rules, BitSet gone, long total) {
    this.file = file;
    this.rules = rules;
    this.gone = gone;
    this.total = total;
    this.present = rules.descriptor().getMaxDefinitionLevel();
  }

  /**
   * Passes all values of the rows that stay through the rules.
   *
   * @param changes whether they may be others then
   * @return the new pages; null if the old ones may stay
   * @throws CellException if a value does not pass
   */
  @Nullable EncodedChunk encode(boolean changes) throws InterruptedException {
    boolean rewrites = changes || !gone.isEmpty();
    FlatColumn.Sink sink = sink();
    EncodedChunk pages = pass(sink, rewrites ? encoder() : null, true);
    if (rewrites || !sink.hasUnusedEntries()) {
      return pages;
    }
    // an entry that no row refers to was not looked at
    return pass(sink(), encoder(), false);
  }

  private FlatColumn.Sink sink() {
    return new FlatColumn.Sink(rules.type(), value -> taken = value);
  }

  private GroupEncoder encoder() {
    return ThinnedChunk.encoder(file, rules.chunk());
  }

  private @Nullable EncodedChunk pass(
      FlatColumn.Sink sink, @Nullable GroupEncoder encoder, boolean transforms)
      throws InterruptedException {
    row = -1;
    open = false;
    before = null;
    ColumnReader reader;
    try {
      reader =
          new ColumnReaderImpl(
              rules.descriptor(),
              new ChunkPages(rules.chunk(), RangeReader.over(rules.chunk(), file.source(), BLOCK)),
              sink,
              WriterVersion.parse(file.footer().getCreated_by()));
    } catch (RuntimeException | OutOfMemoryError e) {
      throw rules.chunk().place().failure("decoding the first page", e);
    }
    long left = rules.chunk().meta().getNum_values();
    while (left > 0) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      int size = (int) Math.min(values.length, left);
      read(reader, size);
      left -= size;
      if (transforms) {
        transform(size);
      }
      if (encoder != null) {
        write(encoder, size);
      }
    }
    if (row + 1 != total) {
      throw rules
          .chunk()
          .place()
          .damaged("it has values of " + (row + 1) + " rows, the row group " + total);
    }
    if (encoder != null && open) {
      encoder.endRow();
    }
    return encoder == null ? null : encoder.finish()[0];
  }

  private void read(ColumnReader reader, int size) {
    try {
      for (int i = 0; i < size; i++) {
        repetitions[i] = reader.getCurrentRepetitionLevel();
        definitions[i] = reader.getCurrentDefinitionLevel();
        row += repetitions[i] == 0 ? 1 : 0;
        rows[i] = row;
        values[i] = null;
        if (definitions[i] == present) {
          reader.writeCurrentValueToConverter();
          values[i] = taken;
        }
        reader.consume();
      }
    } catch (UnfitValueException e) {
      throw rules.chunk().place().damaged("row " + (rules.row(row) + 1) + ": " + e.getMessage());
    } catch (RuntimeException | OutOfMemoryError e) {
      throw rules.chunk().place().failure("decoding row " + (rules.row(row) + 1), e);
    }
  }

  private boolean isGone(int i) {
    return gone.get((int) Math.max(0, rows[i]));
  }

  /** The values of a slice without its nulls and without what is left out. */
  private void transform(int size) {
    before = JsonTexts.of(rules.type(), values, size);
    @Nullable Object[] some = new @Nullable Object[size];
    int[] places = new int[size];
    int count = 0;
    int nulls = 0;
    for (int i = 0; i < size; i++) {
      if (isGone(i)) {
        continue;
      }
      if (values[i] == null) {
        nulls++;
      } else {
        places[count] = i;
        some[count++] = values[i];
      }
    }
    try {
      rules.values().transform(some, count);
    } catch (CellException e) {
      throw e.at(rules.row(rows[places[(int) e.row()]]));
    }
    rules.values().count(null);
    rules.values().nulls(nulls);
    for (int i = 0; i < count; i++) {
      values[places[i]] = some[i];
    }
  }

  private void write(GroupEncoder encoder, int size) {
    GroupEncoder.Target target = encoder.target(0);
    for (int i = 0; i < size; i++) {
      if (repetitions[i] == 0 && open) {
        encoder.endRow();
      }
      open = !isGone(i);
      if (!open) {
        continue;
      }
      Object value = values[i];
      if (value == null && definitions[i] < present) {
        target.writer().writeNull(repetitions[i], definitions[i]);
        continue;
      }
      try {
        if (value != null) {
          if (before != null) {
            before.check(i, value);
          }
          target.write(value, repetitions[i]);
        } else if (rules.type().isRepetition(Repetition.OPTIONAL)) {
          target.writer().writeNull(repetitions[i], present - 1);
        } else {
          throw new UnfitValueException("the new value is null, which the column cannot be");
        }
      } catch (UnfitValueException e) {
        throw e.inCell(rules.row(rows[i]), rules.column());
      }
    }
  }
}
