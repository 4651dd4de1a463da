package io.understudy.files.jsonl;

import io.understudy.engine.Batch;
import io.understudy.engine.Column;
import io.understudy.engine.ColumnType;
import io.understudy.engine.TableSchema;
import io.understudy.files.FileColumn;
import io.understudy.files.FileFormat;
import io.understudy.files.InputObject;
import io.understudy.files.TableReader;
import io.understudy.files.ValueType;
import io.understudy.files.text.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the objects of a JSONL file. In a column of type TEXT a string is its content and any other
 * value its JSON text; in one of type NESTED every value is its JSON text; null and a key that is
 * absent are null. A batch can be smaller than asked for. Used by one thread.
 */
public final class JsonLinesReader implements TableReader {
  private final LineScanner lines;
  private final TableSchema schema;
  private final List<FileColumn> columns;
  private final String expected;
  private final Map<String, Integer> positions = new HashMap<>();

  /** By number of the key, its position in the schema. */
  private int[] positionOfKey = {};

  private JsonLinesReader(
      LineScanner lines, TableSchema schema, List<FileColumn> columns, String expected) {
    this.lines = lines;
    this.schema = schema;
    this.columns = List.copyOf(columns);
    this.expected = expected;
    for (int i = 0; i < columns.size(); i++) {
      positions.put(columns.get(i).name(), i);
    }
  }

  /**
   * The columns and types that the first 4 MB tell; a later line that differs is an error. See
   * {@link TableReader#open}.
   */
  public static TableReader open(String table, InputObject input, FileFormat.JsonLines format) {
    return open(table, input, format, LineScanner.BLOCK);
  }

  static TableReader open(String table, InputObject input, FileFormat.JsonLines format, int block) {
    LineScanner lines = LineScanner.open(input, format, block, Window.LARGEST);
    TableSchema schema = lines.keys().schema(table);
    List<FileColumn> columns =
        schema.columns().stream()
            .map(column -> new FileColumn(column.name(), ValueType.TEXT, true))
            .toList();
    return new JsonLinesReader(lines, schema, columns, "the first lines");
  }

  /**
   * These columns in this order; numbers, booleans and JSON as their types say, all else as text.
   * See {@link TableReader#open}.
   */
  public static TableReader open(
      String table, InputObject input, FileFormat.JsonLines format, List<FileColumn> columns) {
    List<Column> read = new ArrayList<>();
    for (FileColumn column : columns) {
      read.add(new Column(column.name(), typeFor(column.type())));
    }
    return new JsonLinesReader(
        LineScanner.written(input, format),
        new TableSchema(table, read),
        columns,
        "table \"" + table + "\"");
  }

  private static ColumnType typeFor(ValueType type) {
    return switch (type) {
      case BOOLEAN -> ColumnType.BOOLEAN;
      case BIGINT -> ColumnType.INTEGER;
      case NUMERIC -> ColumnType.DECIMAL;
      case DOUBLE -> ColumnType.FLOAT;
      case JSON -> ColumnType.NESTED;
      case NONE, DATE, TIME, TIMESTAMP, TIMESTAMPTZ, UUID, BYTES, TEXT -> ColumnType.TEXT;
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
    boolean more = lines.next(batch.capacity());
    while (more && lines.rows() == 0) {
      more = lines.next(batch.capacity());
    }
    batch.reset(lines.firstRow(), lines.rows());
    for (int i = 0; i < columns.size(); i++) {
      Arrays.fill(batch.column(i), 0, lines.rows(), null);
    }
    int known = positionOfKey.length;
    positionOfKey = Arrays.copyOf(positionOfKey, lines.keys().size());
    for (int key = known; key < positionOfKey.length; key++) {
      positionOfKey[key] = positions.getOrDefault(lines.keys().name(key), -1);
    }
    for (int row = 0; row < lines.rows(); row++) {
      for (int member = lines.firstMember(row); member < lines.firstMember(row + 1); member++) {
        int key = lines.memberKey(member);
        int position = positionOfKey[key];
        if (position < 0) {
          throw lines.place().notAColumn(lines.line(row), lines.keys().name(key), expected);
        }
        batch.column(position)[row] = value(row, member, schema.columns().get(position));
      }
    }
    return more;
  }

  private @Nullable Object value(int row, int member, Column column) {
    byte[] bytes = lines.bytes();
    int start = lines.memberStart(member);
    try {
      return JsonCells.value(bytes, start, lines.memberEnd(member), column.type());
    } catch (SyntaxException e) {
      throw lines
          .place()
          .unfit(lines.line(row), column.name(), e.expected(), JsonSyntax.kindOf(bytes[start]));
    }
  }

  @Override
  public void close() {
    lines.close();
  }
}
