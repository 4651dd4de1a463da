package io.understudy.loader.database;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyOperation;
import org.postgresql.copy.CopyOut;

/**
 * A connection to a target for one job, in transactions that {@link #commit} ends. What its
 * statements wait for, and how values are read, does not depend on the role's or the server's
 * settings. Used by one thread.
 */
public final class Session implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Session.class);

  private static final int VALID_SECONDS = 10;

  // Settings that only some versions have are set where they are. What is reported as loaded must
  // outlive a failure of the server, so commits wait for its disk.
  private static final String SETTINGS =
      """
      select set_config(s.name, v.value, false)
      from (values ('TimeZone', 'UTC'), ('DateStyle', 'ISO, YMD'), ('lock_timeout', ?),
                   ('statement_timeout', '0'), ('transaction_timeout', '0'),
                   ('idle_in_transaction_session_timeout', '300000'),
                   ('tcp_keepalives_idle', '60'), ('tcp_keepalives_interval', '10'),
                   ('tcp_keepalives_count', '6'),
                   ('client_connection_check_interval', '10000'),
                   ('synchronous_commit', 'on')) as v (name, value)
      join pg_catalog.pg_settings s on s.name = v.name
      where s.name <> 'synchronous_commit' or s.setting = 'off'
      """;

  private final Connection connection;
  private final long opened = System.nanoTime();
  private final @Nullable Dialect dialect;

  Session(Connection connection, Duration lockTimeout) throws SQLException {
    this.connection = connection;
    this.dialect = null;
    try {
      query(SETTINGS, row -> row.getString(1), Long.toString(lockTimeout.toMillis()));
      connection.setAutoCommit(false);
    } catch (SQLException e) {
      try (connection) {
        throw e;
      }
    }
  }

  /**
   * Of a database that is not PostgreSQL.
   *
   * @param schema of the tables; "": the one that the connection has
   */
  Session(Connection connection, Dialect dialect, String schema, Duration lockTimeout)
      throws SQLException {
    this.connection = connection;
    this.dialect = dialect;
    try {
      long millis = lockTimeout.toMillis();
      for (String setting : dialect.settings()) {
        execute(
            setting
                .replace("MILLIS", Long.toString(millis))
                .replace("SECONDS", Long.toString((millis + 999) / 1000)));
      }
      if (!schema.isEmpty() && dialect.isMariaDb()) {
        connection.setCatalog(schema);
      } else if (!schema.isEmpty()) {
        connection.setSchema(schema);
      }
      connection.setAutoCommit(false);
    } catch (SQLException e) {
      try (connection) {
        throw e;
      }
    }
  }

  /**
   * Begins to be used again, under that name.
   *
   * @return false if the connection is broken
   */
  boolean begin(String application) {
    try {
      if (dialect == null) {
        query("select set_config('application_name', ?, false)", row -> true, application);
      } else if (!isAlive()) {
        return false;
      }
      connection.commit();
      return true;
    } catch (SQLException e) {
      return false;
    }
  }

  /** Whether the database still answers. */
  public boolean isAlive() {
    try {
      return connection.isValid(VALID_SECONDS);
    } catch (SQLException e) {
      return false; // only a negative wait would be refused
    }
  }

  /**
   * Takes one of the places that connections of all loaders have, until it is closed; the last ones
   * first.
   *
   * @param places how many there are
   * @return false if others have them all
   */
  boolean takePlace(int places) throws SQLException {
    if (dialect != null) {
      return true; // there each process keeps the promise alone
    }
    boolean taken = false;
    for (int place = places; place > 0 && !taken; place--) {
      taken = is("select pg_try_advisory_lock(hashtext('understudy connections'), ?)", place);
    }
    connection.commit();
    return taken;
  }

  /** Since it was opened. */
  Duration age() {
    return Duration.ofNanos(System.nanoTime() - opened);
  }

  /** Rolls back what is not committed; whether another can use it then. */
  boolean isUsable() {
    try {
      connection.rollback();
      if (dialect != null && dialect.isMariaDb()) {
        execute("do release_all_locks()"); // they outlive transactions
      }
      return true;
    } catch (SQLException e) {
      return false; // broken: the work is done all the same
    }
  }

  /** Reads one row. */
  @FunctionalInterface
  public interface Row<T> {
    T of(ResultSet row) throws SQLException;
  }

  /** Executes a statement without parameters. */
  public void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /**
   * Executes a statement, or leaves it out where the database refuses it; what the transaction did
   * before stays.
   *
   * @return what the database says if it refused
   */
  public Optional<SQLException> attempt(String sql) throws SQLException {
    execute("savepoint attempt");
    Optional<SQLException> refusal = Optional.empty();
    try {
      execute(sql);
    } catch (SQLException e) {
      execute("rollback to savepoint attempt");
      refusal = Optional.of(e);
    }
    execute("release savepoint attempt");
    return refusal;
  }

  /** Executes a statement that changes rows. */
  public int update(String sql, @Nullable Object... parameters) throws SQLException {
    try (PreparedStatement statement = prepare(sql, parameters)) {
      return statement.executeUpdate();
    }
  }

  /** All rows of a query. */
  public <T> List<T> query(String sql, Row<T> row, @Nullable Object... parameters)
      throws SQLException {
    List<T> found = new ArrayList<>();
    try (PreparedStatement statement = prepare(sql, parameters);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        found.add(row.of(rows));
      }
    }
    return found;
  }

  /** The first two columns of all rows of a query. */
  public List<String[]> pairs(String sql, @Nullable Object... parameters) throws SQLException {
    return query(sql, row -> new String[] {row.getString(1), row.getString(2)}, parameters);
  }

  /** As a literal of SQL. */
  public String literal(String text) throws SQLException {
    return query("select quote_literal(?)", row -> row.getString(1), text).getFirst();
  }

  /** The one number that a query gives. */
  public long number(String sql, @Nullable Object... parameters) throws SQLException {
    return query(sql, row -> row.getLong(1), parameters).getFirst();
  }

  /** The one truth value that a query gives. */
  public boolean is(String sql, @Nullable Object... parameters) throws SQLException {
    return query(sql, row -> row.getBoolean(1), parameters).getFirst();
  }

  /**
   * Waits until no other transaction holds the lock of this name; held to the transaction's end.
   */
  public void lock(String name) throws SQLException {
    query(
        "select pg_advisory_xact_lock(hashtextextended(?, 0))", row -> true, "understudy " + name);
  }

  /** The same; waits for as long as those before it work, whatever the lock timeout is. */
  public void lockInTurn(String name) throws SQLException {
    String timeout =
        query("select current_setting('lock_timeout')", row -> row.getString(1)).getFirst();
    execute("set local lock_timeout = 0");
    lock(name);
    query("select set_config('lock_timeout', ?, true)", row -> true, timeout);
  }

  /** Starts a {@code COPY … FROM STDIN}. */
  public CopyIn copyIn(String sql) throws SQLException {
    return connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
  }

  /** Starts a {@code COPY … TO STDOUT}. */
  public CopyOut copyOut(String sql) throws SQLException {
    return connection.unwrap(PGConnection.class).getCopyAPI().copyOut(sql);
  }

  /** Ends a {@code COPY} that has not come to its end; nothing of it is stored. */
  public static void cancel(CopyOperation copy) {
    if (!copy.isActive()) {
      return;
    }
    try {
      copy.cancelCopy();
    } catch (SQLException e) {
      // the connection is broken, or the database said why it ended; that counts
      LOG.debugf("a COPY could not be cancelled (SQLState %s)", e.getSQLState());
    }
  }

  /** Makes everything since the last commit visible. */
  public void commit() throws SQLException {
    connection.commit();
  }

  /** Undoes everything since the last commit. */
  public void rollback() throws SQLException {
    connection.rollback();
  }

  /** What the driver says of the database and its tables. */
  public DatabaseMetaData metaData() throws SQLException {
    return connection.getMetaData();
  }

  /** Catalog and schema of the tables, each as far as the database has such. */
  public String[] place() throws SQLException {
    return new String[] {connection.getCatalog(), connection.getSchema()};
  }

  /** A statement, to be closed by the caller, for what a driver has of its own. */
  public Statement statement() throws SQLException {
    return connection.createStatement();
  }

  /** A statement with parameters, to be closed by the caller. */
  public PreparedStatement prepare(String sql) throws SQLException {
    return connection.prepareStatement(sql);
  }

  private PreparedStatement prepare(String sql, @Nullable Object... parameters)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
    return statement;
  }

  /**
   * Rolls back what is not committed and disconnects; never fails, because nothing depends on it.
   */
  @Override
  public void close() {
    try (connection) {
      if (!connection.isClosed() && !connection.getAutoCommit()) {
        connection.rollback();
      }
    } catch (SQLException e) {
      // the connection is broken: the database rolls back by itself
      org.jboss.logging.Logger.getLogger(Session.class)
          .debugf("a session did not end cleanly (SQLState %s)", e.getSQLState());
    }
  }
}
