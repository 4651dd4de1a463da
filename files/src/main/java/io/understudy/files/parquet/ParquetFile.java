package io.understudy.files.parquet;

import io.understudy.engine.Column;
import io.understudy.engine.ColumnType;
import io.understudy.engine.TableSchema;
import io.understudy.files.FileColumn;
import io.understudy.files.ValueType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.converter.ParquetMetadataConverter;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;

/**
 * A file's footer, read and checked: every range it names lies inside the file, every row group has
 * the schema's columns.
 *
 * @param source the bytes
 * @param footer as in the file
 * @param schema built from the footer
 * @param firstLeaves for each top-level column the position of its first leaf, then their number
 * @param groups the column chunks of each row group, in schema order
 */
record ParquetFile(
    Source source,
    FileMetaData footer,
    MessageType schema,
    int[] firstLeaves,
    List<List<Chunk>> groups) {
  static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
  private static final String ENCRYPTED_MAGIC = "PARE";
  private static final int TAIL = Integer.BYTES + MAGIC.length;
  private static final int FIRST_READ = 64 << 10;

  /** More than a dictionary page's header takes. */
  private static final long LONG_HEADER = 100;

  static ParquetFile open(Source source) {
    Place place = source.place();
    FileMetaData footer = readFooter(source, place);
    if (footer.isSetEncryption_algorithm()) {
      throw encrypted(place, "the file");
    }
    MessageType schema;
    try {
      // Statistics are none of the schema's business, and converting them costs and can fail.
      FileMetaData bare =
          new FileMetaData(footer.getVersion(), readSchema(footer), 0, List.of())
              .setColumn_orders(footer.getColumn_orders());
      schema =
          new ParquetMetadataConverter().fromParquetMetadata(bare).getFileMetaData().getSchema();
    } catch (IOException | RuntimeException | StackOverflowError e) {
      throw place.failure("reading the schema", e);
    }
    refuseUnusableNames(schema, place);
    List<ColumnDescriptor> leaves = schema.getColumns();
    List<List<Chunk>> groups = new ArrayList<>();
    long slack = WriterVersion.forgetsDictionaryHeader(footer.getCreated_by()) ? LONG_HEADER : 0;
    long rows = 0;
    for (RowGroup group : footer.getRow_groups()) {
      groups.add(chunks(source, group, groups.size() + 1, leaves, slack));
      rows += group.getNum_rows();
    }
    // Some writers leave the sum at 0.
    if (rows != footer.getNum_rows() && footer.getNum_rows() != 0) {
      throw place.damaged(
          "the footer counts " + footer.getNum_rows() + " rows, its row groups " + rows);
    }
    footer.setNum_rows(rows);
    return new ParquetFile(source, footer, schema, firstLeaves(schema), List.copyOf(groups));
  }

  /** Impala's strings have no annotation, and it has written no other kind of BINARY. */
  private static List<SchemaElement> readSchema(FileMetaData footer) {
    if (footer.getCreated_by() == null || !footer.getCreated_by().startsWith("impala")) {
      return footer.getSchema();
    }
    List<SchemaElement> elements = new ArrayList<>();
    for (SchemaElement element : footer.getSchema()) {
      boolean text =
          element.getType() == org.apache.parquet.format.Type.BYTE_ARRAY
              && !element.isSetConverted_type()
              && !element.isSetLogicalType();
      elements.add(
          text ? new SchemaElement(element).setConverted_type(ConvertedType.UTF8) : element);
    }
    return elements;
  }

  private static void refuseUnusableNames(MessageType schema, Place place) {
    Set<String> names = new HashSet<>();
    for (Type field : schema.getFields()) {
      if (field.getName().indexOf(0) >= 0) {
        throw place.bad(
            "the name of column " + (names.size() + 1) + " has a NUL character in it",
            "rename the column");
      }
      if (!names.add(field.getName())) {
        throw place
            .in(field.getName(), 0)
            .bad("two columns have this name", "rename one, so that rules can tell them apart");
      }
    }
  }

  /** Takes out what a newer format version added and this one cannot write back. */
  private static void dropUnknown(FileMetaData footer) {
    for (SchemaElement element : footer.getSchema()) {
      if (element.isSetLogicalType() && !element.getLogicalType().isSet()) {
        element.unsetLogicalType();
      }
    }
    if (footer.isSetColumn_orders()
        && footer.getColumn_orders().stream().anyMatch(order -> !order.isSet())) {
      footer.unsetColumn_orders();
    }
  }

  private static FileMetaData readFooter(Source source, Place place) {
    long size = source.size();
    String whole = "upload the whole file, or give the format that it is in";
    if (size < MAGIC.length + TAIL) {
      throw place.bad(
          "not a parquet file: " + size + " bytes, a parquet file has at least 12", whole);
    }
    RangeReader reader = new RangeReader(source, FIRST_READ);
    reader.open(size - Math.min(size, FIRST_READ), size, size);
    byte[] last = reader.take((int) reader.remaining());
    String magic = new String(last, last.length - 4, 4, StandardCharsets.US_ASCII);
    if (magic.equals(ENCRYPTED_MAGIC)) {
      throw encrypted(place, "the footer");
    }
    if (!magic.equals("PAR1")) {
      throw place.bad("not a whole parquet file: it does not end with \"PAR1\"", whole);
    }
    byte[] first = new byte[MAGIC.length];
    source.read(0, first, 0, first.length);
    if (!new String(first, StandardCharsets.US_ASCII).equals("PAR1")) {
      throw place.bad("not a parquet file: it does not begin with \"PAR1\"", whole);
    }
    int length = 0;
    for (int i = 0; i < Integer.BYTES; i++) {
      length |= (last[last.length - TAIL + i] & 0xFF) << (8 * i);
    }
    if (length <= 0 || length > size - MAGIC.length - TAIL) {
      throw place.damaged("the footer's length " + length + " does not fit the file of " + size);
    }
    byte[] bytes = last;
    int offset = last.length - TAIL - length;
    if (offset < 0) {
      reader.open(size - TAIL - length, size - TAIL, size - TAIL);
      bytes = reader.take(length);
      offset = 0;
    }
    FileMetaData footer = new FileMetaData();
    try {
      Thrift.read(footer, bytes, offset, length);
    } catch (Thrift.MalformedException e) {
      throw place.damaged("the footer cannot be read");
    }
    dropUnknown(footer);
    return footer;
  }

  private static List<Chunk> chunks(
      Source source, RowGroup group, int number, List<ColumnDescriptor> leaves, long slack) {
    Place groupPlace = source.place().in("", number);
    if (group.getNum_rows() < 0) {
      throw groupPlace.damaged("it has " + group.getNum_rows() + " rows");
    }
    if (group.getColumnsSize() != leaves.size()) {
      throw groupPlace.damaged(
          "it has " + group.getColumnsSize() + " columns, the schema has " + leaves.size());
    }
    List<Chunk> chunks = new ArrayList<>(leaves.size());
    for (ColumnChunk entry : group.getColumns()) {
      ColumnDescriptor leaf = leaves.get(chunks.size());
      Place place = source.place().in(String.join(".", leaf.getPath()), number);
      if (entry.isSetFile_path()) {
        throw place.bad(
            "its data is in another file (file_path)", "write the table as whole parquet files");
      }
      if (entry.isSetCrypto_metadata() || entry.isSetEncrypted_column_metadata()) {
        throw encrypted(place, "the column");
      }
      ColumnMetaData meta = entry.getMeta_data();
      if (meta == null) {
        throw place.damaged("the footer has no metadata for it");
      }
      chunks.add(chunk(source, group, place, entry, leaf, slack));
    }
    return List.copyOf(chunks);
  }

  private static Chunk chunk(
      Source source,
      RowGroup group,
      Place place,
      ColumnChunk entry,
      ColumnDescriptor leaf,
      long slack) {
    ColumnMetaData meta = entry.getMeta_data();
    if (!meta.getPath_in_schema().equals(List.of(leaf.getPath()))
        || meta.getType() != ChunkFacts.type(leaf)) {
      throw place.damaged("the row group has another column or type in its place");
    }
    // a row without items has one value, which is null
    boolean flat = leaf.getMaxRepetitionLevel() == 0;
    if (meta.getNum_values() < group.getNum_rows()
        || (flat && meta.getNum_values() > group.getNum_rows())) {
      throw place.damaged(
          "it has " + meta.getNum_values() + " values for " + group.getNum_rows() + " rows");
    }
    if (meta.getNum_values() == 0) {
      // nothing is read of it, and some writers name no place or a dictionary's for it
      return new Chunk(place, entry, leaf, MAGIC.length, MAGIC.length);
    }
    long start = meta.getData_page_offset();
    // Some writers set 0, or an offset behind the data, where there is no dictionary.
    if (meta.isSetDictionary_page_offset()
        && meta.getDictionary_page_offset() > 0
        && meta.getDictionary_page_offset() < start) {
      start = meta.getDictionary_page_offset();
    }
    long length = meta.getTotal_compressed_size();
    if (length < 0 || start < MAGIC.length || start > source.size() - TAIL - length) {
      throw place.damaged(
          length + " bytes at " + start + " do not lie inside the file of " + source.size());
    }
    long end = Math.min(start + length + slack, source.size() - TAIL);
    return new Chunk(place, entry, leaf, start, end);
  }

  private static RuntimeException encrypted(Place place, String what) {
    return place.bad(what + " is encrypted", "export it without parquet encryption");
  }

  /** The top-level columns and the leaves of nested ones; what rules can name. */
  TableSchema tableSchema(String table) {
    return new TableSchema(
        table,
        schema.getFields().stream()
            .map(field -> new Column(field.getName(), columnType(field)))
            .toList(),
        InnerLeaves.of(schema));
  }

  /** The top-level columns; what a table is made of. */
  List<FileColumn> fileColumns() {
    return schema.getFields().stream().map(ParquetFile::fileColumn).toList();
  }

  private static ColumnType columnType(Type field) {
    return isFlat(field) ? CellType.of(field.asPrimitiveType()).column() : ColumnType.NESTED;
  }

  private static FileColumn fileColumn(Type field) {
    boolean nullable = field.isRepetition(Repetition.OPTIONAL);
    return isFlat(field)
        ? new FileColumn(field.getName(), CellType.of(field.asPrimitiveType()).value(), nullable)
        : new FileColumn(
            field.getName(),
            ValueType.JSON,
            nullable,
            new FileColumn.Nested(NestedJson.items(field).orElse(null)));
  }

  /** Position among the leaf columns of the first leaf of a top-level column; or their number. */
  int firstLeaf(int field) {
    return firstLeaves[field];
  }

  private static int[] firstLeaves(MessageType schema) {
    int[] first = new int[schema.getFieldCount() + 1];
    for (int i = 0; i < schema.getFieldCount(); i++) {
      first[i + 1] = first[i] + leaves(schema.getType(i));
    }
    return first;
  }

  private static int leaves(Type field) {
    return field.isPrimitive()
        ? 1
        : field.asGroupType().getFields().stream().mapToInt(ParquetFile::leaves).sum();
  }

  /** One value or null per row. */
  static boolean isFlat(Type field) {
    return field.isPrimitive() && !field.isRepetition(Repetition.REPEATED);
  }
}
