package io.understudy.loader.database;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One database that is loaded. All processes together work in no more connections to it than the
 * configured number: each holds one of so many advisory locks of the database. One that was used is
 * kept for a moment, for the next small file. Safe to share between threads.
 */
public final class Target {
  private static final int CONNECT_SECONDS = 10;
  private static final Duration KEPT = Duration.ofSeconds(2);

  /** Then another process may have the place. */
  private static final Duration LONGEST_KEPT = Duration.ofSeconds(30);

  private static final Duration FIRST_WAIT = Duration.ofMillis(250);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);
  private static final String TOO_MANY_CONNECTIONS = "53300";

  private final TargetSettings settings;
  private final Semaphore connections;
  private final Pace pace;
  private final Deque<Idle> idle = new ConcurrentLinkedDeque<>();

  // one thread of each kind asks for a place at a time, so that few connections come and go
  private final ReentrantLock asking = new ReentrantLock(true);
  private final ReentrantLock askingToHold = new ReentrantLock(true);

  /** A session that nobody uses, since that time of {@link System#nanoTime}. */
  private record Idle(Session session, long since) {
    Duration age() {
      return Duration.ofNanos(System.nanoTime() - since);
    }
  }

  /** Connects to nothing yet. */
  public Target(TargetSettings settings) {
    this.settings = settings;
    this.connections = new Semaphore(settings.maxConnections(), true);
    this.pace = new Pace(settings.toString(), settings.maxConnections());
  }

  /** What is done in a session. */
  @FunctionalInterface
  public interface Use<T> {
    T of(Session session) throws SQLException, InterruptedException;
  }

  public String name() {
    return settings.name();
  }

  /** What database it is, if it is not PostgreSQL. */
  public Optional<Dialect> dialect() {
    return settings.dialect();
  }

  /** Schema of the loaded tables. */
  public String schema() {
    return settings.schema();
  }

  /** How many streams send rows to it at once. */
  public Pace pace() {
    return pace;
  }

  /**
   * Connects, within the promised number of connections, and works; what is not committed then is
   * rolled back.
   *
   * @param what the work in words, for messages: {@code load s3://b/k}
   * @param application what the database's administrator sees
   * @throws TargetException if the database cannot be reached or refuses
   * @throws InterruptedException while waiting for a connection to be free
   */
  public <T> T use(String what, String application, Use<T> use) throws InterruptedException {
    connections.acquire();
    try {
      Session session = session(application, settings.maxConnections());
      boolean whole = false;
      try {
        T result = use.of(session);
        whole = session.isUsable();
        return result;
      } finally {
        if (whole && session.age().compareTo(LONGEST_KEPT) < 0) {
          keep(session);
        } else {
          session.close();
        }
      }
    } catch (SQLException e) {
      throw failure(what, e);
    } finally {
      connections.release();
    }
  }

  /**
   * As {@link #use}, for work that waits for what is done in other connections: at most half of
   * them are held so.
   */
  public <T> T hold(String what, String application, Use<T> use) throws InterruptedException {
    connections.acquire();
    try (Session session = session(application, Math.max(1, settings.maxConnections() / 2))) {
      return use.of(session);
    } catch (SQLException e) {
      throw failure(what, e);
    } finally {
      connections.release();
    }
  }

  /** What is done in several sessions. */
  @FunctionalInterface
  public interface UseSeveral<T> {
    T of(List<Session> sessions) throws SQLException, InterruptedException;
  }

  /**
   * As {@link #use}, in several connections at once: one, and more of those that nobody uses.
   *
   * @param most how many
   */
  public <T> T useSeveral(String what, String application, int most, UseSeveral<T> use)
      throws InterruptedException {
    connections.acquire();
    int free = 1;
    while (free < most && connections.tryAcquire()) {
      free++;
    }
    List<Session> sessions = new ArrayList<>();
    try {
      while (sessions.size() < free) {
        sessions.add(session(application, settings.maxConnections()));
      }
      return use.of(sessions);
    } catch (SQLException e) {
      throw failure(what, e);
    } finally {
      sessions.forEach(Session::close);
      connections.release(free);
    }
  }

  /**
   * As {@link #use}, for a short question that somebody waits for: at once, in a connection beside
   * the promised ones.
   */
  public <T> T ask(String what, String application, Use<T> use) throws InterruptedException {
    try (Session session = connected(application)) {
      return use.of(session);
    } catch (SQLException e) {
      throw failure(what, e);
    }
  }

  /**
   * One that is left, if it still answers, or a new one.
   *
   * @param places how many of the promised connections it may be one of
   */
  private Session session(String application, int places)
      throws SQLException, InterruptedException {
    boolean holds = places < settings.maxConnections();
    ReentrantLock mine = holds ? askingToHold : asking;
    mine.lockInterruptibly();
    try {
      Duration wait = FIRST_WAIT;
      boolean waits = false;
      while (true) {
        Session found = holds ? null : left(application);
        if (found == null) {
          found = placed(application, places, waits);
        }
        if (found != null) {
          return found;
        }
        if (holds) {
          closeAllIdle(); // one of them may have the place
        }
        Thread.sleep(ThreadLocalRandom.current().nextLong(wait.toMillis()));
        wait = longer(wait);
        waits = true;
      }
    } finally {
      mine.unlock();
    }
  }

  private static Duration longer(Duration wait) {
    Duration twice = wait.multipliedBy(2);
    return twice.compareTo(LONGEST_WAIT) < 0 ? twice : LONGEST_WAIT;
  }

  private @Nullable Session left(String application) {
    for (Idle left = idle.pollLast(); left != null; left = idle.pollLast()) {
      if (left.session().begin(application)) {
        return left.session();
      }
      left.session().close();
    }
    return null;
  }

  /**
   * A new one that has a place; null if others have them all, so that no more are open for longer
   * than a moment.
   *
   * @param waits whether it was so before: then a database without room for one more is no failure
   */
  private @Nullable Session placed(String application, int places, boolean waits)
      throws SQLException {
    Session session;
    try {
      session = connected(application);
    } catch (SQLException e) {
      if (waits && TOO_MANY_CONNECTIONS.equals(e.getSQLState())) {
        return null;
      }
      throw e;
    }
    return placed(session, places) ? session : null;
  }

  private Session connected(String application) throws SQLException {
    Optional<Dialect> dialect = settings.dialect();
    return dialect.isPresent()
        ? new Session(
            connect(dialect.get()), dialect.get(), settings.schema(), settings.lockTimeout())
        : new Session(connect(application), settings.lockTimeout());
  }

  private static boolean placed(Session session, int places) throws SQLException {
    boolean placed = false;
    try {
      placed = session.takePlace(places);
      return placed;
    } finally {
      if (!placed) {
        session.close();
      }
    }
  }

  private void keep(Session session) {
    idle.addLast(new Idle(session, System.nanoTime()));
    Thread.ofVirtual().name("idle-connections").start(this::closeIdle);
  }

  /**
   * Others may need the connection, or the end of this process come: none is kept for long. Holds
   * one of the connections meanwhile, so that nobody opens one in the place of one that is looked
   * at.
   */
  private void closeIdle() {
    try {
      Thread.sleep(KEPT);
      connections.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    try {
      for (Idle oldest = idle.pollFirst(); oldest != null; oldest = idle.pollFirst()) {
        if (oldest.age().compareTo(KEPT) < 0) {
          idle.addFirst(oldest);
          return;
        }
        oldest.session().close();
      }
    } finally {
      connections.release();
    }
  }

  private void closeAllIdle() {
    for (Idle left = idle.pollFirst(); left != null; left = idle.pollFirst()) {
      left.session().close();
    }
  }

  /** What an error of the database means here. */
  public TargetException failure(String what, SQLException e) {
    return settings
        .dialect()
        .map(dialect -> DialectFailure.of(name(), dialect, what, e))
        .orElseGet(() -> SqlFailure.of(name(), what, e));
  }

  /** A failure that trying again cannot mend. */
  public TargetException.Terminal refusal(String code, String what) {
    return new TargetException.Terminal(code, this + ": " + what);
  }

  /** A failure that is over after a while. */
  public TargetException.Retryable busy(String code, String what, SQLException cause) {
    return new TargetException.Retryable(code, this + ": " + what, cause);
  }

  /** Most connections that are open to it at once. */
  public int maxConnections() {
    return settings.maxConnections();
  }

  private Connection connect(Dialect dialect) throws SQLException {
    Properties properties = login();
    if (!dialect.isMariaDb()) {
      return driver(dialect).connect(settings.jdbcUrl(), properties);
    }
    // it logs the texts of errors, which quote values
    System.setProperty("mariadb.logging.disable", "true");
    properties.setProperty("connectTimeout", Integer.toString(CONNECT_SECONDS * 1000));
    properties.setProperty(
        "socketTimeout",
        Long.toString(Math.min(Integer.MAX_VALUE, settings.responseTimeout().toMillis())));
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("allowLocalInfile", "true");
    return driver(dialect).connect(settings.jdbcUrl(), properties);
  }

  /**
   * By its name: H2's is on the class path of those who want it; of a native binary, when it is
   * built, with what that driver needs.
   */
  private Driver driver(Dialect dialect) {
    try {
      return Class.forName(dialect.driver())
          .asSubclass(Driver.class)
          .getDeclaredConstructor()
          .newInstance();
    } catch (ReflectiveOperationException e) {
      throw refusal(
          "target-driver",
          "the driver "
              + dialect.driver()
              + " is not here; put it on the class path (a native binary's when it is built)");
    }
  }

  private Properties login() {
    Properties properties = new Properties();
    settings.username().ifPresent(user -> properties.setProperty("user", user));
    settings.password().ifPresent(password -> properties.setProperty("password", password));
    return properties;
  }

  private Connection connect(String application) throws SQLException {
    Properties properties = login();
    properties.setProperty("ApplicationName", application);
    properties.setProperty("connectTimeout", Integer.toString(CONNECT_SECONDS));
    properties.setProperty(
        "socketTimeout",
        Long.toString(Math.max(1, Math.min(86_400, settings.responseTimeout().toSeconds()))));
    properties.setProperty("tcpKeepAlive", "true");
    // the detail of an error quotes the row
    properties.setProperty("logServerErrorDetail", "false");
    return DriverManager.getConnection(settings.jdbcUrl(), properties);
  }

  @Override
  public String toString() {
    return settings.toString();
  }
}
