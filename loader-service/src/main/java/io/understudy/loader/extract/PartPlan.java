package io.understudy.loader.extract;

import io.understudy.loader.database.Session;
import io.understudy.loader.extract.SourceTable.Relation;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Divides tables into parts of about the same size, by their pages. */
final class PartPlan {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_]{1,63}");

  /** Of a list: its text is part of a statement. */
  private static final int ROWS = 20_000;

  private static final int ROW_BYTES = 100; // a guess, for progress only

  private final long partSize;

  /**
   * @param partSize of the database's pages, in bytes
   */
  PartPlan(long partSize) {
    this.partSize = partSize;
  }

  /** The parts of a table, at least one. */
  List<Planned> of(Session session, SourceTable table) throws SQLException {
    List<Planned> parts = new ArrayList<>();
    for (Relation relation : table.relations(session)) {
      long count = relation.paged() ? Math.max(1, Math.ceilDiv(relation.bytes(), partSize)) : 1;
      long each = Math.max(1, Math.ceilDiv(relation.pages(), count));
      long from = 0;
      do {
        boolean last = from + each >= relation.pages();
        parts.add(
            new Planned(
                table.name(),
                new Part(
                    relation.schema(),
                    relation.name(),
                    relation.paged() ? from : null,
                    last ? null : from + each,
                    null,
                    folder(table) + name(parts.size())),
                relation.bytes() / count,
                null));
        from += each;
      } while (from < relation.pages());
    }
    return parts;
  }

  /** Parts with these rows of a table, by relation; at least one. */
  List<Planned> of(Session session, SourceTable table, Map<Long, TidSet> chosen)
      throws SQLException {
    List<Planned> parts = new ArrayList<>();
    for (Relation relation : table.relations(session)) {
      TidSet set = chosen.get(relation.oid());
      long[] tids = set == null ? new long[0] : set.sorted();
      for (int from = 0; from < tids.length; from += ROWS) {
        long[] some = Arrays.copyOfRange(tids, from, Math.min(tids.length, from + ROWS));
        parts.add(listed(table, relation, some, parts.size()));
      }
    }
    if (parts.isEmpty()) {
      Relation none = new Relation(table.oid(), table.schema(), table.name(), false, 0, 0);
      parts.add(listed(table, none, new long[0], 0));
    }
    return parts;
  }

  private static Planned listed(SourceTable table, Relation relation, long[] tids, int number) {
    String path = folder(table) + name(number);
    Part part =
        new Part(
            relation.schema(),
            relation.name(),
            null,
            null,
            "_understudy/rows/" + path + ".txt",
            path);
    return new Planned(table.name(), part, (long) tids.length * ROW_BYTES, TidSet.array(tids));
  }

  private static String name(int number) {
    return String.format(Locale.ROOT, "/part-%05d.parquet", number);
  }

  /** A name that storage takes whatever the table is called, and no other table has. */
  static String folder(SourceTable table) {
    return PLAIN.matcher(table.name()).matches()
        ? table.name()
        : table.name().replaceAll("[^A-Za-z0-9_]", "-") + "." + table.oid();
  }
}
