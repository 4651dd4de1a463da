package io.understudy.files.parquet;

import io.understudy.engine.CellException;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/** Encodes a chunk new whose pages have encodings that are not kept. */
final class ValueEncode {
  private static final int BLOCK = 1 << 20;

  private final ParquetFile file;
  private final ByValue rules;

  ValueEncode(ParquetFile file, ByValue rules) {
    this.file = file;
    this.rules = rules;
  }

  /**
   * Passes all values through the rules.
   *
   * @param changes whether they may be others then
   * @return the new pages; null if the old ones may stay
   * @throws CellException if a value does not pass
   */
  @Nullable EncodedChunk encode(boolean changes) throws InterruptedException {
    FlatColumn checked = column();
    EncodedChunk pages = pass(checked, changes ? encoder() : null, true);
    if (changes || !checked.hasUnusedEntries()) {
      return pages;
    }
    // an entry that no row refers to was not looked at
    return pass(column(), encoder(), false);
  }

  private FlatColumn column() {
    return new FlatColumn(
        file.source(), rules.chunk(), BLOCK, WriterVersion.parse(file.footer().getCreated_by()));
  }

  private GroupEncoder encoder() {
    return new GroupEncoder(
        new MessageType(file.schema().getName(), file.schema().getType(rules.column())),
        new CompressionCodec[] {rules.chunk().meta().getCodec()},
        rules.chunk().place());
  }

  private @Nullable EncodedChunk pass(
      FlatColumn column, @Nullable GroupEncoder encoder, boolean transforms)
      throws InterruptedException {
    GroupEncoder.Target target = encoder == null ? null : encoder.target(0);
    long rows = rules.chunk().meta().getNum_values();
    @Nullable Object[] slice = new @Nullable Object[ByValue.SLICE];
    for (long done = 0; done < rows; done += slice.length) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      int size = (int) Math.min(slice.length, rows - done);
      column.read(slice, size, rules.row(done));
      if (transforms) {
        transform(slice, size, done);
      }
      for (int i = 0; i < size && encoder != null && target != null; i++) {
        try {
          target.write(slice[i]);
        } catch (UnfitValueException e) {
          throw e.inCell(rules.row(done + i), rules.column());
        }
        encoder.endRow();
      }
    }
    return encoder == null ? null : encoder.finish()[0];
  }

  /** The values of a slice without its nulls. */
  private void transform(@Nullable Object[] slice, int size, long done) {
    @Nullable Object[] values = new @Nullable Object[size];
    int[] places = new int[size];
    int count = 0;
    for (int i = 0; i < size; i++) {
      if (slice[i] != null) {
        places[count] = i;
        values[count++] = slice[i];
      }
    }
    try {
      rules.values().transform(values, count);
    } catch (CellException e) {
      throw e.at(rules.row(done + places[(int) e.row()]));
    }
    rules.values().count(null);
    rules.values().nulls(size - count);
    for (int i = 0; i < count; i++) {
      slice[places[i]] = values[i];
    }
  }
}
