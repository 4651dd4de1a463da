package io.understudy.files.parquet;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.RecordMaterializer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/** The nested columns of one row group, row by row as JSON text. */
final class NestedColumns {
  private final Place place;
  private final Rows rows;
  private final RecordReader<@Nullable Object[]> reader;

  /**
   * @param fields the nested columns, at least one
   * @param chunks all leaf chunks of the row group
   */
  NestedColumns(
      Source source,
      List<Type> fields,
      List<Chunk> chunks,
      int block,
      long rows,
      @Nullable String createdBy) {
    this.place = chunks.getFirst().place().in("", chunks.getFirst().place().rowGroup());
    MessageType schema = new MessageType("nested", fields);
    Map<List<String>, Chunk> byPath = new HashMap<>();
    for (Chunk chunk : chunks) {
      byPath.put(List.of(chunk.descriptor().getPath()), chunk);
    }
    PageReadStore pages =
        new PageReadStore() {
          @Override
          public PageReader getPageReader(ColumnDescriptor column) {
            Chunk chunk = byPath.get(List.of(column.getPath()));
            if (chunk == null) {
              throw place.damaged("a column is missing");
            }
            return new ChunkPages(chunk, RangeReader.over(chunk, source, block));
          }

          @Override
          public long getRowCount() {
            return rows;
          }
        };
    this.rows = new Rows(fields);
    try {
      this.reader =
          new ColumnIOFactory(createdBy).getColumnIO(schema).getRecordReader(pages, this.rows);
    } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
      throw place.failure("decoding the nested columns", e);
    }
  }

  /**
   * The next row: one JSON text or null per column.
   *
   * @param row 0-based row in the file, for messages
   */
  @Nullable Object[] next(long row) {
    try {
      return reader.read();
    } catch (UnfitValueException e) {
      throw place.damaged("row " + (row + 1) + ": " + e.getMessage());
    } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
      throw place.failure("decoding row " + (row + 1) + " of the nested columns", e);
    }
  }

  /** Collects the columns of a row. */
  private static final class Rows extends RecordMaterializer<@Nullable Object[]> {
    private final List<NestedJson> columns = new ArrayList<>();

    Rows(List<Type> fields) {
      for (Type field : fields) {
        columns.add(NestedJson.of(field));
      }
    }

    @Override
    public @Nullable Object[] getCurrentRecord() {
      return columns.stream().map(NestedJson::json).toArray();
    }

    @Override
    public GroupConverter getRootConverter() {
      return new GroupConverter() {
        @Override
        public Converter getConverter(int field) {
          return columns.get(field).converter();
        }

        @Override
        public void start() {
          columns.forEach(NestedJson::clear);
        }

        @Override
        public void end() {
          // The row is taken by getCurrentRecord.
        }
      };
    }
  }
}
