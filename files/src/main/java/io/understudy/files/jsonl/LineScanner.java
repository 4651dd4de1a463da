package io.understudy.files.jsonl;

import io.understudy.files.FileFormat;
import io.understudy.files.InputObject;
import io.understudy.files.TextPart;
import io.understudy.files.text.EightBytes;
import io.understudy.files.text.Utf8;
import io.understudy.files.text.Window;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads lines of one JSON object each, some at a time: checks every byte of them, and finds where
 * the values of their keys are. White space around the object is allowed, a CR before the LF is
 * some; blank lines are no rows.
 */
final class LineScanner implements AutoCloseable {
  /** Bytes read at a time; the keys of the first block are known from the start. */
  static final int BLOCK = 4 << 20;

  static final int MOST_KEYS = 10_000;

  private static final long LINE_ENDS = EightBytes.eight((byte) '\n');

  /** Ends a batch early when objects are wide. */
  private static final int MEMBERS_OF_BATCH = 1 << 18;

  private final Window window;
  private final JsonPlace place;
  private final JsonSyntax syntax = new JsonSyntax();
  private final Keys keys;
  private final byte[] head;
  private final long begin;
  private long stop = Long.MAX_VALUE;

  private int rows;
  private long before;
  private long line;
  private int from;
  private int position;

  /** Whether the line at hand is known to be. */
  private boolean ascii;

  private int[] firstMembers = new int[1025];
  private int[] lineStarts = new int[1024];
  private int[] closings = new int[1024];
  private long[] lines = new long[1024];
  private int members;
  private int[] memberKeys = new int[1024];
  private int[] keyStarts = new int[1024];
  private int[] memberStarts = new int[1024];
  private int[] memberEnds = new int[1024];

  private LineScanner(Window window, int start) {
    this.window = window;
    this.place = new JsonPlace(window.name());
    this.keys = new Keys();
    this.position = start;
    this.head = Arrays.copyOf(window.bytes(), start);
    this.begin = 0;
  }

  /** From some line on, with the keys of earlier ones. */
  LineScanner(Window window, int start, Keys keys, TextPart part) {
    this.window = window;
    this.place = new JsonPlace(window.name());
    this.keys = keys;
    this.position = start;
    this.head = new byte[0];
    this.begin = window.offset(start);
    this.before = part.rowsBefore();
    this.line = part.linesBefore();
  }

  /** From now on only lines that begin before this byte of the file. */
  void stopAt(long place) {
    stop = place;
  }

  /** Opens a file that may have no object, since a rewrite can have dropped all. */
  static LineScanner written(InputObject input, FileFormat.JsonLines format) {
    return open(input, format, BLOCK, Window.LARGEST, true);
  }

  /** Opens a file and reads the keys of its first block, at least of its first object. */
  static LineScanner open(InputObject input, FileFormat.JsonLines format, int block, int largest) {
    return open(input, format, block, largest, false);
  }

  private static LineScanner open(
      InputObject input, FileFormat.JsonLines format, int block, int largest, boolean mayBeEmpty) {
    Window window = new Window(input, format.compression(), block, largest);
    try {
      LineScanner scanner =
          new LineScanner(window, mayBeEmpty ? window.startOrEnd() : window.start());
      scanner.sample(mayBeEmpty);
      return scanner;
    } catch (Throwable e) {
      window.close();
      throw e;
    }
  }

  private void sample(boolean mayBeEmpty) {
    int start = position;
    scan(1);
    while (rows == 0 && !window.ended()) {
      grow();
      scan(1);
    }
    if (rows == 0 && !mayBeEmpty) {
      throw place.noObject();
    }
    int done;
    do {
      done = position;
      rows = 0;
      members = 0;
      scan(lines.length);
    } while (position > done);
    rows = 0;
    members = 0;
    line = 0;
    position = start;
    from = start;
    keys.forgetLines();
  }

  /** Where in the object it begins: 0, if it is not a part of a file. */
  long begin() {
    return begin;
  }

  /** The byte of the file at which the batch ends. */
  long end() {
    return window.offset(position);
  }

  /** Lines read so far, and those before the beginning. */
  long lines() {
    return line;
  }

  /** The byte order mark, or nothing. */
  byte[] head() {
    return head;
  }

  JsonPlace place() {
    return place;
  }

  /** All keys so far. */
  Keys keys() {
    return keys;
  }

  /** The array that positions point into, until the next batch. */
  byte[] bytes() {
    return window.bytes();
  }

  /** Rows of the batch. */
  int rows() {
    return rows;
  }

  /** 0-based number of the batch's first row. */
  long firstRow() {
    return before;
  }

  /** 1-based number of the line that a row of the batch is. */
  long line(int row) {
    return lines[row];
  }

  /** The batch is the bytes from here to {@link #to}. */
  int from() {
    return from;
  }

  int to() {
    return position;
  }

  /** Bytes of the object read so far. */
  long consumed() {
    return window.consumed();
  }

  /** Number of the first member of a row; the last one is before that of the next row. */
  int firstMember(int row) {
    return firstMembers[row];
  }

  int memberKey(int member) {
    return memberKeys[member];
  }

  /** First byte of the member: its key's quote. */
  int keyStart(int member) {
    return keyStarts[member];
  }

  /** First byte of the member's value. */
  int memberStart(int member) {
    return memberStarts[member];
  }

  /** Behind the last byte of the member's value. */
  int memberEnd(int member) {
    return memberEnds[member];
  }

  /** First byte of the row's line. */
  int lineStart(int row) {
    return lineStarts[row];
  }

  /** Where the row's object closes. */
  int closing(int row) {
    return closings[row];
  }

