package io.understudy.loader.dialect;

import io.understudy.loader.database.Dialect;
import io.understudy.loader.database.Session;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.UUID;

/**
 * Locks by name, for what no lock on a row guards because statements that make tables end the
 * transaction. MariaDB has them, held to the end of the session's use; elsewhere the keys of the
 * ledger's tables are all that stands between two loaders, of which one fails and is tried again.
 */
final class Locks {
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

  private static void take(Session session, String name, long seconds) throws SQLException {
    // one name space for the whole server, and 64 characters at most
    String text = session.place()[0] + '\0' + name;
    String key = "understudy " + UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
    if (session.number("select coalesce(get_lock(?, ?), 0)", key, seconds) != 1) {
      throw new SQLTransientException("not free", "HYT00");
    }
  }
}
