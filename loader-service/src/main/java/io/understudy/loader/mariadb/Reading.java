package io.understudy.loader.mariadb;

import io.understudy.files.FileException;
import io.understudy.files.OutputObject;
import io.understudy.files.ParquetCellWriter;
import io.understudy.files.ParquetTableWriter.Codec;
import io.understudy.loader.database.Dialect;
import io.understudy.loader.database.Session;
import io.understudy.loader.database.Target;
import io.understudy.loader.database.TargetException;
import io.understudy.loader.database.Thrown;
import io.understudy.loader.extract.PartRead.Extracted;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Reads parts into parquet files, one reader per session, with no more in memory than a row group
 * for each. A reader whose connection breaks leaves its part to the others.
 */
final class Reading {
  private static final Logger LOG = Logger.getLogger(Reading.class);
  private static final int FETCH = 1_000;
  private static final Set<Integer> BREAKS = Set.of(1927, 1053); // killed, shutting down
  private static final int STORAGE_TRIES = 10;
  private static final long STORAGE_WAIT_MILLIS = 1_000;

  private final Target source;
  private final Dialect dialect;
  private final Map<String, MariaDbTable> tables;
  private final MariaDbExtraction.Parts parts;

  Reading(
      Target source, Dialect dialect, List<MariaDbTable> tables, MariaDbExtraction.Parts parts) {
    this.source = source;
    this.dialect = dialect;
    this.tables = tables.stream().collect(Collectors.toMap(MariaDbTable::name, t -> t));
    this.parts = parts;
  }

  /** Returns when all are read; the first failure ends the readers. */
  void read(List<Session> sessions, List<ReadPart> planned) throws InterruptedException {
    PartQueue queue = new PartQueue(planned, sessions.size());
    // virtual, so that an interrupt ends them even while they wait for a socket
    ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor();
    try {
      ExecutorCompletionService<Boolean> readers = new ExecutorCompletionService<>(pool);
      for (Session session : sessions) {
        readers.submit(() -> read(session, queue));
      }
      for (int i = 0; i < sessions.size(); i++) {
        readers.take().get();
      }
    } catch (ExecutionException e) {
      throw Thrown.again(e);
    } finally {
      pool.shutdownNow();
      awaitEnd(pool);
    }
  }

  /** They use sessions that the caller closes. */
  private static void awaitEnd(ExecutorService pool) {
    boolean interrupted = false;
    boolean over = false;
    while (!over) {
      try {
        over = pool.awaitTermination(1, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean read(Session session, PartQueue queue) throws InterruptedException {
    for (Optional<ReadPart> next = queue.take(); next.isPresent(); next = queue.take()) {
      ReadPart part = next.get();
      try {
        patiently(session, part);
      } catch (SQLException e) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        TargetException failure = source.failure("read " + part.words(), e);
        if (isBroken(session, e) && queue.leave(part)) {
          LOG.warnf("%s; the other connections go on", failure.getMessage());
          session.close();
          return false;
        }
        throw failure;
      }
      queue.done();
    }
    return true;
  }

  /** Another connection does not mend that a statement takes too long or a table has changed. */
  private static boolean isBroken(Session session, SQLException e) {
    return String.valueOf(e.getSQLState()).startsWith("08")
        || BREAKS.contains(e.getErrorCode())
        || !session.isAlive();
  }

  /** A bucket that does not answer for a while must not cost all that is read. */
  private void patiently(Session session, ReadPart part) throws SQLException, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try (OutputObject output = parts.create(part)) {
        Extracted file = read(session, part, output);
        parts.done(part, file);
        return;
      } catch (FileException.Retryable e) {
        if (attempt == STORAGE_TRIES) {
          throw e;
        }
        LOG.warnf("attempt %d of %d: %s", attempt, STORAGE_TRIES, e.getMessage());
        Thread.sleep(STORAGE_WAIT_MILLIS * attempt);
      }
    }
  }

  private Extracted read(Session session, ReadPart part, OutputObject output)
      throws SQLException, InterruptedException {
    MariaDbTable table = Objects.requireNonNull(tables.get(part.table()), "a part has a table");
    ParquetCellWriter writer =
        new ParquetCellWriter(output.stream(), "table", table.stored(), Codec.SNAPPY);
    CellReader cells = new CellReader(table.columns(), writer);
    String sql =
        table.columns().stream()
            .map(column -> column.expression(dialect))
            .collect(Collectors.joining(", ", "select ", " from " + part.from()));
    try (Statement statement = session.statement()) {
      statement.setFetchSize(FETCH); // without it all rows are in memory at once
      try (ResultSet rows = statement.executeQuery(sql)) {
        while (rows.next()) {
          cells.row(rows);
          if (writer.rows() % FETCH == 0 && Thread.interrupted()) {
            throw new InterruptedException();
          }
        }
      }
    } catch (CellReader.UnreadableException e) {
      throw source.refusal(
          "source-value",
          part.words()
              + ", column "
              + dialect.quoted(e.column().name())
              + ": a row "
              + e.getMessage()
              + ", which parquet has no value for; leave such rows out with where: in the pipeline"
              + " (tables."
              + part.table()
              + ".where), or change them");
    }
    writer.finish();
    parts.verifyHeld();
    return new Extracted(output.publish(), writer.bytes(), writer.rows());
  }
}
