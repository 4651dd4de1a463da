package io.understudy.loader.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.Semaphore;

/**
 * One database that is loaded. Never more than the configured number of connections to it are open
 * at once; a connection lives for one job. Safe to share between threads.
 */
public final class Target {
  private static final int CONNECT_SECONDS = 10;

  private final TargetSettings settings;
  private final Semaphore connections;

  /** Connects to nothing yet. */
  public Target(TargetSettings settings) {
    this.settings = settings;
    this.connections = new Semaphore(settings.maxConnections(), true);
  }

  /** What is done in a session. */
  @FunctionalInterface
  public interface Use<T> {
    T of(Session session) throws SQLException, InterruptedException;
  }

  public String name() {
    return settings.name();
  }

  /** Schema of the loaded tables. */
  public String schema() {
    return settings.schema();
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
    try (Session session = new Session(connect(application), settings.lockTimeout())) {
      return use.of(session);
    } catch (SQLException e) {
      throw failure(what, e);
    } finally {
      connections.release();
    }
  }

  /** What an error of the database means here. */
  public TargetException failure(String what, SQLException e) {
    return SqlFailure.of(name(), what, e);
  }

  /** A failure that trying again cannot mend. */
  public TargetException.Terminal refusal(String code, String what) {
    return new TargetException.Terminal(code, this + ": " + what);
  }

  private Connection connect(String application) throws SQLException {
    Properties properties = new Properties();
    settings.username().ifPresent(user -> properties.setProperty("user", user));
    settings.password().ifPresent(password -> properties.setProperty("password", password));
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
