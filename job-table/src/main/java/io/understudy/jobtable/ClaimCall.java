package io.understudy.jobtable;

import io.understudy.jobtable.JobProtocol.Wanted;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One claim: of any run, or of one kind of one run from its front. */
record ClaimCall(String owner, Set<JobKind> kinds, Wanted wanted, Duration lease) {
  List<Claim> ofAnyRun(PreparedStatement statement) throws SQLException {
    statement.setArray(1, JobProtocol.names(statement, kinds));
    wantedFrom(statement, 2);
    return claims(false, statement.executeQuery());
  }

  /**
   * Of the only kind.
   *
   * @param runId null claims nothing, and waits for no turn
   */
  List<Claim> ofRun(PreparedStatement statement, @Nullable Long runId) throws SQLException {
    statement.setObject(1, runId, Types.BIGINT);
    return again(statement, 2, runId);
  }

  /** Of the only kind, those that were claimed before, or passed over. */
  List<Claim> again(PreparedStatement statement, @Nullable Long runId) throws SQLException {
    return again(statement, 1, runId);
  }

  private List<Claim> again(PreparedStatement statement, int first, @Nullable Long runId)
      throws SQLException {
    statement.setObject(first, runId, Types.BIGINT);
    statement.setString(first + 1, kinds.iterator().next().name());
    wantedFrom(statement, first + 2);
    return claims(false, JobTable.last(2, statement));
  }

  /** Of the only kind, several that nobody has claimed before, as a batch. */
  List<Claim> batchOfRun(PreparedStatement statement, @Nullable Long runId) throws SQLException {
    statement.setObject(1, runId, Types.BIGINT);
    statement.setObject(2, runId, Types.BIGINT);
    statement.setString(3, kinds.iterator().next().name());
    statement.setInt(4, wanted.all());
    statement.setString(5, owner);
    statement.setInt(6, wanted.now());
    statement.setLong(7, lease.toMillis());
    return claims(true, JobTable.last(2, statement));
  }

  private void wantedFrom(PreparedStatement statement, int first) throws SQLException {
    int at = first;
    statement.setInt(at++, wanted.all());
    statement.setInt(at++, wanted.all());
    statement.setInt(at++, wanted.now());
    statement.setString(at++, owner);
    statement.setLong(at, lease.toMillis());
  }

  private static List<Claim> claims(boolean ofBatch, ResultSet rows) throws SQLException {
    List<Claim> claims = new ArrayList<>();
    try (rows) {
      while (rows.next()) {
        claims.add(claimOf(ofBatch, rows));
      }
    }
    return claims;
  }

  private static Claim claimOf(boolean ofBatch, ResultSet row) throws SQLException {
    return new Claim(
        row.getLong("id"),
        row.getLong("fence"),
        ofBatch,
        row.getLong("run_id"),
        row.getObject("run_table_id", Long.class),
        row.getString("table_name"),
        JobKind.valueOf(row.getString("kind")),
        row.getInt("attempt"),
        row.getInt("max_attempts"),
        row.getString("input"),
        row.getLong("input_bytes"),
        row.getString("input_etag"),
        row.getString("output"),
        row.getObject("expected_rows", Long.class));
  }
}
