package io.understudy.files.parquet;

import java.util.BitSet;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.column.impl.ColumnReaderImpl;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;

/**
 * Encodes a leaf column, nested or not, again without some of its rows. Values pass in their
 * physical form, so that none is lost or changed; those of the rows that go are nowhere in the
 * pages, the dictionary or what is said about them.
 */
final class ThinnedChunk {
  private static final int ROWS_BETWEEN_CHECKS = 1024;
  private static final int BLOCK = 1 << 20;

  private final ParquetFile file;
  private final Chunk chunk;
  private final BitSet gone;

  /**
   * @param gone the rows of the row group that are left out
   */
  ThinnedChunk(ParquetFile file, Chunk chunk, BitSet gone) {
    this.file = file;
    this.chunk = chunk;
    this.gone = gone;
  }

  /** The new pages of a row group of so many rows. */
  EncodedChunk encode(long rows) throws InterruptedException {
    ColumnDescriptor column = chunk.descriptor();
    GroupEncoder encoder = encoder(file, chunk);
    long found;
    try {
      ColumnReader reader =
          new ColumnReaderImpl(
              column,
              new ChunkPages(chunk, RangeReader.over(chunk, file.source(), BLOCK)),
              new PrimitiveConverter() {},
              WriterVersion.parse(file.footer().getCreated_by()));
      found = copy(reader, encoder);
    } catch (RuntimeException | OutOfMemoryError e) {
      throw chunk.place().failure("leaving rows out", e);
    }
    if (found != rows) {
      throw chunk.place().damaged("it has values of " + found + " rows, the row group " + rows);
    }
    return encoder.finish()[0];
  }

  /** For pages of this leaf alone. */
  static GroupEncoder encoder(ParquetFile file, Chunk chunk) {
    ColumnDescriptor column = chunk.descriptor();
    return new GroupEncoder(
        new MessageType(
            file.schema().getName(), only(file.schema().getType(column.getPath()[0]), column, 0)),
        new CompressionCodec[] {chunk.meta().getCodec()},
        chunk.place());
  }

  /** The field with this leaf alone. */
  private static Type only(Type field, ColumnDescriptor column, int depth) {
    return field.isPrimitive()
        ? field
        : field
            .asGroupType()
            .withNewFields(
                only(field.asGroupType().getType(column.getPath()[depth + 1]), column, depth + 1));
  }

  private long copy(ColumnReader reader, GroupEncoder encoder) throws InterruptedException {
    ColumnWriter writer = encoder.writer(0);
    PrimitiveTypeName type = chunk.descriptor().getPrimitiveType().getPrimitiveTypeName();
    int present = chunk.descriptor().getMaxDefinitionLevel();
    long row = -1;
    for (long left = chunk.meta().getNum_values(); left > 0; left--) {
      int repetition = reader.getCurrentRepetitionLevel();
      if (repetition == 0) {
        if (row >= 0 && !gone.get((int) row)) {
          encoder.endRow();
        }
        row++;
        if (row % ROWS_BETWEEN_CHECKS == 0 && Thread.interrupted()) {
          throw new InterruptedException();
        }
      }
      int definition = reader.getCurrentDefinitionLevel();
      if (gone.get((int) Math.max(0, row))) {
        if (definition == present) {
          reader.skip();
        }
      } else if (definition < present) {
        writer.writeNull(repetition, definition);
      } else {
        write(reader, writer, type, repetition, definition);
      }
      reader.consume();
    }
    if (row >= 0 && !gone.get((int) row)) {
      encoder.endRow();
    }
    return row + 1;
  }

  private static void write(
      ColumnReader reader,
      ColumnWriter writer,
      PrimitiveTypeName type,
      int repetition,
      int definition) {
    switch (type) {
      case BOOLEAN -> writer.write(reader.getBoolean(), repetition, definition);
      case INT32 -> writer.write(reader.getInteger(), repetition, definition);
      case INT64 -> writer.write(reader.getLong(), repetition, definition);
      case FLOAT -> writer.write(reader.getFloat(), repetition, definition);
      case DOUBLE -> writer.write(reader.getDouble(), repetition, definition);
      case BINARY, FIXED_LEN_BYTE_ARRAY, INT96 ->
          writer.write(reader.getBinary(), repetition, definition);
    }
  }
}
