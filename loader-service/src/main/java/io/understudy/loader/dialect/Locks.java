package io.understudy.loader.dialect;

import io.understudy.loader.database.Dialect;
import io.understudy.loader.database.Session;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.UUID;

/**
 * Locks by name, for what no lock on a row guards because statements that make tables end the
 * transaction. MariaDB has them, held until they are released or the session's use ends; elsewhere
 * the keys of the ledger's tables are all that stands between two loaders, of which one fails and
 * is tried again.
 */
final class Locks {
  /** Of whoever makes or drops tables that may be those of several runs, or begins a staging. */
  static final String SCHEMA = "schema";

  private static final long ENDLESS = 1_000_000;

  private Locks() {}

  /** Waits for it as long as the session waits for any lock. */
  static void take(Session session, Dialect dialect, String name) throws SQLException {
    if (dialect.isMariaDb()) {
      take(session, name, session.number("select @@session.lock_wait_timeout"));
    }
  }

  /** Waits for as long as those before it work. */
  static void takeInTurn(Session session, Dialect dialect, String name) throws SQLException {
    if (dialect.isMariaDb()) {
      take(session, name, ENDLESS);
    }
  }

  /** Gives one back that was taken once, before the session's use ends. */
  static void release(Session session, Dialect dialect, String name) throws SQLException {
    if (dialect.isMariaDb()) {
      session.query("select release_lock(?)", row -> true, key(session, name));
    }
  }

  private static void take(Session session, String name, long seconds) throws SQLException {
    if (session.number("select coalesce(get_lock(?, ?), 0)", key(session, name), seconds) != 1) {
      throw new SQLTransientException("not free", "HYT00");
    }
  }

  /** There is one name space for the whole server, and a name has 64 characters at most. */
  private static String key(Session session, String name) throws SQLException {
    String text = session.place()[0] + '\0' + name;
    return "understudy " + UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
  }
}
