package io.understudy.files.parquet;

import io.understudy.engine.Batch;
import io.understudy.engine.Column;
import io.understudy.engine.ColumnType;
import io.understudy.engine.TableSchema;
import io.understudy.files.FileColumn;
import io.understudy.files.InputObject;
import io.understudy.files.TableReader;
import io.understudy.files.ValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.parquet.VersionParser.ParsedVersion;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows of a parquet file, batch by batch; nested columns as compact JSON text. A batch
 * never spans two row groups, so it can be smaller than asked for. Used by one thread.
 */
public final class ParquetReader implements TableReader {
  private static final int ALL_BLOCKS = 16 << 20;
  private static final int SMALLEST_BLOCK = 64 << 10;
  private static final int LARGEST_BLOCK = 4 << 20;

  private final ParquetFile file;
  private final TableSchema schema;
  private final List<FileColumn> columns;
  private final int[] positions;
  private final @Nullable ParsedVersion writer;
  private final int block;
  private final List<Type> nested = new ArrayList<>();
  private @Nullable FlatColumn[] flat = new @Nullable FlatColumn[0];
  private @Nullable NestedColumns nestedColumns;
  private int group = -1;
  private long leftInGroup;
  private long nextRow;

  private ParquetReader(
      ParquetFile file, TableSchema schema, List<FileColumn> columns, int[] positions) {
    this.file = file;
    this.schema = schema;
    this.columns = List.copyOf(columns);
    this.positions = positions;
    this.writer = WriterVersion.parse(file.footer().getCreated_by());
    this.block =
        Math.clamp(
            ALL_BLOCKS / Math.max(1, file.schema().getColumns().size()),
            SMALLEST_BLOCK,
            LARGEST_BLOCK);
    for (int position : positions) {
      if (position >= 0 && !ParquetFile.isFlat(file.schema().getType(position))) {
        nested.add(file.schema().getType(position));
      }
    }
  }

  /** All columns in file order; see {@link TableReader#open}. */
  public static TableReader open(String table, InputObject input) {
    ParquetFile file = ParquetFile.open(new Source(input));
    int[] positions = new int[file.schema().getFieldCount()];
    Arrays.setAll(positions, i -> i);
    return new ParquetReader(file, file.tableSchema(table), file.fileColumns(), positions);
  }

  /** These columns in this order; see {@link TableReader#open}. */
  public static TableReader open(String table, InputObject input, List<FileColumn> columns) {
    ParquetFile file = ParquetFile.open(new Source(input));
    TableSchema there = file.tableSchema(table);
    Set<String> asked = new HashSet<>();
    int[] positions = new int[columns.size()];
    List<Column> read = new ArrayList<>();
    List<FileColumn> types = new ArrayList<>();
    for (int i = 0; i < positions.length; i++) {
      FileColumn column = columns.get(i);
      asked.add(column.name());
      positions[i] = there.indexOf(column.name());
      read.add(
          positions[i] < 0
              ? new Column(column.name(), absent(column.type()))
              : there.columns().get(positions[i]));
      types.add(positions[i] < 0 ? column : file.fileColumns().get(positions[i]));
    }
    for (Column column : there.columns()) {
      if (!asked.contains(column.name())) {
        throw file.source()
            .place()
            .in(column.name(), 0)
            .bad("it is not a column of table \"" + table + "\"", "run the transform again");
      }
    }
    return new ParquetReader(file, new TableSchema(table, read), types, positions);
  }

  private static ColumnType absent(ValueType type) {
    return switch (type) {
      case BOOLEAN -> ColumnType.BOOLEAN;
      case BIGINT -> ColumnType.INTEGER;
      case NUMERIC -> ColumnType.DECIMAL;
      case DOUBLE -> ColumnType.FLOAT;
      case DATE -> ColumnType.DATE;
      case TIME -> ColumnType.TIME;
      case TIMESTAMP -> ColumnType.TIMESTAMP;
      case TIMESTAMPTZ -> ColumnType.INSTANT;
      case BYTES -> ColumnType.BINARY;
      case NONE, UUID, JSON, TEXT -> ColumnType.TEXT;
    };
  }

  @Override
  public TableSchema schema() {
    return schema;
  }

  @Override
  public List<FileColumn> columns() {
    return columns;
  }

  @Override
  public boolean next(Batch batch) {
    while (leftInGroup == 0) {
      if (group + 1 >= file.groups().size()) {
        batch.reset(nextRow, 0);
        return false;
      }
      openGroup(++group);
    }
    int count = (int) Math.min(batch.capacity(), leftInGroup);
    batch.reset(nextRow, count);
    for (int i = 0; i < positions.length; i++) {
      FlatColumn column = flat[i];
      if (column != null) {
        column.read(batch.column(i), count, nextRow);
      } else if (positions[i] < 0) {
        Arrays.fill(batch.column(i), 0, count, null);
      }
    }
    if (nestedColumns != null) {
      readNested(nestedColumns, batch, count);
    }
    nextRow += count;
    leftInGroup -= count;
    return true;
  }

  private void readNested(NestedColumns source, Batch batch, int count) {
    for (int row = 0; row < count; row++) {
      @Nullable Object[] values = source.next(nextRow + row);
      int next = 0;
      for (int i = 0; i < positions.length; i++) {
        if (positions[i] >= 0 && flat[i] == null) {
          batch.column(i)[row] = values[next++];
        }
      }
    }
  }

  private void openGroup(int number) {
    List<Chunk> chunks = file.groups().get(number);
    leftInGroup = file.footer().getRow_groups().get(number).getNum_rows();
    flat = new @Nullable FlatColumn[positions.length];
    nestedColumns = null;
    if (leftInGroup == 0) {
      return;
    }
    for (int i = 0; i < positions.length; i++) {
      if (positions[i] >= 0 && ParquetFile.isFlat(file.schema().getType(positions[i]))) {
        flat[i] =
            new FlatColumn(file.source(), chunks.get(file.firstLeaf(positions[i])), block, writer);
      }
    }
    if (!nested.isEmpty()) {
      nestedColumns =
          new NestedColumns(
              file.source(), nested, chunks, block, leftInGroup, file.footer().getCreated_by());
    }
  }

  @Override
  public void close() {
    flat = new @Nullable FlatColumn[0];
    nestedColumns = null;
    leftInGroup = 0;
    group = file.groups().size();
  }
}
