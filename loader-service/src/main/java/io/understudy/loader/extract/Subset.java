package io.understudy.loader.extract;

import io.understudy.loader.database.Names;
import io.understudy.loader.database.Session;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Chooses rows so that all foreign keys between them hold: some rows of root tables, with the rows
 * of the children that were asked for, and always with the rows that any of these refer to. Rows
 * are known by their places, which stay as they are for as long as the snapshot does; a row is
 * looked at once, so cycles end.
 */
final class Subset {
  private static final int BATCH = 5_000;
  private static final int STEPS = 1_000_000;

  private final Session session;
  private final Extraction extraction;
  private final Map<String, SourceTable> tables;
  private final List<Reference> references;
  private final Links links;
  private final Map<String, Map<Long, TidSet>> chosen = new HashMap<>();
  private final Map<String, Map<Long, TidSet>> followed = new HashMap<>();
  private final Deque<Batch> work = new ArrayDeque<>();

  /** Rows of a relation; {@code down}: their children are to be chosen, too. */
  private record Batch(String table, long relation, long[] tids, boolean down) {}

  Subset(Session session, Extraction extraction, List<SourceTable> tables) throws SQLException {
    this.session = session;
    this.extraction = extraction;
    this.tables = tables.stream().collect(Collectors.toMap(SourceTable::name, t -> t));
    this.references =
        tables.isEmpty()
            ? List.of()
            : Reference.of(session, tables.getFirst().schema()).stream()
                .filter(r -> this.tables.containsKey(r.child()))
                .filter(r -> this.tables.containsKey(r.parent()))
                .toList();
    this.links = new Links(extraction, references);
  }

  /** What the pipeline says about tables or foreign keys that are not there. */
  List<String> problems() {
    return links.problems(tables.keySet(), Names::quoted);
  }

  /**
   * Chooses.
   *
   * @return by table and relation, the places of the rows; tables that no foreign key leads to from
   *     a root, in whatever direction, are not in it
   */
  Map<String, Map<Long, TidSet>> choose() throws SQLException {
    links.connected().forEach(table -> chosen.put(table, new TreeMap<>()));
    for (Extraction.Share share : extraction.subset()) {
      if (share.isRoot()) {
        add(share.table(), rows(share), true);
      }
    }
    while (!work.isEmpty()) {
      follow(work.remove());
    }
    return chosen;
  }

  private List<Row> rows(Extraction.Share root) throws SQLException {
    String alias = Names.quoted(root.table());
    String hash = "hashtextextended(" + alias + ".tableoid || ' ' || " + alias + ".ctid, 0)";
    String sql =
        "select "
            + place(alias)
            + " from "
            + from(root.table())
            + " where "
            + extraction.condition(root.table());
    if (root.percent() != null) {
      sql += " and abs(" + hash + " % " + STEPS + ") < " + Math.round(root.percent() * STEPS / 100);
    }
    if (root.rows() != null) {
      sql += " order by " + hash + " limit " + root.rows();
    }
    return query(sql);
  }

  private void follow(Batch batch) throws SQLException {
    String relation =
        session
            .query("select ?::oid::regclass", row -> row.getString(1), batch.relation())
            .getFirst();
    for (Reference reference : references) {
      if (reference.child().equals(batch.table())) {
        String parent = Names.quoted(reference.parent());
        add(
            reference.parent(),
            linked(relation, batch, reference.parent(), reference.joins("r", parent)),
            false);
      }
      if (batch.down()
          && reference.parent().equals(batch.table())
          && extraction.follows(batch.table(), reference.child())) {
        String child = Names.quoted(reference.child());
        String joins = reference.joins(child, "r");
        String condition = extraction.condition(reference.child());
        add(
            reference.child(),
            linked(relation, batch, reference.child(), joins + " and " + condition),
            true);
      }
    }
  }

  /** Rows of another table that are linked to some of this relation. */
  private List<Row> linked(String relation, Batch batch, String table, String joins)
      throws SQLException {
    return query(
        "select distinct "
            + place(Names.quoted(table))
            + " from only "
            + relation
            + " r join "
            + from(table)
            + " on "
            + joins
            + " where r.ctid = any (?::pg_catalog.tid[])",
        TidSet.array(batch.tids()));
  }

  /** A row that is only referred to brings no children; if it is reached again it may. */
  private void add(String table, List<Row> rows, boolean down) {
    Map<Long, long[]> fresh = new TreeMap<>();
    Map<Long, Integer> counts = new HashMap<>();
    for (Row row : rows) {
      boolean isNew = set(chosen, table, row).add(row.tid());
      boolean goesDown = down && set(followed, table, row).add(row.tid());
      if (isNew || goesDown) {
        int count = counts.merge(row.relation(), 1, Integer::sum);
        long[] tids = fresh.getOrDefault(row.relation(), new long[16]);
        if (count > tids.length) {
          tids = Arrays.copyOf(tids, 2 * tids.length);
        }
        tids[count - 1] = row.tid();
        fresh.put(row.relation(), tids);
      }
    }
    fresh.forEach(
        (relation, tids) -> {
          int count = counts.getOrDefault(relation, 0);
          for (int from = 0; from < count; from += BATCH) {
            work.add(
                new Batch(
                    table,
                    relation,
                    Arrays.copyOfRange(tids, from, Math.min(count, from + BATCH)),
                    down));
          }
        });
  }

  private static TidSet set(Map<String, Map<Long, TidSet>> sets, String table, Row row) {
    return sets.computeIfAbsent(table, name -> new TreeMap<>())
        .computeIfAbsent(row.relation(), oid -> new TidSet());
  }

  private record Row(long relation, long tid) {}

  private List<Row> query(String sql, Object... parameters) throws SQLException {
    return session.query(
        sql, row -> new Row(row.getLong(1), TidSet.parse(row.getString(2))), parameters);
  }

  private static String place(String alias) {
    return alias + ".tableoid::bigint, " + alias + ".ctid::text";
  }

  private String from(String table) {
    SourceTable found = tables.get(table);
    if (found == null) {
      throw new IllegalArgumentException("a table that is not read is followed");
    }
    return found.quoted() + " as " + Names.quoted(table);
  }
}