  /**
   * Finds the next batch. It can be without rows: blank lines.
   *
   * @param mostRows not above 1024
   * @return false at the end of the file
   */
  boolean next(int mostRows) {
    before += rows;
    rows = 0;
    members = 0;
    from = position;
    scan(mostRows);
    while (position == from && !window.ended() && end() < stop) {
      grow();
      scan(mostRows);
    }
    return position > from;
  }

  private void grow() {
    int done = position - from;
    if (!window.more(from)) {
      throw place.tooLong(line + 1, window.largest());
    }
    from = 0;
    position = done;
  }

  private void scan(int mostRows) {
    byte[] bytes = window.bytes();
    int limit = window.limit();
    int last = window.limitAt(stop);
    int most = Math.min(mostRows, lines.length);
    while (rows < most && members < MEMBERS_OF_BATCH && position < last) {
      int end = lineEnd(bytes, position, limit);
      if (end == limit && !window.ended()) {
        return;
      }
      line++;
      check(bytes, position, end);
      position = Math.min(end + 1, limit);
    }
  }

  /** The next LF, the limit if there is none; takes note of whether all until there is ASCII. */
  private int lineEnd(byte[] bytes, int at, int limit) {
    long all = 0;
    int p = at;
    while (p + Long.BYTES <= limit) {
      long word = EightBytes.at(bytes, p);
      all |= word;
      long marks = EightBytes.zeros(word ^ LINE_ENDS);
      if (marks != 0) {
        ascii = (all & EightBytes.HIGH_BITS) == 0;
        return p + EightBytes.first(marks);
      }
      p += Long.BYTES;
    }
    while (p < limit && bytes[p] != '\n') {
      all |= bytes[p];
      p++;
    }
    ascii = (all & EightBytes.HIGH_BITS) == 0;
    return p;
  }

  private void check(byte[] bytes, int start, int end) {
    int invalid = ascii ? -1 : Utf8.firstInvalid(bytes, start, end);
    if (invalid >= 0) {
      throw place.invalidUtf8(line, invalid - start + 1);
    }
    syntax.read(bytes, end);
    int p = syntax.skipSpace(start);
    if (p == end) {
      return;
    }
    if (bytes[p] != '{') {
      throw place.notAnObject(line, JsonSyntax.kindOf(bytes[p]));
    }
    try {
      object(bytes, start, p, end);
    } catch (SyntaxException e) {
      throw place.invalid(line, e.position() - start + 1, e.expected(), e.position() == end);
    }
  }

  private void object(byte[] bytes, int lineStart, int at, int end) {
    firstMembers[rows] = members;
    lines[rows] = line;
    lineStarts[rows] = lineStart;
    int p = syntax.skipSpace(at + 1);
    int likely = 0;
    boolean more = syntax.at(p) != '}';
    while (more) {
      int keyEnd = keys.endIfNext(bytes, p, end, likely);
      int key = likely;
      if (keyEnd < 0) {
        keyEnd = syntax.keyEnd(p);
        key = key(bytes, lineStart, p, keyEnd, likely);
      }
      int value = syntax.colon(keyEnd);
      int valueEnd = syntax.value(value);
      if (!keys.see(key, Kind.of(bytes, value, valueEnd, syntax.integer()), line)) {
        throw place.twice(line, keys.name(key));
      }
      add(key, p, value, valueEnd);
      likely = key + 1;
      p = syntax.skipSpace(valueEnd);
      more = syntax.at(p) == ',';
      if (more) {
        p = syntax.skipSpace(p + 1);
      } else if (syntax.at(p) != '}') {
        throw new SyntaxException(p, "expected a comma or }");
      }
    }
    closings[rows] = p;
    p = syntax.skipSpace(p + 1);
    if (p != end) {
      throw new SyntaxException(p, "expected the line's end after the object");
    }
    rows++;
    firstMembers[rows] = members;
  }

  private int key(byte[] bytes, int lineStart, int quote, int end, int likely) {
    if (!syntax.escaped()) {
      int found = keys.find(bytes, quote + 1, end - 1, likely);
      return found >= 0
          ? found
          : add(Arrays.copyOfRange(bytes, quote + 1, end - 1), quote - lineStart + 1);
    }
    String name = JsonCells.string(bytes, quote + 1, end - 1);
    if (!Utf8.isWritable(name)) {
      throw place.unusableKey(
          line, quote - lineStart + 1, "the key has half of a surrogate pair in it");
    }
    byte[] key = name.getBytes(StandardCharsets.UTF_8);
    int found = keys.find(key, 0, key.length, likely);
    return found >= 0 ? found : add(key, quote - lineStart + 1);
  }

  private int add(byte[] key, int byteInLine) {
    if (key.length == 0) {
      throw place.unusableKey(line, byteInLine, "the key is empty");
    }
    if (Utf8.firstNul(key, 0, key.length) >= 0) {
      throw place.unusableKey(line, byteInLine, "the key has a NUL character in it");
    }
    if (keys.size() == MOST_KEYS) {
      throw place.tooManyKeys(line, MOST_KEYS);
    }
    return keys.add(key, line);
  }

  private void add(int key, int at, int start, int end) {
    if (members == memberKeys.length) {
      memberKeys = Arrays.copyOf(memberKeys, 2 * members);
      keyStarts = Arrays.copyOf(keyStarts, 2 * members);
      memberStarts = Arrays.copyOf(memberStarts, 2 * members);
      memberEnds = Arrays.copyOf(memberEnds, 2 * members);
    }
    memberKeys[members] = key;
    keyStarts[members] = at;
    memberStarts[members] = start;
    memberEnds[members] = end;
    members++;
  }

  @Override
  public void close() {
    window.close();
  }
}
