package io.understudy.files.parquet;

import io.understudy.engine.Batch;
import io.understudy.engine.Column;
import io.understudy.engine.ColumnType;
import io.understudy.engine.TableSchema;
import io.understudy.files.ColumnVector;
import io.understudy.files.FileColumn;
import io.understudy.files.InputObject;
import io.understudy.files.TableReader;
import io.understudy.files.ValueType;
import io.understudy.files.VectorReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows of a parquet file, batch by batch; nested columns as compact JSON text. A batch
 * can be smaller than asked for: it never spans two row groups, and its bytes are bounded. Used by
 * one thread.
 */
public final class ParquetReader implements VectorReader {
  private static final int VECTOR_ROWS = 1024;

  private final ParquetFile file;
  private final TableSchema schema;
  private final List<FileColumn> columns;
  private final int[] fields;
  private @Nullable GroupRows rows;
  private int group = -1;
  private long nextRow;
  private long firstRow;
  private @Nullable List<ColumnVector> vectors;

  private ParquetReader(
      ParquetFile file, TableSchema schema, List<FileColumn> columns, int[] fields) {
    this.file = file;
    this.schema = schema;
    this.columns = List.copyOf(columns);
    this.fields = fields;
  }

  /** All columns in file order; see {@link TableReader#open}. */
  public static TableReader open(String table, InputObject input) {
    ParquetFile file = ParquetFile.open(new Source(input));
    int[] fields = new int[file.schema().getFieldCount()];
    Arrays.setAll(fields, i -> i);
    return new ParquetReader(file, file.tableSchema(table), file.fileColumns(), fields);
  }

  /** These columns in this order; see {@link TableReader#open}. */
  public static TableReader open(String table, InputObject input, List<FileColumn> columns) {
    ParquetFile file = ParquetFile.open(new Source(input));
    TableSchema there = file.tableSchema(table);
    Set<String> asked = new HashSet<>();
    int[] fields = new int[columns.size()];
    List<Column> read = new ArrayList<>();
    List<FileColumn> types = new ArrayList<>();
    for (int i = 0; i < fields.length; i++) {
      FileColumn column = columns.get(i);
      asked.add(column.name());
      fields[i] = there.indexOf(column.name());
      read.add(
          fields[i] < 0
              ? new Column(column.name(), absent(column.type()))
              : there.columns().get(fields[i]));
      types.add(fields[i] < 0 ? column : file.fileColumns().get(fields[i]));
    }
    for (Column column : there.columns()) {
      if (!asked.contains(column.name())) {
        throw file.source()
            .place()
            .in(column.name(), 0)
            .bad("it is not a column of table \"" + table + "\"", "run the transform again");
      }
    }
    return new ParquetReader(file, new TableSchema(table, read), types, fields);
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
    GroupRows left = left();
    if (left == null) {
      batch.reset(nextRow, 0);
      return false;
    }
    left.next(batch, nextRow);
    nextRow += batch.size();
    return true;
  }

  private @Nullable GroupRows left() {
    while (rows == null || rows.left() == 0) {
      if (group + 1 >= file.groups().size()) {
        return null;
      }
      rows = new GroupRows(file, ++group, fields);
    }
    return rows;
  }

  @Override
  public List<ColumnVector> vectors() {
    if (vectors == null) {
      List<ColumnVector> made = new ArrayList<>();
      for (int field : fields) {
        made.add(vector(field));
      }
      vectors = List.copyOf(made);
    }
    return vectors;
  }

  private ColumnVector vector(int field) {
    if (field == GroupRows.ABSENT) {
      return new ColumnVector(ValueType.NONE, 0, false, VECTOR_ROWS);
    }
    Type type = file.schema().getType(field);
    return ParquetFile.isFlat(type)
        ? VectorCells.vector(type.asPrimitiveType(), VECTOR_ROWS)
        : new ColumnVector(ValueType.JSON, 0, true, VECTOR_ROWS);
  }

  @Override
  public int nextVectors() {
    GroupRows left = left();
    firstRow = nextRow;
    int count = left == null ? 0 : left.next(vectors(), VECTOR_ROWS, nextRow);
    nextRow += count;
    return count;
  }

  @Override
  public long firstRow() {
    return firstRow;
  }

  @Override
  public void close() {
    rows = null;
    group = file.groups().size();
  }
}
