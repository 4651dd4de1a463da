package io.understudy.jobtable;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * How a run whose source is a database gets its files. A SNAPSHOT job keeps one state of the
 * database readable and adds an EXTRACT job for each part of it; when all of these are done it is
 * done, too, and the scheduler makes TRANSFORM jobs of the files. What is claimed by somebody else
 * after its holder was lost begins anew: all parts are of one snapshot. Methods throw {@link
 * JobTableException} if the database does not answer.
 */
public final class ExtractionProtocol {
  private static final int PAGE = 1_000;

  private final JobTable table;

  /** Uses one connection per call; call it outside a JTA transaction. */
  public ExtractionProtocol(DataSource database) {
    this.table = new JobTable(database);
  }

  /**
   * Some rows of a table, which become one file.
   *
   * @param table name of the table in the run
   * @param targetTable name of the table that they are loaded into, null if nothing is loaded
   * @param input the rows in words, once per run
   * @param bytes about how much they are
   * @param output location of the file
   * @param details JSON with what the reader needs; its {@code path} says where the masked file
   *     goes, relative to the sink
   */
  public record NewPart(
      String table,
      @Nullable String targetTable,
      String input,
      long bytes,
      String output,
      String details) {}

  /**
   * How far the parts of a run are.
   *
   * @param error of one that failed for good, null if none did
   */
  public record Progress(
      long parts, long done, long dead, long rows, long bytes, @Nullable String error) {}

  /**
   * Puts these parts in the place of those that the run may have from an earlier snapshot, in one
   * transaction; who is at work on one of those has lost it.
   *
   * @param holder claim of the SNAPSHOT job
   * @param snapshot its name in the source database
   * @param maxAttempts of each part
   * @throws LostClaimException (and nothing is changed) if the claim is no longer held
   */
  public void plan(Claim holder, String snapshot, List<NewPart> parts, int maxAttempts) {
    plan(holder, snapshot, parts, maxAttempts, true);
  }

  /**
   * The same for parts that nobody can read but the holder itself, which ends them with {@link
   * #finishHeld}: none of them is ever claimed.
   *
   * @throws LostClaimException (and nothing is changed) if the claim is no longer held
   */
  public void planHeld(Claim holder, List<NewPart> parts) {
    plan(holder, "", parts, 1, false);
  }

  private void plan(
      Claim holder, String snapshot, List<NewPart> parts, int maxAttempts, boolean claimable) {
    table.use(
        "plan an extraction",
        connection -> {
          connection.setAutoCommit(false);
          try {
            if (!held(connection, holder)) {
              throw new LostClaimException(holder);
            }
            forget(connection, holder.runId());
            add(connection, holder.runId(), snapshot, parts, maxAttempts, claimable);
            connection.commit();
            return true;
          } finally {
            connection.rollback();
            connection.setAutoCommit(true);
          }
        });
  }

