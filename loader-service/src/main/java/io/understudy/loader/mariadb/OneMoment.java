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
 * for a second at most, not for queries.
 */
final class OneMoment {
  private static final Logger LOG = Logger.getLogger(OneMoment.class);
  private static final int ACCESS_DENIED = 1227;
  private static final int LOCKED = 1205;
  private static final int TIMED_OUT = 1969;
  private static final int TRIES = 3;
  private static final long PAUSE_MILLIS = 1_000;

  // The server ends the block if this loader is gone or hangs, and waits for no lock for long: the
  // commits of others wait meanwhile.
  private static final List<String> BLOCK =
      List.of(
          "set session wait_timeout = 5, lock_wait_timeout = 1, max_statement_time = 5",
          "backup stage start",
          "backup stage block_ddl",
          "backup stage block_commit");

  private final Target source;
  private final Duration statementTimeout;
  private final String application;

  OneMoment(Target source, Duration statementTimeout, String application) {
    this.source = source;
    this.statementTimeout = statementTimeout;
    this.application = application;
  }

  /** How it went to begin them together. */
  private enum Outcome {
    BEGUN(""),
    DENIED("the role may not block commits for a moment; grant it reload on *.* for several"),
    BUSY(
        "commits could not be blocked within a second, "
            + TRIES
            + " times; see whether a backup or a long commit was under way");

    private final String reason;

    Outcome(String reason) {
      this.reason = reason;
    }
  }

  /**
   * Begins in each session, or in the first alone if commits cannot be blocked: the role may not,
   * or a backup or a commit that takes long is under way. The others are closed then.
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
    Outcome outcome = startTogether(sessions);
    if (outcome == Outcome.BEGUN) {
      return sessions;
    }
    LOG.infof("%s: one connection reads, since %s", source, outcome.reason);
    sessions.subList(1, sessions.size()).forEach(Session::close);
    List<Session> first = sessions.subList(0, 1);
    start(first);
    return first;
  }

  private Outcome startTogether(List<Session> sessions) throws InterruptedException {
    for (int attempt = 1; ; attempt++) {
      Outcome outcome =
          source.ask(
              "block commits for a moment", application, lock -> startTogether(lock, sessions));
      if (outcome != Outcome.BUSY || attempt == TRIES) {
        return outcome;
      }
      Thread.sleep(PAUSE_MILLIS * attempt);
    }
  }

  /** The end of the lock's session ends the block, too. */
  private static Outcome startTogether(Session lock, List<Session> sessions) throws SQLException {
    try {
      for (String statement : BLOCK) {
        lock.execute(statement);
      }
    } catch (SQLException e) {
      return switch (e.getErrorCode()) {
        case ACCESS_DENIED -> Outcome.DENIED;
        case LOCKED, TIMED_OUT -> Outcome.BUSY;
        default -> throw e;
      };
    }
    start(sessions);
    lock.execute("backup stage end"); // fails if the server has ended it before
    return Outcome.BEGUN;
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
