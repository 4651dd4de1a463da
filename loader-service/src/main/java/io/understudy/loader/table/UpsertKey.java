package io.understudy.loader.table;

import io.understudy.files.FileColumn;
import io.understudy.loader.database.Names;
import io.understudy.loader.database.Session;
import java.sql.Array;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The columns by which rows take the place of others.
 *
 * @param columns in the order of the index that keeps them unique
 * @param problems why rows cannot be told apart by them, each with the remedy
 */
record UpsertKey(List<String> columns, List<String> problems) {
  // Those that a row can be found by while it is inserted: of columns, whole, verified at once.
  private static final String UNIQUE =
      """
      select i.indisprimary, array_agg(a.attname::text order by k.place),
             array_agg(a.attname::text order by k.place) filter (where not a.attnotnull)
      from pg_catalog.pg_index i
      cross join unnest(i.indkey) with ordinality as k (attnum, place)
      join pg_catalog.pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum
      where i.indrelid = ?::oid and i.indisunique and i.indimmediate and i.indisvalid
        and i.indpred is null and i.indexprs is null and k.place <= i.indnkeyatts
      group by i.indexrelid, i.indisprimary
      order by i.indisprimary desc, i.indexrelid
      """;

  UpsertKey {
    columns = List.copyOf(columns);
    problems = List.copyOf(problems);
  }

  /** An index by its columns; {@code nullable} are those of them that may be null. */
  private record Unique(boolean primary, List<String> columns, List<String> nullable) {}

  /**
   * Of a table that is there.
   *
   * @param wanted empty: the table's primary key
   */
  static UpsertKey of(
      Session session, TargetTable table, List<String> wanted, List<FileColumn> files)
      throws SQLException {
    List<Unique> indexes =
        session.query(
            UNIQUE,
            row -> new Unique(row.getBoolean(1), names(row.getArray(2)), names(row.getArray(3))),
            table.oid());
    Set<String> columns = new HashSet<>(wanted);
    return indexes.stream()
        .filter(
            index ->
                wanted.isEmpty() ? index.primary() : new HashSet<>(index.columns()).equals(columns))
        .findFirst()
        .map(index -> of(index, files))
        .orElseGet(
            () ->
                new UpsertKey(
                    wanted,
                    List.of(
                        wanted.isEmpty()
                            ? "it has no primary key by which rows could be told apart; set"
                                + " load.key to the columns of a unique index, or make one"
                            : "it has no unique index of "
                                + Names.quoted(wanted)
                                + " (whole, not deferrable); make one, or set load.key to the"
                                + " columns of one that it has")));
  }

  private static UpsertKey of(Unique index, List<FileColumn> files) {
    List<String> problems = new ArrayList<>(missing(index.columns(), files));
    if (!index.nullable().isEmpty()) {
      problems.add(
          "rows without a value in "
              + Names.quoted(index.nullable())
              + " could not be told apart; set it not null");
    }
    return new UpsertKey(index.columns(), problems);
  }

  /**
   * Of a table that is made for it.
   *
   * @param wanted empty: none is known
   */
  static UpsertKey ofNew(List<String> wanted, List<FileColumn> files) {
    return new UpsertKey(
        wanted,
        wanted.isEmpty()
            ? List.of("it is not there, and there is no key to make it with; set load.key")
            : missing(wanted, files));
  }

  private static List<String> missing(List<String> key, List<FileColumn> files) {
    List<String> left = new ArrayList<>(key);
    files.forEach(column -> left.remove(column.name()));
    return left.isEmpty()
        ? List.of()
        : List.of(
            "the files do not have "
                + Names.quoted(left)
                + " of the key; keep it in the transform, or set another load.key");
  }

  private static List<String> names(@Nullable Array array) throws SQLException {
    return array == null ? List.of() : List.of((String[]) array.getArray());
  }
}