  private static boolean held(Connection connection, Claim holder) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(ExtractionSql.HOLD)) {
      statement.setLong(1, holder.jobId());
      statement.setLong(2, holder.fence());
      return !JobTable.ids(statement).isEmpty();
    }
  }

  private static void forget(Connection connection, long runId) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(ExtractionSql.FORGET)) {
      statement.setLong(1, runId);
      statement.executeUpdate();
    }
  }

  private static void add(
      Connection connection,
      long runId,
      String snapshot,
      List<NewPart> parts,
      int maxAttempts,
      boolean claimable)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(ExtractionSql.ADD_PARTS)) {
      statement.setArray(1, array(connection, "text", parts, NewPart::table));
      statement.setArray(2, array(connection, "text", parts, NewPart::targetTable));
      statement.setArray(3, array(connection, "text", parts, NewPart::input));
      statement.setArray(4, array(connection, "bigint", parts, NewPart::bytes));
      statement.setArray(5, array(connection, "text", parts, NewPart::output));
      statement.setArray(6, array(connection, "text", parts, NewPart::details));
      statement.setLong(7, runId);
      statement.setLong(8, runId);
      statement.setInt(9, maxAttempts);
      statement.setString(10, snapshot);
      statement.setBoolean(11, claimable);
      statement.executeUpdate();
    }
  }

  private static Array array(
      Connection connection,
      String type,
      List<NewPart> parts,
      Function<NewPart, @Nullable Object> of)
      throws SQLException {
    return connection.createArrayOf(type, parts.stream().map(of).toArray());
  }

  /**
   * Ends a part of {@link #planHeld} as DONE. May be said again, with the same etag, by one who
   * does not know whether it was heard ({@link Attempt#ask}).
   *
   * @param part its {@link NewPart#input}
   * @throws LostClaimException (and nothing is changed) if the claim is no longer held
   */
  public void finishHeld(Claim holder, String part, Completion completion) {
    boolean finished =
        table.call(
            "finish a part",
            ExtractionSql.FINISH_HELD,
            statement -> {
              statement.setLong(1, holder.jobId());
              statement.setLong(2, holder.fence());
              statement.setString(3, completion.outputEtag());
              statement.setLong(4, completion.outputBytes());
              statement.setLong(5, completion.rowsIn());
              statement.setLong(6, completion.rowsOut());
              statement.setLong(7, holder.runId());
              statement.setString(8, part);
              statement.setString(9, completion.outputEtag());
              return !JobTable.ids(statement).isEmpty();
            });
    if (!finished) {
      throw new LostClaimException(holder);
    }
  }

  /** How far the parts of a run are. */
  public Progress progress(long runId) {
    return table.call(
        "look how far an extraction is",
        ExtractionSql.PROGRESS,
        statement -> {
          statement.setLong(1, runId);
          try (ResultSet rows = statement.executeQuery()) {
            rows.next();
            return new Progress(
                rows.getLong("parts"),
                rows.getLong("done"),
                rows.getLong("dead"),
                rows.getLong("rows"),
                rows.getLong("bytes"),
                rows.getString("error"));
          }
        });
  }

  /** Whether no part of a run is left that could still be read: all are, or one failed for good. */
  public boolean isOver(long runId) {
    return table.call(
        "look whether an extraction is over",
        ExtractionSql.OVER,
        statement -> {
          statement.setLong(1, runId);
          try (ResultSet rows = statement.executeQuery()) {
            rows.next();
            return rows.getBoolean("over");
          }
        });
  }

  /** Whether somebody makes or has made the file of an EXTRACT job, or will. */
  public boolean isWanted(Claim part) {
    return table.call(
        "look whether a part is wanted",
        ExtractionSql.WANTED,
        statement -> {
          statement.setLong(1, part.jobId());
          try (ResultSet rows = statement.executeQuery()) {
            rows.next();
            return rows.getBoolean("wanted");
          }
        });
  }

  /** Has nobody read the parts that are left. */
  public void stop(long runId) {
    table.call(
        "stop an extraction",
        ExtractionSql.STOP,
        statement -> {
          statement.setLong(1, runId);
          return statement.executeUpdate();
        });
  }

  /**
   * Adds a TRANSFORM job, with as many attempts as the SNAPSHOT job has, for the file of each
   * EXTRACT job that is done; those there already are left alone. Adds none if the run is not
   * PLANNING.
   */
  public void addTransforms(long runId) {
    table.call(
        "add the files of an extraction",
        ExtractionSql.ADD_TRANSFORMS,
        statement -> {
          statement.setLong(1, runId);
          return statement.executeUpdate();
        });
  }

  /**
   * A masked file.
   *
   * @param jobId job that masked it
   * @param location where the run has put it
   * @param etag version of its content
   */
  public record Masked(long jobId, String location, String etag) {}

  /**
   * A page of the masked files of a run that has loaded all of its files, in the order of their
   * jobs; empty behind the last. None of a run that failed or was cancelled.
   *
   * @param after only of jobs behind this one
   */
  public List<Masked> loaded(long runId, long after) {
    return table.call(
        "list the files of a run",
        ExtractionSql.LOADED,
        statement -> {
          statement.setLong(1, runId);
          statement.setLong(2, after);
          statement.setInt(3, PAGE);
          return JobTable.rows(
              statement,
              row ->
                  new Masked(
                      row.getLong("id"), row.getString("output"), row.getString("output_etag")));
        });
  }
}
