package io.understudy.files.csv;

import io.understudy.files.text.EightBytes;
import io.understudy.files.text.Utf8;
import io.understudy.files.text.Window;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Finds the fields of records in a {@link Window}, some records at a time, and checks all that
 * makes a file well-formed: field counts, quotes, UTF-8 without U+0000.
 *
 * <p>A field is the bytes between its delimiters, quotes included; it is quoted if its first byte
 * is a quote. A quote elsewhere in a field that is not quoted stands for itself. LF, CR LF and CR
 * end a record. A line with nothing in it is no record, unless records have one field.
 */
final class RecordScanner {
  static final int MOST_COLUMNS = 100_000;

  /** Ends a batch early when records are wide. */
  static final int FIELDS_OF_BATCH = 1 << 18;

  private static final byte QUOTE = '"';
  private static final long QUOTES = EightBytes.eight(QUOTE);

  /** Line ends and U+0000 are below this. */
  private static final long CONTROLS = EightBytes.eight((byte) ('\r' + 1));

  private static final int INCOMPLETE = -1;

  private final Window window;
  private final byte[] delimiter;
  private final long delimiters;
  private final CsvPlace place;
  private final int textStart;

  /** 0 as long as the first record is not found. */
  private int columns;

  private boolean inHeader;
  private int[] starts = new int[1024];
  private int[] ends = new int[1024];
  private int fields;
  private int records;
  private long before;
  private int from;
  private int position;

  /** All bytes of the record at hand, or-ed together, and perhaps some more. */
  private long union;

  private boolean nul;

  /** No record, and no blank line, that begins here or behind is found. */
  private long stop = Long.MAX_VALUE;

  /**
   * @param window with the start of the file
   * @param textStart position behind the byte order mark
   */
  RecordScanner(Window window, int textStart, char delimiter, CsvPlace place) {
    this.window = window;
    this.textStart = textStart;
    this.position = textStart;
    this.delimiter = String.valueOf(delimiter).getBytes(StandardCharsets.UTF_8);
    this.delimiters = EightBytes.eight(this.delimiter[0]);
    this.place = place;
  }

  /** For records behind those that {@code first} has found, of as many fields. */
  RecordScanner(Window window, char delimiter, CsvPlace place, RecordScanner first, long before) {
    this(window, 0, delimiter, place);
    this.columns = first.columns;
    this.before = before;
  }

  /** From now on only what begins before this byte of the file. */
  void stopAt(long place) {
    stop = place;
  }

  /** The byte of the file at which the batch ends. */
  long end() {
    return window.offset(position);
  }

  /** The array that positions point into, until the next batch. */
  byte[] bytes() {
    return window.bytes();
  }

  /** Fields of each record. */
  int columns() {
    return columns;
  }

  /** Records of the batch: as many times {@link #columns} fields, one record after another. */
  int records() {
    return records;
  }

  /** 0-based number of the batch's first record. */
  long firstRecord() {
    return before;
  }

  /** The batch is the bytes from here to {@link #to}, with all that is between its fields. */
  int from() {
    return from;
  }

  int to() {
    return position;
  }

  /** First byte of each field. */
  int[] starts() {
    return starts;
  }

  /** Behind the last byte of each field. */
  int[] ends() {
    return ends;
  }

  /**
   * Finds the first record, whatever its number of fields; the batch is all from the start of the
   * file to its end. {@link #readOn} or {@link #readAgain} comes next.
   *
   * @return number of its fields; 0 if there are only blank lines
   */
  int first(boolean header) {
    inHeader = header;
    scan(1);
    while (records == 0 && !window.ended()) {
      grow();
      scan(1);
    }
    return fields;
  }

  /** Every record has as many fields as the first; the next batch starts behind it. */
  void readOn() {
    columns = fields;
    inHeader = false;
    records = 0;
  }

  /** Every record has as many fields as the first; the next batch starts with it. */
  void readAgain() {
    columns = Math.max(1, fields);
    records = 0;
    position = textStart;
  }

  /**
   * Finds the next batch. It can be without records: blank lines.
   *
   * @return false at the end of the file
   */
  boolean next(int mostRecords) {
    before += records;
    records = 0;
    fields = 0;
    from = position;
    scan(mostRecords);
    while (position == from && !window.ended() && end() < stop) {
      grow();
      scan(mostRecords);
    }
    return position > from;
  }

  private void grow() {
    int done = position - from;
    if (!window.more(from)) {
      throw place.tooLong(number(), window.offset(position), window.largest());
    }
    from = 0;
    position = done;
  }

  private void scan(int mostRecords) {
    int last = window.limitAt(stop);
    while (records < mostRecords && fields < FIELDS_OF_BATCH && position < last) {
      int end = columns != 1 && isLineEnd(position) ? lineEnd(position) : record(position);
      if (end == INCOMPLETE) {
        fields = records * columns;
        return;
      }
      position = end;
    }
  }

  /** Finds the fields of the record that starts here; returns the start of the next. */
  private int record(int at) {
    byte[] bytes = window.bytes();
    int limit = window.limit();
    int count = 0;
    int p = at;
    union = 0;
    nul = false;
    while (true) {
      int start = p;
      p = p < limit && bytes[p] == QUOTE ? quoted(at, p, count) : unquoted(bytes, p, limit);
      if (p == INCOMPLETE || p == limit && !window.ended()) {
        return INCOMPLETE;
      }
      count++;
      if (columns == 0 || count <= columns) {
        add(at, start, p);
      }
      if (p == limit || isLineEnd(p)) {
        return endRecord(at, p, count);
      }
      p += delimiter.length;
    }
  }

