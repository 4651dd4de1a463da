package io.understudy.loader.database;

import io.understudy.files.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Collectors;

/** Names of tables and columns in SQL. */
public final class Names {
  /** PostgreSQL cuts longer ones off without an error. */
  public static final int MOST_BYTES = 63;

  private static final int HASH_DIGITS = 8;

  private Names() {}

  /** As a quoted identifier, whatever is in it. */
  public static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /** The same of each, with commas. */
  public static String quoted(Collection<String> names) {
    return names.stream().map(Names::quoted).collect(Collectors.joining(", "));
  }

  /** As quoted identifiers with a dot. */
  public static String qualified(String schema, String table) {
    return quoted(schema) + '.' + quoted(table);
  }

  /** Why this cannot be a name in the database, if it cannot. */
  public static Optional<String> problem(String name) {
    if (name.isEmpty()) {
      return Optional.of("is an empty name");
    }
    if (name.codePoints().anyMatch(c -> c == 0 || c >= 0xD800 && c <= 0xDFFF)) {
      return Optional.of("has a character that a name cannot have");
    }
    int bytes = name.getBytes(StandardCharsets.UTF_8).length;
    return bytes > MOST_BYTES
        ? Optional.of("is " + bytes + " bytes long, a name may have " + MOST_BYTES)
        : Optional.empty();
  }

  /**
   * Name of the table that a run loads before it takes the place of {@code table}: {@code
   * TABLE__runID}, a long one shortened and made unique by a hash.
   */
  public static String staging(String table, long runId) {
    return suffixed(table, "__run" + runId);
  }

  /** Name of {@code table} between the moment that a run replaces it and the end of it. */
  public static String aside(String table, long runId) {
    return suffixed(table, "__old" + runId);
  }

  private static String suffixed(String table, String suffix) {
    int room = MOST_BYTES - suffix.length();
    if (table.getBytes(StandardCharsets.UTF_8).length <= room) {
      return table + suffix;
    }
    String hash = "_" + Sha256.of(table.getBytes(StandardCharsets.UTF_8)).substring(0, HASH_DIGITS);
    StringBuilder cut = new StringBuilder();
    int left = room - hash.length();
    for (int c : table.codePoints().toArray()) {
      String character = Character.toString(c);
      left -= character.getBytes(StandardCharsets.UTF_8).length;
      if (left < 0) {
        break;
      }
      cut.append(character);
    }
    return cut + hash + suffix;
  }
}
