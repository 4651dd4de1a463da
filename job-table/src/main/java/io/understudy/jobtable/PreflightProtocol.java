package io.understudy.jobtable;

import io.understudy.jobtable.PreflightCheck.Outcome;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * What schedulers and workers do with preflights. Each call is one statement (or one short
 * transaction where it says so), repeatable after a crash. A preflight that has ended changes no
 * more.
 */
public final class PreflightProtocol {
  private final JobTable table;

  /** Uses one connection per call; call it outside a JTA transaction. */
  public PreflightProtocol(DataSource database) {
    this.table = new JobTable(database);
  }

  /**
   * A preflight to be made; the components are those of {@link Preflight}.
   *
   * @param limit after which it is overdue
   */
  public record NewPreflight(
      String document,
      String source,
      String sink,
      String transformConfig,
      @Nullable String keyId,
      boolean installation,
      int workers,
      boolean sample,
      boolean writableSource,
      Duration limit) {}

  /** Inserts one that runs, forgets those that ended long ago, and returns its id. */
  public long create(NewPreflight preflight) {
    return table.call(
        "create a preflight",
        PreflightSql.CREATE,
        statement -> {
          statement.setString(1, preflight.document());
          statement.setString(2, preflight.source());
          statement.setString(3, preflight.sink());
          statement.setString(4, preflight.transformConfig());
          statement.setString(5, preflight.keyId());
          statement.setBoolean(6, preflight.installation());
          statement.setInt(7, preflight.workers());
          statement.setBoolean(8, preflight.sample());
          statement.setBoolean(9, preflight.writableSource());
          statement.setLong(10, preflight.limit().toMillis());
          try (ResultSet rows = statement.executeQuery()) {
            rows.next();
            return rows.getLong(1);
          }
        });
  }

  /** A preflight with its checks, if it is there. */
  public Optional<Preflight> read(long id) {
    return table.use(
        "read a preflight",
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(PreflightSql.READ)) {
            statement.setLong(1, id);
            try (ResultSet rows = statement.executeQuery()) {
              // the checks afterwards: what has ended has all of them
              return rows.next()
                  ? Optional.of(preflight(rows, checks(connection, id)))
                  : Optional.empty();
            }
          }
        });
  }

  private static Preflight preflight(ResultSet row, List<PreflightCheck> checks)
      throws SQLException {
    Timestamp finished = row.getTimestamp("finished_at");
    Instant finishedAt = finished == null ? null : finished.toInstant();
    return new Preflight(
        row.getLong("id"),
        row.getString("document"),
        row.getString("source"),
        row.getString("sink"),
        row.getString("transform_config"),
        row.getString("key_id"),
        row.getBoolean("installation"),
        row.getInt("workers"),
        row.getBoolean("sample"),
        row.getBoolean("writable_source"),
        Preflight.State.valueOf(row.getString("state")),
        row.getString("samples"),
        row.getString("owner"),
        row.getString("measured"),
        row.getString("estimate"),
        row.getTimestamp("created_at").toInstant(),
        finishedAt,
        Duration.ofMillis(row.getLong("age_millis")),
        row.getBoolean("overdue"),
        checks);
  }

  private static List<PreflightCheck> checks(Connection connection, long id) throws SQLException {
    List<PreflightCheck> checks = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(PreflightSql.CHECKS)) {
      statement.setLong(1, id);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          checks.add(
              new PreflightCheck(
                  rows.getString("name"),
                  Outcome.valueOf(rows.getString("outcome")),
                  rows.getString("words"),
                  rows.getString("remedy"),
                  rows.getString("policy")));
        }
      }
    }
    return checks;
  }

  /** Ids of those that run. */
  public List<Long> running() {
    return table.call("list running preflights", PreflightSql.RUNNING, JobTable::ids);
  }

  /**
   * Runs {@code work} while holding the preflight's advisory lock, if no other scheduler holds it.
   *
   * @return false if another holds it, or the preflight has ended
   */
  public boolean withPreflight(long id, Runnable work) {
    return table.locked("lock a preflight", PreflightSql.LOCK, id, work);
  }

  /** Adds what a check found, unless one of its name is there. */
  public void add(long id, PreflightCheck check) {
    table.call(
        "add a check to a preflight",
        PreflightSql.ADD,
        statement -> {
          statement.setString(1, check.name());
          statement.setString(2, check.outcome().name());
          statement.setString(3, check.words());
          statement.setString(4, check.remedy());
          statement.setString(5, check.policy());
          statement.setLong(6, id);
          return statement.executeUpdate();
        });
  }

  /**
   * Makes a worker the one that does the checks.
   *
   * @return false if another is, or the preflight has ended
   */
  public boolean take(long id, String owner) {
    return changed("take a preflight", PreflightSql.TAKE, id, owner);
  }

  /**
   * Says which files to measure.
   *
   * @param json of {@code preflight.samples}
   */
  public void samples(long id, String json) {
    changed("name the samples of a preflight", PreflightSql.SAMPLES, id, json);
  }

  /**
   * Says that the worker is done with all its checks.
   *
   * @param json of {@code preflight.measured}
   */
  public void measured(long id, String json) {
    changed("end a worker's part of a preflight", PreflightSql.MEASURED, id, json);
  }

  /**
   * Ends a preflight: FAILED if any of its checks is, else PASSED.
   *
   * @param estimate JSON, null if there is none
   * @return false if it had ended
   */
  public boolean end(long id, @Nullable String estimate) {
    return changed("end a preflight", PreflightSql.END, id, estimate);
  }

  private boolean changed(String what, String sql, long id, @Nullable String value) {
    return table.call(
        what,
        sql,
        statement -> {
          statement.setString(1, value);
          statement.setLong(2, id);
          return statement.executeUpdate() > 0;
        });
  }
}
