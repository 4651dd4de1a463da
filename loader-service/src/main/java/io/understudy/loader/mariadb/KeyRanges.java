package io.understudy.loader.mariadb;

import io.understudy.loader.database.Dialect;
import io.understudy.loader.database.Session;
import java.math.BigInteger;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Divides a table into ranges of the first column of its primary key with about as many rows each:
 * whole numbers by what the database estimates of ranges, which it looks up in its index without
 * reading it; other values by counting through the index.
 */
final class KeyRanges {
  private final Session session;
  private final Dialect dialect;
  private final MariaDbTable table;
  private final Column first;
  private final String key;

  /**
   * @param table one with a primary key
   */
  KeyRanges(Session session, Dialect dialect, MariaDbTable table) {
    this.session = session;
    this.dialect = dialect;
    this.table = table;
    this.first = table.key().getFirst();
    this.key = dialect.quoted(first.name());
  }

  /** Whole numbers from one up to another that is not among them, and about how many rows. */
  private record Span(BigInteger from, BigInteger to, long rows) {}

  /**
   * Conditions of which each row meets exactly one.
   *
   * @param parts how many there are to be, about
   */
  List<String> conditions(long parts) throws SQLException {
    if (parts <= 1 || !first.isWhole() && !first.hasLiterals()) {
      return List.of("true");
    }
    List<String> bounds = first.isWhole() ? estimated(parts) : counted(parts);
    List<String> conditions = new ArrayList<>();
    String from = "true";
    for (String bound : bounds) {
      conditions.add(from + " and " + key + " < " + bound);
      from = key + " >= " + bound;
    }
    conditions.add(from);
    return conditions;
  }

  private List<String> estimated(long parts) throws SQLException {
    List<BigInteger[]> ends =
        session.query(
            "select min(" + key + "), max(" + key + ") from " + dialect.quoted(table.name()),
            row -> new BigInteger[] {whole(row.getString(1)), whole(row.getString(2))});
    BigInteger least = ends.getFirst()[0];
    BigInteger most = ends.getFirst()[1].add(BigInteger.ONE);
    Span all = new Span(least, most, Math.max(1, estimate(least, most)));
    long each = Math.max(1, Math.ceilDiv(all.rows(), parts));
    List<Span> spans = new ArrayList<>();
    halve(all, each, spans);
    List<String> bounds = new ArrayList<>();
    long rows = 0;
    for (Span span : spans) {
      if (rows > 0 && rows + span.rows() > each + each / 4) {
        bounds.add(span.from().toString());
        rows = 0;
      }
      rows += span.rows();
    }
    return bounds;
  }

  private static BigInteger whole(String digits) {
    return digits == null ? BigInteger.ZERO : new BigInteger(digits);
  }

  /** Into spans of at most a quarter of what a part is to have. */
  private void halve(Span span, long each, List<Span> into) throws SQLException {
    BigInteger width = span.to().subtract(span.from());
    if (span.rows() * 4 <= each || width.compareTo(BigInteger.TWO) < 0) {
      into.add(span);
      return;
    }
    BigInteger middle = span.from().add(width.shiftRight(1));
    halve(new Span(span.from(), middle, estimate(span.from(), middle)), each, into);
    halve(new Span(middle, span.to(), estimate(middle, span.to())), each, into);
  }

  private long estimate(BigInteger from, BigInteger to) throws SQLException {
    String sql =
        "explain select 1 from "
            + dialect.quoted(table.name())
            + " force index (primary) where "
            + key
            + " >= "
            + from
            + " and "
            + key
            + " < "
            + to;
    return session.query(sql, row -> row.getLong("rows")).getFirst();
  }

  private List<String> counted(long parts) throws SQLException {
    long each = Math.max(1, Math.ceilDiv(table.rows(), parts));
    List<String> bounds = new ArrayList<>();
    Optional<String> next = bound("true", each);
    while (next.isPresent()) {
      if (!bounds.isEmpty() && bounds.getLast().equals(next.get())) {
        next = bound(key + " > " + next.get(), 0);
      } else {
        bounds.add(next.get());
        next = bound(key + " >= " + next.get(), each);
      }
    }
    return bounds;
  }

  private Optional<String> bound(String condition, long skipped) throws SQLException {
    return session
        .query(
            "select "
                + first.literal(key)
                + " from "
                + dialect.quoted(table.name())
                + " force index (primary) where "
                + condition
                + " order by "
                + key
                + " limit 1 offset "
                + skipped,
            row -> row.getString(1))
        .stream()
        .findFirst();
  }
}
