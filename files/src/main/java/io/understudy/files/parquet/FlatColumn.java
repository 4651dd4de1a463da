package io.understudy.files.parquet;

import io.understudy.files.parquet.CellType.Cell;
import java.util.Arrays;
import java.util.function.Consumer;
import org.apache.parquet.VersionParser.ParsedVersion;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.column.impl.ColumnReaderImpl;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.jspecify.annotations.Nullable;

/**
 * The values of a column without repetition, in one row group, as a batch holds them. A value of a
 * dictionary is converted once, and is the same object in every row.
 */
final class FlatColumn {
  private final Place place;
  private final Sink sink;
  private final ColumnReader reader;
  private final int maxDefinition;
  private @Nullable Object value;

  /**
   * @param in stands at the beginning of the chunk
   */
  FlatColumn(Chunk chunk, RangeReader in, @Nullable ParsedVersion writer) {
    this.place = chunk.place();
    this.maxDefinition = chunk.descriptor().getMaxDefinitionLevel();
    PrimitiveType type = chunk.descriptor().getPrimitiveType();
    this.sink = new Sink(type, taken -> value = taken);
    try {
      this.reader =
          new ColumnReaderImpl(chunk.descriptor(), new ChunkPages(chunk, in), sink, writer);
    } catch (RuntimeException | OutOfMemoryError e) {
      throw place.failure("decoding the first page", e);
    }
  }

  /**
   * Reads the next {@code count} rows.
   *
   * @param firstRow 0-based row in the file of the first, for messages
   */
  void read(@Nullable Object[] into, int count, long firstRow) {
    int row = 0;
    try {
      for (; row < count; row++) {
        if (reader.getCurrentDefinitionLevel() == maxDefinition) {
          reader.writeCurrentValueToConverter();
          into[row] = value;
        } else {
          into[row] = null;
        }
        reader.consume();
      }
    } catch (RuntimeException | OutOfMemoryError e) {
      throw failure(firstRow + row, e);
    }
  }

  private RuntimeException failure(long row, Throwable thrown) {
    return thrown instanceof UnfitValueException unfit
        ? place.damaged("row " + (row + 1) + ": " + unfit.getMessage())
        : place.failure("decoding row " + (row + 1), thrown);
  }

  /** Whether the chunk's dictionary has entries that none of the rows read so far refers to. */
  boolean hasUnusedEntries() {
    return sink.hasUnusedEntries();
  }

  /** Hands on each value from a column reader, converted. */
  static final class Sink extends PrimitiveConverter {
    private final Cell cell;
    private final boolean narrow;
    private final Consumer<@Nullable Object> out;
    private @Nullable Object[] dictionary = new @Nullable Object[0];
    private @Nullable Dictionary stored;

    Sink(PrimitiveType type, Consumer<@Nullable Object> out) {
      this.out = out;
      this.cell = CellType.of(type).cell();
      this.narrow = type.getPrimitiveTypeName() == PrimitiveTypeName.INT32;
    }

    @Override
    public boolean hasDictionarySupport() {
      return true;
    }

    @Override
    public void setDictionary(Dictionary dictionary) {
      this.stored = dictionary;
      this.dictionary = new @Nullable Object[dictionary.getMaxId() + 1];
    }

    /** An entry is converted when the first value refers to it. */
    boolean hasUnusedEntries() {
      return Arrays.asList(dictionary).contains(null);
    }

    @Override
    public void addValueFromDictionary(int id) {
      Object known = dictionary[id];
      if (known == null && stored != null) {
        known = decode(stored, id);
        dictionary[id] = known;
      }
      out.accept(known);
    }

    private Object decode(Dictionary from, int id) {
      return switch (cell) {
        case Cell.Bytes bytes -> bytes.decode().apply(from.decodeToBinary(id));
        case Cell.Single single -> (double) from.decodeToFloat(id);
        case Cell.Twofold twofold -> from.decodeToDouble(id);
        case Cell.Truth truth -> from.decodeToBoolean(id);
        case Cell.Whole whole ->
            whole.decode().apply(narrow ? from.decodeToInt(id) : from.decodeToLong(id));
      };
    }

    @Override
    public void addBinary(Binary binary) {
      out.accept(((Cell.Bytes) cell).decode().apply(binary));
    }

    @Override
    public void addBoolean(boolean truth) {
      out.accept(truth);
    }

    @Override
    public void addDouble(double number) {
      out.accept(number);
    }

    @Override
    public void addFloat(float number) {
      out.accept((double) number);
    }

    @Override
    public void addInt(int number) {
      out.accept(((Cell.Whole) cell).decode().apply(number));
    }

    @Override
    public void addLong(long number) {
      out.accept(((Cell.Whole) cell).decode().apply(number));
    }
  }
}
