package io.understudy.files.parquet;

import io.understudy.files.ColumnVector;
import org.apache.parquet.VersionParser.ParsedVersion;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReaderImpl;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.PrimitiveType;
import org.jspecify.annotations.Nullable;

/**
 * The values of a column without repetition, in one row group, for a vector: taken from its pages
 * where these are of the usual encodings, else value by value from parquet-java's reader.
 */
final class FlatVector {
  private final Place place;
  private final Fill fill;

  /** Fills a vector with the next rows. */
  @FunctionalInterface
  private interface Fill {
    void fill(ColumnVector into, int count);
  }

  /**
   * @param in stands at the beginning of the chunk
   */
  FlatVector(Chunk chunk, RangeReader in, @Nullable ParsedVersion writer) {
    this.place = chunk.place();
    try {
      this.fill = fill(chunk, in, writer);
    } catch (RuntimeException | OutOfMemoryError e) {
      throw place.failure("decoding the first page", e);
    }
  }

  private static Fill fill(Chunk chunk, RangeReader in, @Nullable ParsedVersion writer) {
    if (PageValues.fits(chunk)) {
      return new PageValues(chunk, in)::read;
    }
    PrimitiveType type = chunk.descriptor().getPrimitiveType();
    ColumnReader reader =
        new ColumnReaderImpl(
            chunk.descriptor(), new ChunkPages(chunk, in), new PrimitiveConverter() {}, writer);
    VectorCells.Take cell = VectorCells.take(type);
    int present = chunk.descriptor().getMaxDefinitionLevel();
    return (into, count) -> {
      for (int row = 0; row < count; row++) {
        if (reader.getCurrentDefinitionLevel() == present) {
          cell.take(reader, into, row);
        } else {
          into.setNull(row);
        }
        reader.consume();
      }
    };
  }

  /**
   * Reads the next {@code count} rows.
   *
   * @param into of {@link VectorCells#vector}
   * @param firstRow 0-based row in the file of the first, for messages
   */
  void read(ColumnVector into, int count, long firstRow) {
    try {
      fill.fill(into, count);
    } catch (UnfitValueException e) {
      throw place.damaged(rows(count, firstRow) + ": " + e.getMessage());
    } catch (RuntimeException | OutOfMemoryError e) {
      throw place.failure("decoding " + rows(count, firstRow), e);
    }
  }

  private static String rows(int count, long firstRow) {
    return count == 1
        ? "row " + (firstRow + 1)
        : "rows " + (firstRow + 1) + " to " + (firstRow + count);
  }
}
