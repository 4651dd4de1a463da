package io.understudy.jobtable;

import io.understudy.jobtable.JobProtocol.Wanted;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** One claim: of any run, or of one kind of one run from its front. */
record ClaimCall(String owner, Set<JobKind> kinds, Wanted wanted, Duration lease) {
  List<Claim> ofAnyRun(PreparedStatement statement) throws SQLException {
    statement.setArray(1, JobProtocol.names(statement, kinds));
    wantedFrom(statement, 2);
    return claims(statement.executeQuery());
  }

  /**
   * Of the only kind.
   *
   * @param whole looks at all jobs of the run, not only behind the front
   */
  List<Claim> ofRun(PreparedStatement statement, long runId, boolean whole) throws SQLException {
    int at = 1;
    statement.setLong(at++, runId);
    statement.setLong(at++, runId);
    statement.setString(at++, kinds.iterator().next().name());
    statement.setBoolean(at++, whole);
    wantedFrom(statement, at);
    statement.execute(); // its first result is the turn
    statement.getMoreResults();
    return claims(statement.getResultSet());
  }

  private void wantedFrom(PreparedStatement statement, int first) throws SQLException {
    int at = first;
    statement.setInt(at++, wanted.all());
    statement.setInt(at++, wanted.all());
    statement.setInt(at++, wanted.now());
    statement.setString(at++, owner);
    statement.setLong(at, lease.toMillis());
  }

  private static List<Claim> claims(ResultSet rows) throws SQLException {
    List<Claim> claims = new ArrayList<>();
    try (rows) {
      while (rows.next()) {
        claims.add(claimOf(rows));
      }
    }
    return claims;
  }

  private static Claim claimOf(ResultSet row) throws SQLException {
    return new Claim(
        row.getLong("id"),
        row.getLong("fence"),
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
