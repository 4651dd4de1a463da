package io.understudy.loader.dialect;

import io.understudy.engine.Batch;
import io.understudy.files.FileColumn;
import io.understudy.files.TableReader;
import io.understudy.loader.database.Dialect;
import io.understudy.loader.database.Session;
import io.understudy.loader.database.Target;
import io.understudy.loader.load.MaskedFile;
import java.math.BigDecimal;
import java.sql.BatchUpdateException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Stores rows with prepared inserts, a batch at a time: what every JDBC driver can do. */
final class BatchInsert implements Intake {
  private static final int BATCH = 512;

  private final Target target;
  private final Dialect dialect;
  private final Session session;
  private final TablePlan.Ready table;
  private final List<FileColumn> files;
  private final MaskedFile file;
  private final LongConsumer progress;

  /**
   * @param progress told the rows read so far
   */
  BatchInsert(
      Target target,
      Dialect dialect,
      Session session,
      TablePlan.Ready table,
      List<FileColumn> files,
      MaskedFile file,
      LongConsumer progress) {
    this.target = target;
    this.dialect = dialect;
    this.session = session;
    this.table = table;
    this.files = List.copyOf(files);
    this.file = file;
    this.progress = progress;
  }

  @Override
  public Count store(TableReader reader) throws SQLException, InterruptedException {
    Batch batch = new Batch(files.size(), BATCH);
    long read = 0;
    long stored = 0;
    try (PreparedStatement insert = session.prepare(sql())) {
      while (reader.next(batch)) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        for (int row = 0; row < batch.size(); row++) {
          bind(insert, batch, row);
          insert.addBatch();
        }
        stored += execute(insert, batch);
        read += batch.size();
        progress.accept(read);
      }
    }
    return new Count(stored, read);
  }

  private String sql() {
    return "insert into "
        + dialect.quoted(table.name())
        + " ("
        + dialect.quoted(table.columns().stream().map(ExistingColumn::name).toList())
        + ") values ("
        + table.columns().stream().map(column -> "?").collect(Collectors.joining(", "))
        + ")";
  }

  private long execute(PreparedStatement insert, Batch batch) throws SQLException {
    try {
      long stored = 0;
      for (int count : insert.executeBatch()) {
        stored += count == Statement.SUCCESS_NO_INFO ? 1 : count;
      }
      return stored;
    } catch (BatchUpdateException e) {
      int failed = 0;
      int[] counts = e.getUpdateCounts();
      while (failed < counts.length && counts[failed] != Statement.EXECUTE_FAILED) {
        failed++;
      }
      throw target.failure(
          "load "
              + file.location()
              + " into "
              + dialect.quoted(table.name())
              + ", row "
              + (batch.firstRow() + failed + 1),
          e);
    }
  }

  private void bind(PreparedStatement insert, Batch batch, int row) throws SQLException {
    for (int i = 0; i < files.size(); i++) {
      ExistingColumn column = table.columns().get(i);
      Object value = Typed.of(files.get(i), batch.column(i)[row]);
      if (value == null) {
        insert.setNull(i + 1, column.jdbcType());
      } else if (Kinds.isText(column)) {
        insert.setString(i + 1, text(value));
      } else {
        insert.setObject(i + 1, typed(value, column));
      }
    }
  }

  private static String text(Object value) {
    return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
  }

  private @Nullable Object typed(Object value, ExistingColumn column) {
    boolean moments = column.jdbcType() == Types.TIMESTAMP_WITH_TIMEZONE;
    return switch (value) {
      case String text when Kinds.isUuid(column) -> UUID.fromString(text);
      case LocalDate date when column.jdbcType() == Types.TIMESTAMP -> date.atStartOfDay();
      case LocalDateTime moment when moments -> moment.atOffset(ZoneOffset.UTC);
      case Instant moment ->
          moments
              ? moment.atOffset(ZoneOffset.UTC)
              : LocalDateTime.ofInstant(moment, ZoneOffset.UTC);
      default -> value;
    };
  }
}
