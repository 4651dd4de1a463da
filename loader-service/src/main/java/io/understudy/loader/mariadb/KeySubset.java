package io.understudy.loader.mariadb;

import io.understudy.loader.database.Dialect;
import io.understudy.loader.database.Session;
import io.understudy.loader.extract.Extraction;
import io.understudy.loader.extract.Links;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Chooses rows so that all foreign keys between them hold, as the subset of PostgreSQL does: some
 * rows of root tables, with the rows of the children that were asked for, and always with the rows
 * that any of these refer to. Rows are known by their primary keys; a row is looked at once, so
 * cycles end.
 */
final class KeySubset {
  private static final int BATCH = 1_000;
  private static final int STEPS = 1_000_000;
  private static final String LINK = "understudy_link";

  private final Session session;
  private final Dialect dialect;
  private final Extraction extraction;
  private final Map<String, MariaDbTable> tables;
  private final List<Reference> references;
  private final Links links;
  private final Map<String, Set<String>> chosen = new TreeMap<>();
  private final Map<String, Set<String>> followed = new HashMap<>();
  private final Deque<Batch> work = new ArrayDeque<>();

  /** Rows of a table; {@code down}: their children are to be chosen, too. */
  private record Batch(MariaDbTable table, List<String> keys, boolean down) {}

  KeySubset(
      Session session, Dialect dialect, Extraction extraction, Collection<MariaDbTable> tables)
      throws SQLException {
    this.session = session;
    this.dialect = dialect;
    this.extraction = extraction;
    this.tables = tables.stream().collect(Collectors.toMap(MariaDbTable::name, t -> t));
    this.references =
        Reference.of(session).stream()
            .filter(r -> this.tables.containsKey(r.child()))
            .filter(r -> this.tables.containsKey(r.parent()))
            .toList();
    this.links = new Links(extraction, references);
  }

  /** What the pipeline says about tables, keys or foreign keys that are not there. */
  List<String> problems() {
    List<String> problems = new ArrayList<>(links.problems(tables.keySet(), dialect::quoted));
    for (String name : links.connected()) {
      MariaDbTable table = tables.get(name);
      if (table != null
          && (table.key().isEmpty() || !table.key().stream().allMatch(Column::hasLiterals))) {
        problems.add(
            dialect.quoted(name)
                + " has no primary key of numbers, texts, dates or bytes, by which a subset knows"
                + " rows; give it one, or name the other tables with tables: in the pipeline");
      }
    }
    return problems;
  }

  /**
   * Chooses.
   *
   * @return by table, the keys of the rows; tables that no foreign key leads to from a root, in
   *     whatever direction, are not in it
   * @throws InterruptedException if interrupted
   */
  Map<String, Set<String>> choose() throws SQLException, InterruptedException {
    links.connected().forEach(table -> chosen.put(table, new LinkedHashSet<>()));
    for (Extraction.Share share : extraction.subset()) {
      if (share.isRoot()) {
        add(table(share.table()), roots(share), true);
      }
    }
    while (!work.isEmpty()) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      follow(work.remove());
    }
    return chosen;
  }

  private List<String> roots(Extraction.Share root) throws SQLException {
    MariaDbTable table = table(root.table());
    String key = RowKeys.expression(dialect, dialect.quoted(table.name()), table.key());
    String sql =
        "select "
            + key
            + " from "
            + dialect.quoted(table.name())
            + " where "
            + extraction.condition(table.name());
    if (root.percent() != null) {
      sql +=
          " and cast(conv(left(md5("
              + key
              + "), 8), 16, 10) as unsigned) % "
              + STEPS
              + " < "
              + Math.round(root.percent() * STEPS / 100);
    }
    if (root.rows() != null) {
      sql += " order by md5(" + key + ") limit " + root.rows();
    }
    return keys(sql);
  }

  private void follow(Batch batch) throws SQLException {
    String name = batch.table().name();
    for (Reference reference : references) {
      if (reference.child().equals(name)) {
        MariaDbTable parent = table(reference.parent());
        add(parent, linked(batch, reference.columns(), parent, reference.keys(), "true"), false);
      }
      if (batch.down()
          && reference.parent().equals(name)
          && extraction.follows(name, reference.child())) {
        MariaDbTable child = table(reference.child());
        add(
            child,
            linked(
                batch,
                reference.keys(),
                child,
                reference.columns(),
                extraction.condition(child.name())),
            true);
      }
    }
  }

  /** Keys of the rows of {@code other} whose columns have the values of those of the batch. */
  private List<String> linked(
      Batch batch, List<String> own, MariaDbTable other, List<String> columns, String condition)
      throws SQLException {
    String there = dialect.quoted(other.name());
    String here = dialect.quoted(batch.table().name());
    String links =
        IntStream.range(0, own.size())
            .mapToObj(i -> here + "." + dialect.quoted(own.get(i)) + " as " + LINK + i)
            .collect(Collectors.joining(", "));
    String joins =
        IntStream.range(0, own.size())
            .mapToObj(
                i -> there + "." + dialect.quoted(columns.get(i)) + " = " + LINK + "." + LINK + i)
            .collect(Collectors.joining(" and "));
    return keys(
        "select distinct "
            + RowKeys.expression(dialect, there, other.key())
            + " from "
            + there
            + " join (select distinct "
            + links
            + " from "
            + here
            + " where "
            + RowKeys.among(dialect, here, batch.table().key(), batch.keys())
            + ") as "
            + LINK
            + " on "
            + joins
            + " where "
            + condition);
  }

  private List<String> keys(String sql) throws SQLException {
    return session.query(sql, row -> row.getString(1));
  }

  /** A row that is only referred to brings no children; if it is reached again it may. */
  private void add(MariaDbTable table, List<String> keys, boolean down) {
    List<String> fresh = new ArrayList<>();
    for (String key : keys) {
      boolean isNew = set(chosen, table).add(key);
      boolean goesDown = down && set(followed, table).add(key);
      if (isNew || goesDown) {
        fresh.add(key);
      }
    }
    for (int from = 0; from < fresh.size(); from += BATCH) {
      List<String> some = fresh.subList(from, Math.min(fresh.size(), from + BATCH));
      work.add(new Batch(table, List.copyOf(some), down));
    }
  }

  private static Set<String> set(Map<String, Set<String>> sets, MariaDbTable table) {
    return sets.computeIfAbsent(table.name(), name -> new LinkedHashSet<>());
  }

  private MariaDbTable table(String name) {
    MariaDbTable found = tables.get(name);
    if (found == null) {
      throw new IllegalArgumentException("a table that is not read is followed");
    }
    return found;
  }
}