  private int endRecord(int at, int p, int count) {
    int end = lineEnd(p);
    if (end == INCOMPLETE) {
      return INCOMPLETE;
    }
    if (columns != 0 && count != columns) {
      throw place.wrongCount(number(), window.offset(at), columns, count);
    }
    if (nul) {
      int first = Utf8.firstNul(window.bytes(), at, p);
      throw place.nul(number(), window.offset(at), columnOf(first, count), window.offset(first));
    }
    if ((union & EightBytes.HIGH_BITS) != 0) {
      int invalid = Utf8.firstInvalid(window.bytes(), at, p);
      if (invalid >= 0) {
        int column = columnOf(invalid, count);
        throw place.invalidUtf8(number(), window.offset(at), column, window.offset(invalid));
      }
    }
    records++;
    return end;
  }

  /** Which of the record's fields, the last that were found, the byte is in. */
  private int columnOf(int at, int count) {
    int column = 0;
    while (ends[fields - count + column] <= at && column < count - 1) {
      column++;
    }
    return column;
  }

  /** End of the unquoted field that starts here: a delimiter, a line end, or the limit. */
  private int unquoted(byte[] bytes, int at, int limit) {
    int p = at;
    while (true) {
      p = candidate(bytes, p, limit);
      if (p == limit) {
        return p;
      }
      byte b = bytes[p];
      if (b == delimiter[0]) {
        int found = delimiterAt(p);
        if (found != 0) {
          return found < 0 ? INCOMPLETE : p;
        }
      } else if (b == '\n' || b == '\r') {
        return p;
      }
      nul |= b == 0;
      p++;
    }
  }

  /** The next byte that may end an unquoted field or be U+0000; the limit if there is none. */
  private int candidate(byte[] bytes, int at, int limit) {
    long all = union;
    int p = at;
    while (p + Long.BYTES <= limit) {
      long word = EightBytes.at(bytes, p);
      all |= word;
      long marks = EightBytes.zeros(word ^ delimiters) | EightBytes.below(word, CONTROLS);
      if (marks != 0) {
        union = all;
        return p + EightBytes.first(marks);
      }
      p += Long.BYTES;
    }
    while (p < limit && bytes[p] != delimiter[0] && (bytes[p] > '\r' || bytes[p] < 0)) {
      all |= bytes[p];
      p++;
    }
    union = p < limit ? all | bytes[p] : all;
    return p;
  }

  /** The next quote or U+0000; the limit if there is none. */
  private int quoteOrNul(byte[] bytes, int at, int limit) {
    long all = union;
    int p = at;
    while (p + Long.BYTES <= limit) {
      long word = EightBytes.at(bytes, p);
      all |= word;
      long marks = EightBytes.zeros(word ^ QUOTES) | EightBytes.zeros(word);
      if (marks != 0) {
        union = all;
        return p + EightBytes.first(marks);
      }
      p += Long.BYTES;
    }
    while (p < limit && bytes[p] != QUOTE && bytes[p] != 0) {
      all |= bytes[p];
      p++;
    }
    union = all;
    return p;
  }

  /** End of the quoted field that starts here, behind its closing quote. */
  private int quoted(int recordAt, int at, int column) {
    byte[] bytes = window.bytes();
    int limit = window.limit();
    int p = at + 1;
    while (true) {
      p = quoteOrNul(bytes, p, limit);
      while (p < limit && bytes[p] == 0) {
        nul = true;
        p = quoteOrNul(bytes, p + 1, limit);
      }
      if (p == limit) {
        if (!window.ended()) {
          return INCOMPLETE;
        }
        throw place.unclosedQuote(number(), window.offset(recordAt), column, window.offset(at));
      }
      p++;
      if (p == limit || isLineEnd(p)) {
        return p;
      }
      if (bytes[p] != QUOTE) {
        break;
      }
      p++;
    }
    int found = delimiterAt(p);
    if (found == 0) {
      throw place.textAfterQuote(number(), window.offset(recordAt), column, window.offset(p));
    }
    return found < 0 ? INCOMPLETE : p;
  }

  /** 1 if there is a delimiter, 0 if not, -1 if that is not known before more is read. */
  private int delimiterAt(int p) {
    byte[] bytes = window.bytes();
    for (int i = 0; i < delimiter.length; i++) {
      if (p + i == window.limit()) {
        return window.ended() ? 0 : -1;
      }
      if (bytes[p + i] != delimiter[i]) {
        return 0;
      }
    }
    return 1;
  }

  private boolean isLineEnd(int p) {
    byte b = window.bytes()[p];
    return b == '\n' || b == '\r';
  }

  /** Behind the line end that is here, if it is not the end of the file. */
  private int lineEnd(int p) {
    if (p == window.limit()) {
      return p;
    }
    if (window.bytes()[p] == '\n') {
      return p + 1;
    }
    if (p + 1 == window.limit()) {
      return window.ended() ? p + 1 : INCOMPLETE;
    }
    return window.bytes()[p + 1] == '\n' ? p + 2 : p + 1;
  }

  private void add(int recordAt, int start, int end) {
    if (fields == starts.length) {
      starts = Arrays.copyOf(starts, 2 * fields);
      ends = Arrays.copyOf(ends, 2 * fields);
    }
    if (columns == 0 && fields == MOST_COLUMNS) {
      throw place.tooManyColumns(number(), window.offset(recordAt));
    }
    starts[fields] = start;
    ends[fields] = end;
    fields++;
  }

  private long number() {
    return inHeader ? CsvPlace.HEADER : before + records + 1;
  }
}
