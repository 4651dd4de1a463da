package io.understudy.loader.dialect;

import io.understudy.engine.Batch;
import io.understudy.files.TableReader;
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
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Stores rows with prepared inserts, a batch at a time: what every JDBC driver can do. */
final class BatchInsert implements Intake {
  private static final int BATCH = 512;

  private final Filling to;

  BatchInsert(Filling to) {
    this.to = to;
  }

  @Override
  public Count store(TableReader reader) throws SQLException, InterruptedException {
    Batch batch = new Batch(to.files().size(), BATCH);
    long read = 0;
    long stored = 0;
    try (PreparedStatement insert = to.session().prepare(sql())) {
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
        to.progress().accept(read);
      }
    }
    return new Count(stored, read);
  }

  private String sql() {
    return "insert into "
        + to.dialect().quoted(to.table().name())
        + " ("
        + to.dialect().quoted(to.table().columns().stream().map(ExistingColumn::name).toList())
        + ") values ("
        + to.table().columns().stream().map(column -> "?").collect(Collectors.joining(", "))
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
      throw to.target()
          .failure(
              "load "
                  + to.file().location()
                  + " into "
                  + to.dialect().quoted(to.table().name())
                  + ", row "
                  + (batch.firstRow() + failed + 1),
              e);
    }
  }

  private void bind(PreparedStatement insert, Batch batch, int row) throws SQLException {
    for (int i = 0; i < to.files().size(); i++) {
      ExistingColumn column = to.table().columns().get(i);
      Object value = Typed.of(to.files().get(i), batch.column(i)[row]);
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
