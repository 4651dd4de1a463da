package io.understudy.files.parquet;

import io.understudy.engine.Batch;
import io.understudy.engine.CellException;
import io.understudy.files.FileColumn;
import io.understudy.files.ParquetColumn;
import io.understudy.files.ParquetColumn.Kind;
import io.understudy.files.ParquetTableWriter.Codec;
import java.io.OutputStream;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/** What {@link io.understudy.files.ParquetTableWriter} does. Used by one thread. */
public final class ParquetWriter {
  private static final int DECIMAL_PRECISION = 18;
  private static final int DECIMAL_SCALE = 2;

  private final MessageType schema;
  private final int rowsPerGroup;
  private final NewFile file;
  private GroupEncoder encoder;
  private List<GroupEncoder.Target> targets;
  private int rowsInGroup;

  /** See {@link io.understudy.files.ParquetTableWriter}. */
  public ParquetWriter(
      OutputStream out, String table, List<FileColumn> columns, Codec codec, int rowsPerGroup) {
    if (columns.isEmpty() || rowsPerGroup < 1) {
      throw new IllegalArgumentException("a table has columns, and a row group has rows");
    }
    this.schema =
        new MessageType(
            table, columns.stream().<Type>map(column -> NewTypes.of(stored(column))).toList());
    this.rowsPerGroup = rowsPerGroup;
    this.file = new NewFile(out, schema, CompressionCodec.valueOf(codec.name()));
    this.encoder = file.newEncoder();
    this.targets = targets();
  }

  private static ParquetColumn stored(FileColumn column) {
    Kind kind =
        switch (column.type()) {
          case BOOLEAN -> Kind.BOOLEAN;
          case BIGINT -> Kind.LONG;
          case NUMERIC -> Kind.DECIMAL;
          case DOUBLE -> Kind.DOUBLE;
          case DATE -> Kind.DATE;
          case TIME -> Kind.TIME;
          case TIMESTAMP -> Kind.TIMESTAMP;
          case TIMESTAMPTZ -> Kind.TIMESTAMPTZ;
          case UUID -> Kind.UUID;
          case BYTES -> Kind.BYTES;
          case JSON -> Kind.JSON;
          case NONE, TEXT -> Kind.TEXT;
        };
    return kind == Kind.DECIMAL
        ? new ParquetColumn(
            column.name(), kind, DECIMAL_PRECISION, DECIMAL_SCALE, column.nullable())
        : ParquetColumn.of(column.name(), kind, column.nullable());
  }

  /** Appends the rows of a batch. */
  public void write(Batch batch) {
    for (int row = 0; row < batch.size(); row++) {
      for (int i = 0; i < targets.size(); i++) {
        try {
          targets.get(i).write(batch.column(i)[row]);
        } catch (UnfitValueException e) {
          throw new CellException(
              file.rows() + rowsInGroup, schema.getFieldName(i), e.getMessage());
        }
      }
      encoder.endRow();
      if (++rowsInGroup == rowsPerGroup) {
        endGroup();
      }
    }
  }

  private void endGroup() {
    file.addGroup(encoder.finish(), rowsInGroup);
    rowsInGroup = 0;
    encoder = file.newEncoder();
    targets = targets();
  }

  private List<GroupEncoder.Target> targets() {
    return IntStream.range(0, schema.getFieldCount()).mapToObj(encoder::target).toList();
  }

  /** Writes what is left and the footer; the stream stays open. */
  public void finish() {
    endGroup();
    file.finish();
  }
}
