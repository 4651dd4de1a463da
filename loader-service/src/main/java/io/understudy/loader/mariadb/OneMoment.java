package io.understudy.loader.mariadb;

import io.understudy.loader.database.Session;
import io.understudy.loader.database.Target;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Begins transactions that change nothing and all see the same state. MariaDB has no way to hand a
 * snapshot on, so they are begun while no commit can come between: {@code BACKUP STAGE
 * BLOCK_COMMIT} of a connection beside them, for a moment. It waits for commits that are under way,
 * not for queries.
 */
final class OneMoment {
  private static final Logger LOG = Logger.getLogger(OneMoment.class);
  private static final int ACCESS_DENIED = 1227;
  private static final List<String> BLOCK =
      List.of("backup stage start", "backup stage block_ddl", "backup stage block_commit");

  private final Target source;
  private final Duration statementTimeout;
  private final String application;

  OneMoment(Target source, Duration statementTimeout, String application) {
    this.source = source;
    this.statementTimeout = statementTimeout;
    this.application = application;
  }

  /**
   * Begins in each session, or in the first alone if the role may not block commits; the others are
   * closed then.
   *
   * @return those that have begun
   */
  List<Session> begin(List<Session> sessions) throws SQLException, InterruptedException {
    for (Session session : sessions) {
      settle(session);
    }
    if (sessions.size() == 1) {
      start(sessions);
      return sessions;
    }
    boolean begun =
        source.ask(
            "block commits for a moment", application, lock -> startTogether(lock, sessions));
    if (begun) {
      return sessions;
    }
    LOG.infof(
        "%s: one connection reads, since the role may not block commits for a moment; grant it"
            + " reload on *.* for several",
        source);
    sessions.subList(1, sessions.size()).forEach(Session::close);
    List<Session> first = sessions.subList(0, 1);
    start(first);
    return first;
  }

  private static boolean startTogether(Session lock, List<Session> sessions) throws SQLException {
    try {
      for (String stage : BLOCK) {
        lock.execute(stage);
      }
    } catch (SQLException e) {
      if (e.getErrorCode() == ACCESS_DENIED) {
        return false;
      }
      throw e;
    }
    try {
      start(sessions);
    } finally {
      lock.execute("backup stage end");
    }
    return true;
  }

  private static void start(List<Session> sessions) throws SQLException {
    for (Session session : sessions) {
      session.execute("start transaction with consistent snapshot, read only");
    }
  }

  /** A server that sends rows faster than the bucket takes them must wait. */
  private void settle(Session session) throws SQLException {
    session.execute("set session transaction isolation level repeatable read");
    session.execute(
        "set session net_write_timeout = 3600, net_read_timeout = 3600, wait_timeout = 2073600,"
            + " max_statement_time = "
            + statementTimeout.toMillis() / 1000.0);
  }
}
