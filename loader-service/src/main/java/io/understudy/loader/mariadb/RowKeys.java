package io.understudy.loader.mariadb;

import io.understudy.loader.database.Dialect;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Rows told by the values of their primary key, as literals of SQL. */
final class RowKeys {
  private RowKeys() {}

  /** Expression for the key of a row of {@code alias}: {@code (1,_utf8mb4 x'61')}. */
  static String expression(Dialect dialect, String alias, List<Column> key) {
    return key.stream()
        .map(column -> column.literal(alias + "." + dialect.quoted(column.name())))
        .collect(Collectors.joining(", ',', ", "concat('(', ", ", ')')"));
  }

  /** Condition that a row of {@code alias} is one of some, which are keys as above. */
  static String among(Dialect dialect, String alias, List<Column> key, Collection<String> keys) {
    return key.stream()
        .map(column -> alias + "." + dialect.quoted(column.name()))
        .collect(Collectors.joining(", ", "(", ") in (" + String.join(", ", keys) + ")"));
  }
}
