package io.understudy.files.jsonl;

import io.understudy.engine.Column;
import io.understudy.engine.TableSchema;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The keys of a file's objects, in the order in which they first appeared. Used by one thread. */
final class Keys {
  private final List<byte[]> encoded = new ArrayList<>();
  private final List<String> names = new ArrayList<>();

  /**
   * By key, how it usually stands in a line: between quotes, if that needs no escape; or nothing.
   */
  private byte[][] quoted = new byte[16][];

  private Kind[] kinds = new Kind[16];
  private long[] lastLines = new long[16];
  private int[] table = new int[64];
  private int version;
  private long newest;

  int size() {
    return names.size();
  }

  String name(int key) {
    return names.get(key);
  }

  /** Raised when a key is new, or the type of one changed. */
  int version() {
    return version;
  }

  /** Line of the last change of {@link #version}. */
  long newest() {
    return newest;
  }

  TableSchema schema(String table) {
    List<Column> columns = new ArrayList<>(names.size());
    for (int i = 0; i < names.size(); i++) {
      columns.add(new Column(names.get(i), kinds[i].type()));
    }
    return new TableSchema(table, columns);
  }

  /**
   * Number of the key of these bytes, without escapes; -1 if it is new.
   *
   * @param likely number of the key that it probably is
   */
  int find(byte[] bytes, int from, int to, int likely) {
    if (likely < encoded.size()) {
      byte[] key = encoded.get(likely);
      if (Arrays.equals(key, 0, key.length, bytes, from, to)) {
        return likely;
      }
    }
    int mask = table.length - 1;
    for (int slot = hash(bytes, from, to) & mask; table[slot] != 0; slot = (slot + 1) & mask) {
      byte[] key = encoded.get(table[slot] - 1);
      if (Arrays.equals(key, 0, key.length, bytes, from, to)) {
        return table[slot] - 1;
      }
    }
    return -1;
  }

  /**
   * Behind the closing quote of the key that starts here, if it is this one as it usually stands;
   * else -1.
   */
  int endIfNext(byte[] bytes, int at, int limit, int key) {
    if (key >= encoded.size()) {
      return -1;
    }
    byte[] pattern = quoted[key];
    int end = at + pattern.length;
    return pattern.length > 0
            && end <= limit
            && Arrays.equals(pattern, 0, pattern.length, bytes, at, end)
        ? end
        : -1;
  }

  private static byte[] quoted(byte[] key) {
    byte[] quoted = new byte[key.length + 2];
    quoted[0] = '"';
    quoted[key.length + 1] = '"';
    System.arraycopy(key, 0, quoted, 1, key.length);
    for (byte b : key) {
      if (b == '"' || b == '\\' || b >= 0 && b < ' ') {
        return new byte[0];
      }
    }
    return quoted;
  }

  /** Adds a key that is new; returns its number. */
  int add(byte[] key, long line) {
    int number = names.size();
    encoded.add(key);
    names.add(new String(key, StandardCharsets.UTF_8));
    if (number == kinds.length) {
      kinds = Arrays.copyOf(kinds, 2 * number);
      quoted = Arrays.copyOf(quoted, 2 * number);
      lastLines = Arrays.copyOf(lastLines, 2 * number);
    }
    kinds[number] = Kind.NONE;
    quoted[number] = quoted(key);
    newest = line;
    version++;
    if (4 * names.size() > table.length) {
      table = new int[4 * table.length];
      for (int i = 0; i < number; i++) {
        insert(i);
      }
    }
    insert(number);
    return number;
  }

  /** Notes a value of the key; false if this line had one already. */
  boolean see(int key, Kind kind, long line) {
    if (lastLines[key] == line) {
      return false;
    }
    lastLines[key] = line;
    Kind before = kinds[key];
    if (kind != before) {
      Kind both = before.with(kind);
      if (both != before) {
        kinds[key] = both;
        if (both.type() != before.type()) {
          newest = line;
          version++;
        }
      }
    }
    return true;
  }

  /** The lines will be read once more. */
  void forgetLines() {
    Arrays.fill(lastLines, 0);
  }

  private void insert(int number) {
    byte[] key = encoded.get(number);
    int mask = table.length - 1;
    int slot = hash(key, 0, key.length) & mask;
    while (table[slot] != 0) {
      slot = (slot + 1) & mask;
    }
    table[slot] = number + 1;
  }

  private static int hash(byte[] bytes, int from, int to) {
    int hash = 1;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + bytes[i];
    }
    return hash ^ hash >>> 15;
  }
}
