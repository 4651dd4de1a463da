package io.understudy.files.parquet;

import io.understudy.engine.Batch;
import io.understudy.files.ColumnVector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.VersionParser.ParsedVersion;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/**
 * Some columns of one row group, batch by batch; nested ones as JSON text. A batch is smaller than
 * it could be where rows are long, so that its values need a bounded memory.
 */
final class GroupRows {
  /** In the place of a field: every value is null. */
  static final int ABSENT = -1;

  /** Of each column, two blocks are held. */
  private static final int ALL_BLOCKS = 8 << 20;

  private static final int SMALLEST_BLOCK = 64 << 10;
  private static final int LARGEST_BLOCK = 4 << 20;
  private static final long BATCH_BYTES = 8 << 20;

  /** Columns of which the first blocks are asked for at once. */
  private static final int EARLY = 16;

  private final int[] fields;
  private final @Nullable Chunk[] flat;
  private final Source source;
  private final int block;
  private final @Nullable ParsedVersion writer;
  private @Nullable FlatColumn[] columns = new @Nullable FlatColumn[0];
  private @Nullable FlatVector[] vectors = new @Nullable FlatVector[0];
  private final @Nullable NestedColumns nested;
  private final int mostRows;
  private long left;

  /**
   * @param group 0-based row group
   * @param fields for each column of a batch the top-level column, or {@link #ABSENT}
   */
  GroupRows(ParquetFile file, int group, int[] fields) {
    this.fields = fields;
    this.flat = new @Nullable Chunk[fields.length];
    this.source = file.source();
    this.left = file.footer().getRow_groups().get(group).getNum_rows();
    List<Chunk> chunks = file.groups().get(group);
    List<Type> types = file.schema().getFields();
    List<Type> nestedTypes = new ArrayList<>();
    int leaves = 0;
    long bytes = 0;
    for (int field : fields) {
      if (field != ABSENT) {
        for (int leaf = file.firstLeaf(field); leaf < file.firstLeaf(field + 1); leaf++) {
          leaves++;
          bytes += Math.max(0, chunks.get(leaf).meta().getTotal_uncompressed_size());
        }
      }
    }
    this.mostRows =
        (int) Math.clamp(BATCH_BYTES / (1 + bytes / Math.max(1, left)), 1, Integer.MAX_VALUE);
    this.block = Math.clamp(ALL_BLOCKS / Math.max(1, leaves), SMALLEST_BLOCK, LARGEST_BLOCK);
    this.writer = WriterVersion.parse(file.footer().getCreated_by());
    for (int i = 0; i < fields.length && left > 0; i++) {
      if (fields[i] == ABSENT) {
        continue;
      }
      if (ParquetFile.isFlat(types.get(fields[i]))) {
        flat[i] = chunks.get(file.firstLeaf(fields[i]));
      } else {
        nestedTypes.add(types.get(fields[i]));
      }
    }
    this.nested =
        nestedTypes.isEmpty()
            ? null
            : new NestedColumns(
                file.source(), nestedTypes, chunks, block, left, file.footer().getCreated_by());
  }

  /** Rows not yet read. */
  long left() {
    return left;
  }

  private void openColumns() {
    if (columns.length < flat.length) {
      columns = new @Nullable FlatColumn[flat.length];
      @Nullable RangeReader[] readers = readers();
      for (int i = 0; i < flat.length; i++) {
        Chunk chunk = flat[i];
        RangeReader in = readers[i];
        columns[i] = chunk == null || in == null ? null : new FlatColumn(chunk, in, writer);
      }
    }
  }

  private @Nullable RangeReader[] readers() {
    @Nullable RangeReader[] readers = new @Nullable RangeReader[flat.length];
    int early = 0;
    for (int i = 0; i < flat.length; i++) {
      Chunk chunk = flat[i];
      if (chunk != null) {
        RangeReader reader = RangeReader.over(chunk, source, block);
        if (early++ < EARLY) {
          reader.begin();
        }
        readers[i] = reader;
      }
    }
    return readers;
  }

  private void openVectors() {
    if (vectors.length < flat.length) {
      vectors = new @Nullable FlatVector[flat.length];
      @Nullable RangeReader[] readers = readers();
      for (int i = 0; i < flat.length; i++) {
        Chunk chunk = flat[i];
        RangeReader in = readers[i];
        vectors[i] = chunk == null || in == null ? null : new FlatVector(chunk, in, writer);
      }
    }
  }

  /**
   * Fills a batch with the next rows; there are some left.
   *
   * @param firstRow 0-based number in the file of the next row
   */
  void next(Batch batch, long firstRow) {
    int count = (int) Math.min(Math.min(batch.capacity(), mostRows), left);
    batch.reset(firstRow, count);
    openColumns();
    for (int i = 0; i < fields.length; i++) {
      FlatColumn column = columns[i];
      if (column != null) {
        column.read(batch.column(i), count, firstRow);
      } else if (fields[i] == ABSENT) {
        Arrays.fill(batch.column(i), 0, count, null);
      }
    }
    if (nested != null) {
      for (int row = 0; row < count; row++) {
        place(nested.next(firstRow + row), batch, row);
      }
    }
    left -= count;
  }

  /**
   * Fills vectors with the next rows; there are some left.
   *
   * @param into one per column, null where it is absent
   * @param most rows
   * @param firstRow 0-based number in the file of the next row
   * @return how many rows
   */
  int next(List<ColumnVector> into, int most, long firstRow) {
    int count = (int) Math.min(Math.min(most, mostRows), left);
    openVectors();
    for (int i = 0; i < fields.length; i++) {
      FlatVector column = vectors[i];
      if (column != null) {
        column.read(into.get(i), count, firstRow);
      } else if (fields[i] == ABSENT) {
        into.get(i).setNulls(count);
      }
    }
    if (nested != null) {
      for (int row = 0; row < count; row++) {
        place(nested.next(firstRow + row), into, row);
      }
    }
    left -= count;
    return count;
  }

  private void place(@Nullable Object[] values, List<ColumnVector> into, int row) {
    int next = 0;
    for (int i = 0; i < fields.length; i++) {
      if (fields[i] != ABSENT && flat[i] == null) {
        if (values[next] instanceof String json) {
          into.get(i).set(row, Binary.fromString(json));
        } else {
          into.get(i).setNull(row);
        }
        next++;
      }
    }
  }

  /**
   * Once all rows are read: positions of the flat columns whose dictionaries have entries that no
   * row refers to.
   */
  List<Integer> withUnusedEntries() {
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i < columns.length; i++) {
      FlatColumn column = columns[i];
      if (column != null && column.hasUnusedEntries()) {
        found.add(i);
      }
    }
    return found;
  }

  private void place(@Nullable Object[] values, Batch batch, int row) {
    int next = 0;
    for (int i = 0; i < fields.length; i++) {
      if (fields[i] != ABSENT && flat[i] == null) {
        batch.column(i)[row] = values[next++];
      }
    }
  }
}
