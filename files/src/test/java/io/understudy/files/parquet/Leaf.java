package io.understudy.files.parquet;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReaderImpl;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type.Repetition;

/**
 * The cells of a leaf inside of a nested column, as parquet-java's column reader gives them.
 *
 * @param type of the leaf
 * @param present definition level of a value that is there
 */
record Leaf(PrimitiveType type, int present, List<Cell> all) {

  private record Cell(int repetition, int definition, Object value) {}

  /** The leaf with this number among those inside of nested columns. */
  static Leaf of(byte[] bytes, int number) {
    ParquetFile file = ParquetFile.open(new Source(new MemoryObject("leaf", bytes)));
    int leaf = leaf(file, number);
    PrimitiveType type = file.schema().getColumns().get(leaf).getPrimitiveType();
    int present = file.schema().getColumns().get(leaf).getMaxDefinitionLevel();
    List<Cell> cells = new ArrayList<>();
    for (List<Chunk> chunks : file.groups()) {
      Chunk chunk = chunks.get(leaf);
      Object[] taken = new Object[1];
      ColumnReader reader =
          new ColumnReaderImpl(
              chunk.descriptor(),
              new ChunkPages(chunk, RangeReader.over(chunk, file.source(), 1 << 20)),
              new FlatColumn.Sink(type, value -> taken[0] = value),
              WriterVersion.parse(file.footer().getCreated_by()));
      for (long i = 0; i < chunk.meta().getNum_values(); i++) {
        int definition = reader.getCurrentDefinitionLevel();
        taken[0] = null;
        if (definition == present) {
          reader.writeCurrentValueToConverter();
        }
        cells.add(new Cell(reader.getCurrentRepetitionLevel(), definition, taken[0]));
        reader.consume();
      }
    }
    return new Leaf(type, present, cells);
  }

  private static int leaf(ParquetFile file, int number) {
    int inner = 0;
    for (int field = 0; field < file.schema().getFieldCount(); field++) {
      for (int leaf = file.firstLeaf(field); leaf < file.firstLeaf(field + 1); leaf++) {
        if (!ParquetFile.isFlat(file.schema().getType(field)) && inner++ == number) {
          return leaf;
        }
      }
    }
    throw new IllegalArgumentException("no such leaf");
  }

  boolean isOptional() {
    return type.isRepetition(Repetition.OPTIONAL);
  }

  List<String> cells() {
    return cells(value -> value);
  }

  /** As they are with other values; one that becomes null is not there any more. */
  List<String> cells(UnaryOperator<Object> rule) {
    List<String> texts = new ArrayList<>();
    for (Cell cell : all) {
      Object value = cell.value() == null ? null : rule.apply(cell.value());
      boolean gone = value == null && cell.definition() == present;
      texts.add(
          cell.repetition()
              + " "
              + (gone ? present - 1 : cell.definition())
              + " "
              + Oracle.text(value));
    }
    return texts;
  }
}
