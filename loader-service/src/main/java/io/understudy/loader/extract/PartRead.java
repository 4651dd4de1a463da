package io.understudy.loader.extract;

import io.understudy.files.OutputObject;
import io.understudy.files.ParquetCellWriter;
import io.understudy.files.ParquetTableWriter.Codec;
import io.understudy.loader.database.Names;
import io.understudy.loader.database.Session;
import io.understudy.loader.database.Target;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.postgresql.copy.CopyOut;

/**
 * Reads one part into one parquet file: the database's pages to the bucket, with nothing on disk
 * and no more in memory than a row group.
 */
public final class PartRead {
  private static final int LOOK = 1024;
  private static final String LIST = "0123456789(),{}\"";

  private final Target source;
  private final Extraction extraction;
  private final Duration statementTimeout;

  public PartRead(Target source, Extraction extraction, Duration statementTimeout) {
    this.source = source;
    this.extraction = extraction;
    this.statementTimeout = statementTimeout;
  }

  /**
   * A file that was written.
   *
   * @param etag version of its content
   */
  public record Extracted(String etag, long bytes, long rows) {}

  /**
   * Reads the part.
   *
   * @param table that it is of
   * @param rows of a part with a list of rows: fetches that
   * @param snapshot name of the state to read in
   * @param file where it goes; not closed
   * @param verifyHeld throws if the job is no longer this loader's; called before it is published
   * @param progress told the bytes read so far
   * @param application what the database's administrator sees
   * @throws io.understudy.loader.database.TargetException if the database does not give it
   * @throws InterruptedException if interrupted; no file is there then
   */
  public Extracted read(
      String table,
      Part part,
      Supplier<String> rows,
      String snapshot,
      OutputObject file,
      Runnable verifyHeld,
      LongConsumer progress,
      String application)
      throws InterruptedException {
    return source.use(
        "read " + part.words(),
        application,
        session -> {
          ReadOnly.begin(session, source, snapshot, statementTimeout);
          List<SourceColumn> columns = columns(session, table);
          ParquetCellWriter writer =
              new ParquetCellWriter(
                  file.stream(),
                  "table",
                  columns.stream().map(SourceColumn::stored).toList(),
                  Codec.SNAPPY);
          copy(session, sql(table, part, rows, columns), table, part, columns, writer, progress);
          writer.finish();
          verifyHeld.run();
          return new Extracted(file.publish(), writer.bytes(), writer.rows());
        });
  }

  private List<SourceColumn> columns(Session session, String table) throws SQLException {
    String schema = Optional.ofNullable(extraction.schema()).orElse(source.schema());
    SourceTable found =
        SourceTable.of(session, schema, table)
            .orElseThrow(
                () ->
                    source.refusal(
                        "source-table",
                        "there is no table "
                            + Names.qualified(schema, table)
                            + " any more; start a new run"));
    return SourceColumn.of(session, found.oid());
  }

  private void copy(
      Session session,
      String sql,
      String table,
      Part part,
      List<SourceColumn> columns,
      ParquetCellWriter writer,
      LongConsumer progress)
      throws SQLException, InterruptedException {
    RowDecoder decoder = new RowDecoder(columns, writer);
    CopyOut copy = session.copyOut(sql);
    try {
      long bytes = 0;
      int pieces = 0;
      for (byte[] piece = copy.readFromCopy(); piece != null; piece = copy.readFromCopy()) {
        decoder.take(piece);
        bytes += piece.length;
        if (++pieces % LOOK == 0) {
          progress.accept(bytes);
          if (Thread.interrupted()) {
            throw new InterruptedException();
          }
        }
      }
    } catch (UnreadableException e) {
      throw source.refusal(
          "source-value",
          part.words()
              + ", column "
              + Names.quoted(columns.get(e.column()).name())
              + ": a row "
              + e.getMessage()
              + ", which parquet has no value for; leave such rows out with where: in the pipeline"
              + " (tables."
              + table
              + ".where), or change them");
    } finally {
      Session.cancel(copy);
    }
    if (!decoder.isWhole() || copy.getHandledRowCount() != writer.rows()) {
      throw source.refusal(
          "source-count",
          part.words()
              + ": the database sent "
              + copy.getHandledRowCount()
              + " rows, "
              + writer.rows()
              + " arrived; start a new run");
    }
  }

  private String sql(String table, Part part, Supplier<String> rows, List<SourceColumn> columns) {
    StringBuilder sql = new StringBuilder("copy (select ");
    sql.append(columns.stream().map(SourceColumn::expression).collect(Collectors.joining(", ")))
        .append(" from only ")
        .append(Names.qualified(part.schema(), part.relation()))
        .append(" as ")
        .append(Names.quoted(table))
        .append(" where ");
    if (part.rows() != null) {
      sql.append("ctid = any ('").append(listed(part, rows)).append("'::pg_catalog.tid[])");
    } else {
      sql.append(extraction.condition(table));
    }
    if (part.from() != null) {
      sql.append(" and ctid >= '(").append(part.from()).append(",0)'::pg_catalog.tid");
    }
    if (part.to() != null) {
      sql.append(" and ctid < '(").append(part.to()).append(",0)'::pg_catalog.tid");
    }
    return sql.append(") to stdout (format binary)").toString();
  }

  /** It comes from a bucket, and becomes part of a statement. */
  private String listed(Part part, Supplier<String> rows) {
    String list = rows.get();
    if (!list.chars().allMatch(c -> LIST.indexOf(c) >= 0)) {
      throw source.refusal(
          "source-rows", part.rows() + " is not a list of rows; see who wrote to it");
    }
    return list;
  }
}
