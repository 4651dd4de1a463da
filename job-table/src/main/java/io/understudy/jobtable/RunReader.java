package io.understudy.jobtable;

import io.understudy.jobtable.JobTable.Read;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Reads what workers and loaders need to know of a run, without Hibernate, which they would have to
 * start for it. One statement per call. Methods throw {@link JobTableException} if the database
 * does not answer.
 */
public final class RunReader {
  private static final String RUN =
      """
      select id, pipeline, source, sink, transform_config, load_target, load_mode, load_options,
             extraction, created_at
      from understudy.run
      where id = ?
      """;

  private static final String TABLES =
      """
      select id, name, format, target_table, columns, files_total, load_total, rows_out,
             rows_rejected
      from understudy.run_table
      where run_id = ?
      order by id
      """;

  private static final String FORMAT = "select format from understudy.run_table where id = ?";

  private static final String DETAILS = "select details from understudy.job where id = ?";

  private static final String SNAPSHOT =
      "select details from understudy.job where run_id = ? and kind = 'SNAPSHOT'";

  private static final String FIRST_INPUTS =
      """
      select input
      from understudy.job
      where run_table_id = ? and kind = 'TRANSFORM'
      order by id
      limit ?
      """;

  private final JobTable table;

  /** Uses one connection per call; call it outside a JTA transaction. */
  public RunReader(DataSource database) {
    this.table = new JobTable(database);
  }

  /** What a run is told to do; texts are as {@link RunProtocol.NewRun} has them. */
  public record RunRow(
      long id,
      String pipeline,
      String source,
      String sink,
      String transformConfig,
      @Nullable String loadTarget,
      @Nullable String loadMode,
      String loadOptions,
      @Nullable String extraction,
      Instant createdAt) {}

  /**
   * One of its tables, and how far it is.
   *
   * @param format options, as JSON
   * @param columns of the written files so far, as JSON
   */
  public record TableRow(
      long id,
      String name,
      String format,
      @Nullable String targetTable,
      String columns,
      long filesTotal,
      long loadTotal,
      long rowsOut,
      long rowsRejected) {}

  /** A run that is there. */
  public RunRow run(long id) {
    return one("read run " + id, RUN, id, RunReader::runOf);
  }

  /** The tables of a run, in the order of its pipeline. */
  public List<TableRow> tables(long runId) {
    return all(
        "read the tables of run " + runId,
        TABLES,
        statement -> statement.setLong(1, runId),
        RunReader::tableOf);
  }

  /** What the pipeline says about the files of a table that is there, as JSON. */
  public String format(long tableId) {
    return one("read table " + tableId, FORMAT, tableId, row -> row.getString(1));
  }

  /** What is written beside a job that is there, as JSON; null if nothing is. */
  public @Nullable String details(long jobId) {
    return one("read job " + jobId, DETAILS, jobId, row -> row.getString(1));
  }

  /** The same of the SNAPSHOT of a run that has one. */
  public @Nullable String snapshotDetails(long runId) {
    return one("read the snapshot of run " + runId, SNAPSHOT, runId, row -> row.getString(1));
  }

  /** The files of a table that were planned first, so many at most. */
  public List<String> firstInputs(long tableId, int most) {
    return all(
        "read the first files of table " + tableId,
        FIRST_INPUTS,
        statement -> {
          statement.setLong(1, tableId);
          statement.setInt(2, most);
        },
        row -> row.getString(1));
  }

  @FunctionalInterface
  private interface Bind {
    void to(PreparedStatement statement) throws SQLException;
  }

  private <T extends @Nullable Object> T one(String what, String sql, long id, Read<T> read) {
    return all(what, sql, statement -> statement.setLong(1, id), read).getFirst();
  }

  private <T extends @Nullable Object> List<T> all(
      String what, String sql, Bind bind, Read<T> read) {
    return table.call(
        what,
        sql,
        statement -> {
          bind.to(statement);
          return JobTable.rows(statement, read);
        });
  }

  private static RunRow runOf(ResultSet row) throws SQLException {
    return new RunRow(
        row.getLong("id"),
        row.getString("pipeline"),
        row.getString("source"),
        row.getString("sink"),
        row.getString("transform_config"),
        row.getString("load_target"),
        row.getString("load_mode"),
        row.getString("load_options"),
        row.getString("extraction"),
        row.getObject("created_at", OffsetDateTime.class).toInstant());
  }

  private static TableRow tableOf(ResultSet row) throws SQLException {
    return new TableRow(
        row.getLong("id"),
        row.getString("name"),
        row.getString("format"),
        row.getString("target_table"),
        row.getString("columns"),
        row.getLong("files_total"),
        row.getLong("load_total"),
        row.getLong("rows_out"),
        row.getLong("rows_rejected"));
  }
}
