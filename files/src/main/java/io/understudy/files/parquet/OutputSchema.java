package io.understudy.files.parquet;

import io.understudy.engine.OutputColumn;
import io.understudy.files.FileColumn;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.ColumnOrder;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.StringType;
import org.apache.parquet.format.Type;
import org.apache.parquet.format.TypeDefinedOrder;

/** The columns of a file that is written, as its footer tells them. */
final class OutputSchema {
  private final ParquetFile file;
  private final List<OutputColumn> columns;
  private final int width;

  /**
   * @param columns what is written
   */
  OutputSchema(ParquetFile file, List<OutputColumn> columns) {
    this.file = file;
    this.columns = columns;
    this.width = file.schema().getFieldCount();
  }

  /** What a table of the written file is made of. */
  List<FileColumn> fileColumns() {
    return FileColumn.written(columns, file.fileColumns());
  }

  /** Puts the schema into a footer that is a copy of the file's. */
  void describe(FileMetaData footer) {
    List<SchemaElement> old = file.footer().getSchema();
    int[] starts = starts(old);
    List<SchemaElement> elements = new ArrayList<>();
    elements.add(new SchemaElement(old.getFirst()).setNum_children(columns.size()));
    List<ColumnOrder> orders = new ArrayList<>();
    boolean ordered = footer.isSetColumn_orders();
    for (OutputColumn column : columns) {
      int source = column.source();
      if (source >= width) {
        elements.add(text(column.name()));
        orders.add(ColumnOrder.TYPE_ORDER(new TypeDefinedOrder()));
        continue;
      }
      elements.add(new SchemaElement(old.get(starts[source])).setName(column.name()));
      elements.addAll(old.subList(starts[source] + 1, starts[source + 1]));
      if (ordered) {
        orders.addAll(
            footer.getColumn_orders().subList(file.firstLeaf(source), file.firstLeaf(source + 1)));
      }
    }
    footer.setSchema(elements);
    if (ordered) {
      footer.setColumn_orders(orders);
    }
  }

  private static SchemaElement text(String name) {
    return new SchemaElement(name)
        .setType(Type.BYTE_ARRAY)
        .setRepetition_type(FieldRepetitionType.OPTIONAL)
        .setConverted_type(ConvertedType.UTF8)
        .setLogicalType(LogicalType.STRING(new StringType()));
  }

  /** Of each top-level column the position of its element, then the end of the list. */
  private int[] starts(List<SchemaElement> elements) {
    int[] starts = new int[width + 1];
    int at = 1;
    for (int i = 0; i < width; i++) {
      starts[i] = at;
      int open = 1;
      while (open > 0) {
        open += elements.get(at).getNum_children() - 1;
        at++;
      }
    }
    starts[width] = at;
    return starts;
  }

  /** Calls a chunk's column by the name that the output has for it. */
  void rename(ColumnMetaData meta, OutputColumn column) {
    if (!meta.getPath_in_schema().getFirst().equals(column.name())) {
      List<String> path = new ArrayList<>(meta.getPath_in_schema());
      path.set(0, column.name());
      meta.setPath_in_schema(path);
    }
  }

  /** Position among the written leaf columns of one of the file's; -1 if it is not written. */
  int leaf(int old) {
    int leaves = 0;
    for (OutputColumn column : columns) {
      int source = column.source();
      if (source >= width) {
        leaves++;
      } else if (old >= file.firstLeaf(source) && old < file.firstLeaf(source + 1)) {
        return leaves + old - file.firstLeaf(source);
      } else {
        leaves += file.firstLeaf(source + 1) - file.firstLeaf(source);
      }
    }
    return -1;
  }
}
