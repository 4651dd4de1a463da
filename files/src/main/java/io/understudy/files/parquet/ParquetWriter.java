package io.understudy.files.parquet;

import io.understudy.engine.Batch;
import io.understudy.engine.CellException;
import io.understudy.files.FileColumn;
import io.understudy.files.ParquetTableWriter.Codec;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnIndex;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.OffsetIndex;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.converter.ParquetMetadataConverter;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;
import org.jspecify.annotations.Nullable;

/** What {@link io.understudy.files.ParquetTableWriter} does. Used by one thread. */
public final class ParquetWriter {
  private static final int FORMAT_VERSION = 1;
  private static final int DECIMAL_PRECISION = 18;
  private static final int DECIMAL_SCALE = 2;
  private static final int UUID_BYTES = 16;

  private final ParquetOutput out;
  private final MessageType schema;
  private final CompressionCodec codec;
  private final int rowsPerGroup;
  private final List<RowGroup> groups = new ArrayList<>();
  private final List<ColumnChunk> entries = new ArrayList<>();
  private final List<ChunkFacts> chunks = new ArrayList<>();
  private GroupEncoder encoder;
  private List<GroupEncoder.Target> targets;
  private int rowsInGroup;
  private long rows;
  private boolean finished;

  /** See {@link io.understudy.files.ParquetTableWriter}. */
  public ParquetWriter(
      OutputStream out, String table, List<FileColumn> columns, Codec codec, int rowsPerGroup) {
    if (columns.isEmpty() || rowsPerGroup < 1) {
      throw new IllegalArgumentException("a table has columns, and a row group has rows");
    }
    this.out = new ParquetOutput(out, table);
    this.schema = new MessageType(table, columns.stream().<Type>map(ParquetWriter::type).toList());
    this.codec = CompressionCodec.valueOf(codec.name());
    this.rowsPerGroup = rowsPerGroup;
    this.encoder = nextEncoder();
    this.targets = targets(encoder);
  }

  private static PrimitiveType type(FileColumn column) {
    return switch (column.type()) {
      case BOOLEAN -> named(column, PrimitiveTypeName.BOOLEAN, null);
      case BIGINT -> named(column, PrimitiveTypeName.INT64, null);
      case NUMERIC ->
          named(
              column,
              PrimitiveTypeName.INT64,
              LogicalTypeAnnotation.decimalType(DECIMAL_SCALE, DECIMAL_PRECISION));
      case DOUBLE -> named(column, PrimitiveTypeName.DOUBLE, null);
      case DATE -> named(column, PrimitiveTypeName.INT32, LogicalTypeAnnotation.dateType());
      case TIME ->
          named(
              column,
              PrimitiveTypeName.INT64,
              LogicalTypeAnnotation.timeType(false, TimeUnit.MICROS));
      case TIMESTAMP ->
          named(
              column,
              PrimitiveTypeName.INT64,
              LogicalTypeAnnotation.timestampType(false, TimeUnit.MICROS));
      case TIMESTAMPTZ ->
          named(
              column,
              PrimitiveTypeName.INT64,
              LogicalTypeAnnotation.timestampType(true, TimeUnit.MICROS));
      case UUID ->
          Types.primitive(PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY, repetition(column))
              .length(UUID_BYTES)
              .as(LogicalTypeAnnotation.uuidType())
              .named(column.name());
      case BYTES -> named(column, PrimitiveTypeName.BINARY, null);
      case JSON -> named(column, PrimitiveTypeName.BINARY, LogicalTypeAnnotation.jsonType());
      case NONE, TEXT ->
          named(column, PrimitiveTypeName.BINARY, LogicalTypeAnnotation.stringType());
    };
  }

  private static PrimitiveType named(
      FileColumn column, PrimitiveTypeName physical, @Nullable LogicalTypeAnnotation logical) {
    return Types.primitive(physical, repetition(column)).as(logical).named(column.name());
  }

  private static Repetition repetition(FileColumn column) {
    return column.nullable() ? Repetition.OPTIONAL : Repetition.REQUIRED;
  }

  private GroupEncoder nextEncoder() {
    CompressionCodec[] codecs = new CompressionCodec[schema.getFieldCount()];
    Arrays.fill(codecs, codec);
    return new GroupEncoder(schema, codecs, Place.of(schema.getName()));
  }

  private List<GroupEncoder.Target> targets(GroupEncoder of) {
    return IntStream.range(0, schema.getFieldCount()).mapToObj(of::target).toList();
  }

  /** Appends the rows of a batch. */
  public void write(Batch batch) {
    for (int row = 0; row < batch.size(); row++) {
      for (int i = 0; i < targets.size(); i++) {
        try {
          targets.get(i).write(batch.column(i)[row]);
        } catch (UnfitValueException e) {
          throw new CellException(rows, schema.getFieldName(i), e.getMessage());
        }
      }
      encoder.endRow();
      rows++;
      if (++rowsInGroup == rowsPerGroup) {
        endGroup();
        encoder = nextEncoder();
        targets = targets(encoder);
      }
    }
  }

  private void endGroup() {
    long start = out.position();
    List<ColumnChunk> columns = new ArrayList<>();
    long uncompressed = 0;
    for (EncodedChunk chunk : encoder.finish()) {
      ColumnChunk entry = chunk.writeTo(out);
      uncompressed += entry.getMeta_data().getTotal_uncompressed_size();
      columns.add(entry);
      chunks.add(chunk.facts());
    }
    entries.addAll(columns);
    RowGroup group = new RowGroup(columns, uncompressed, rowsInGroup);
    group.setFile_offset(start).setTotal_compressed_size(out.position() - start);
    groups.add(group);
    rowsInGroup = 0;
  }

  /** Writes what is left and the footer; the stream stays open. */
  public void finish() {
    if (finished) {
      return;
    }
    finished = true;
    if (rowsInGroup > 0) {
      endGroup();
    }
    for (int i = 0; i < chunks.size(); i++) {
      ColumnIndex index = chunks.get(i).columnIndex();
      if (index != null) {
        entries.get(i).setColumn_index_offset(out.position());
        entries.get(i).setColumn_index_length(out.write(index));
      }
    }
    for (int i = 0; i < chunks.size(); i++) {
      OffsetIndex index = chunks.get(i).offsetIndex();
      if (index != null) {
        entries.get(i).setOffset_index_offset(out.position());
        entries.get(i).setOffset_index_length(out.write(index));
      }
    }
    FileMetaData footer =
        new ParquetMetadataConverter()
            .toParquetMetadata(
                FORMAT_VERSION,
                new ParquetMetadata(
                    new org.apache.parquet.hadoop.metadata.FileMetaData(
                        schema, Map.of(), WriterVersion.OURS),
                    List.of()));
    out.finish(footer.setNum_rows(rows).setRow_groups(groups));
  }
}
