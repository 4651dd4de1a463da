package io.understudy.loader.mariadb;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingLong;

import io.understudy.loader.database.Dialect;
import io.understudy.loader.database.Session;
import java.math.BigInteger;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * Divides a table into ranges of the first column of its primary key with about as many rows each:
 * whole numbers by what the database estimates of ranges, which it looks up in its index without
 * reading it; other values by counting through the index. So are numbers where a part has few rows:
 * no range has an estimate of less than one.
 */
final class KeyRanges {
  /** So many rows are counted sooner than estimated well. */
  private static final int FEW = 1_000;

  /** Most estimates, and most for each part; where rows are far apart most are of empty spans. */
  private static final long ESTIMATES = 256;

  private static final long ESTIMATES_EACH = 64;

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
   * @throws InterruptedException if interrupted
   */
  List<String> conditions(long parts) throws SQLException, InterruptedException {
    if (parts <= 1 || !first.isWhole() && !first.hasLiterals()) {
      return List.of("true");
    }
    List<String> bounds =
        first.isWhole()
            ? estimated(parts)
            : counted(parts, Math.max(1, Math.ceilDiv(table.rows(), parts)));
    List<String> conditions = new ArrayList<>();
    String from = "true";
    for (String bound : bounds) {
      conditions.add(from + " and " + key + " < " + bound);
      from = key + " >= " + bound;
    }
    conditions.add(from);
    return conditions;
  }

  private List<String> estimated(long parts) throws SQLException, InterruptedException {
    List<BigInteger[]> ends =
        session.query(
            "select min(" + key + "), max(" + key + ") from " + dialect.quoted(table.name()),
            row -> new BigInteger[] {whole(row.getString(1)), whole(row.getString(2))});
    BigInteger least = ends.getFirst()[0];
    BigInteger most = ends.getFirst()[1].add(BigInteger.ONE);
    Span all = new Span(least, most, Math.max(1, estimate(least, most)));
    long each = Math.max(1, Math.ceilDiv(all.rows(), parts));
    if (each < FEW) {
      return counted(parts, each);
    }
    List<String> bounds = new ArrayList<>();
    long rows = 0;
    for (Span span : halved(all, each, ESTIMATES + ESTIMATES_EACH * parts)) {
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

  /**
   * Spans of at most a quarter of what a part is to have, in order; some have more if that takes
   * too many estimates: the largest are halved first.
   */
  private List<Span> halved(Span all, long each, long estimates)
      throws SQLException, InterruptedException {
    PriorityQueue<Span> large = new PriorityQueue<>(comparingLong(Span::rows).reversed());
    List<Span> spans = new ArrayList<>();
    large.add(all);
    long left = estimates;
    while (!large.isEmpty()) {
      Span span = large.remove();
      BigInteger width = span.to().subtract(span.from());
      if (left <= 0 || span.rows() * 4 <= each || width.compareTo(BigInteger.TWO) < 0) {
        spans.add(span);
      } else {
        verifyWanted();
        BigInteger middle = span.from().add(width.shiftRight(1));
        large.add(new Span(span.from(), middle, estimate(span.from(), middle)));
        large.add(new Span(middle, span.to(), estimate(middle, span.to())));
        left -= 2;
      }
    }
    spans.sort(comparing(Span::from));
    return spans;
  }

  private static void verifyWanted() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
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

  /**
   * Where there are far more rows than were thought, parts get larger, so that not many more are
   * made than are wanted.
   *
   * @param rows that a part is to have
   */
  private List<String> counted(long parts, long rows) throws SQLException, InterruptedException {
    long each = rows;
    List<String> bounds = new ArrayList<>();
    Optional<String> next = bound("true", each);
    while (next.isPresent()) {
      verifyWanted();
      if (!bounds.isEmpty() && bounds.getLast().equals(next.get())) {
        next = bound(key + " > " + next.get(), 0);
      } else {
        bounds.add(next.get());
        if (bounds.size() % (2 * parts) == 0) {
          each *= 2;
        }
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
