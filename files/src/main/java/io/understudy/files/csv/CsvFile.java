package io.understudy.files.csv;

import io.understudy.engine.Column;
import io.understudy.engine.ColumnType;
import io.understudy.engine.TableSchema;
import io.understudy.files.FileFormat;
import io.understudy.files.InputObject;
import io.understudy.files.TextPart;
import io.understudy.files.text.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An open CSV file whose columns are known. A column without a name in the header is called {@code
 * column_3} if it is the third, as all are in a file without header.
 */
final class CsvFile implements AutoCloseable {
  /** Bytes read at a time. */
  static final int BLOCK = 1 << 20;

  private final Window window;
  private final RecordScanner records;
  private final CsvPlace place;
  private final List<String> names;
  private final byte[] head;
  private final int[] headStarts;
  private final int[] headEnds;
  private final long begin;

  private CsvFile(
      Window window,
      RecordScanner records,
      CsvPlace place,
      List<String> names,
      byte[] head,
      int[] headStarts,
      int[] headEnds,
      long begin) {
    this.window = window;
    this.records = records;
    this.place = place;
    this.names = names;
    this.head = head;
    this.headStarts = headStarts;
    this.headEnds = headEnds;
    this.begin = begin;
  }

  static CsvFile open(InputObject input, FileFormat.Csv format) {
    return open(input, format, BLOCK, Window.LARGEST);
  }

  /** Opens a file that may have no record, since a rewrite can have dropped all. */
  static CsvFile written(InputObject input, FileFormat.Csv format) {
    return open(input, format, BLOCK, Window.LARGEST, !format.header());
  }

  static CsvFile open(InputObject input, FileFormat.Csv format, int block, int largest) {
    return open(input, format, block, largest, false);
  }

  private static CsvFile open(
      InputObject input, FileFormat.Csv format, int block, int largest, boolean mayBeEmpty) {
    Window window = new Window(input, format.compression(), block, largest);
    try {
      return open(window, format, mayBeEmpty ? window.startOrEnd() : window.start());
    } catch (Throwable e) {
      window.close();
      throw e;
    }
  }

  private static CsvFile open(Window window, FileFormat.Csv format, int start) {
    CsvPlace place = new CsvPlace(window.name(), format.delimiter());
    RecordScanner records = new RecordScanner(window, start, format.delimiter(), place);
    int columns = records.first(format.header());
    if (format.header() && columns == 0) {
      throw place.noRecord();
    }
    List<String> names = new ArrayList<>();
    for (int i = 0; i < Math.max(1, columns); i++) {
      String name =
          format.header()
              ? CsvFields.text(records.bytes(), records.starts()[i], records.ends()[i])
              : null;
      names.add(name == null || name.isEmpty() ? placeName(i) : name);
    }
    place.names(names);
    Map<String, Integer> unique = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      Integer other = unique.putIfAbsent(names.get(i), i);
      if (other != null) {
        throw place.sameNames(other, i);
      }
    }
    int fields = format.header() ? columns : 0;
    int[] headStarts = Arrays.copyOf(records.starts(), fields);
    int[] headEnds = Arrays.copyOf(records.ends(), fields);
    if (format.header()) {
      records.readOn();
    } else {
      records.readAgain();
    }
    byte[] head = Arrays.copyOf(records.bytes(), records.to());
    return new CsvFile(window, records, place, List.copyOf(names), head, headStarts, headEnds, 0);
  }

  /**
   * Opens a part of a file. All but the first do without what is before the first record.
   *
   * @param looks as of {@link RecordStart}
   * @throws io.understudy.files.FileException.Terminal if it cannot be told where its first record
   *     begins
   */
  static CsvFile part(
      InputObject input, FileFormat.Csv format, TextPart part, int block, int[] looks) {
    CsvFile file = open(input, format, block, Window.LARGEST);
    if (part.from() == 0) {
      file.records.stopAt(part.to());
      return file;
    }
    try (file) {
      long begin = file.begin(input, format, part, looks);
      Window rest = new Window(input, block, Window.LARGEST, begin);
      RecordScanner records =
          new RecordScanner(rest, format.delimiter(), file.place, file.records, part.rowsBefore());
      records.stopAt(part.to());
      return new CsvFile(
          rest,
          records,
          file.place,
          file.names,
          new byte[0],
          file.headStarts,
          file.headEnds,
          begin);
    }
  }

  private long begin(InputObject input, FileFormat.Csv format, TextPart part, int[] looks) {
    if (part.exact() || part.from() <= head.length) {
      return Math.max(head.length, part.from());
    }
    return new RecordStart(input, format.delimiter(), names.size(), looks)
        .behind(part.from())
        .orElseThrow(() -> place.noStart(part.from()));
  }

  /** What a column without a name is called. */
  static String placeName(int index) {
    return "column_" + (index + 1);
  }

  boolean hasHeader() {
    return headStarts.length > 0;
  }

  /** Where in {@link #head} the fields of the header start; none without a header. */
  int[] headStarts() {
    return headStarts;
  }

  /** Behind their last bytes. */
  int[] headEnds() {
    return headEnds;
  }

  /** Where in the object it begins: 0, if it is not a part of a file. */
  long begin() {
    return begin;
  }

  /** Of the columns, in file order. */
  List<String> names() {
    return names;
  }

  TableSchema schema(String table) {
    return new TableSchema(
        table, names.stream().map(name -> new Column(name, ColumnType.TEXT)).toList());
  }

  /** All bytes before the first batch: byte order mark, blank lines, header. */
  byte[] head() {
    return head;
  }

  RecordScanner records() {
    return records;
  }

  CsvPlace place() {
    return place;
  }

  /** Bytes of the object read so far. */
  long consumed() {
    return window.consumed();
  }

  @Override
  public void close() {
    window.close();
  }
}
