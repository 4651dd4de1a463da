package io.understudy.jobtable;

import io.understudy.jobtable.RunProtocol.NewJob;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;

/** Binds files to transform to the statement that inserts them. */
final class NewJobs {
  private NewJobs() {}

  static int insert(PreparedStatement statement, long runId, List<NewJob> jobs, int maxAttempts)
      throws SQLException {
    statement.setInt(1, maxAttempts);
    set(statement, 2, "bigint", jobs, NewJob::runTableId);
    set(statement, 3, "text", jobs, NewJob::input);
    set(statement, 4, "bigint", jobs, NewJob::inputBytes);
    set(statement, 5, "text", jobs, NewJob::inputEtag);
    set(statement, 6, "text", jobs, NewJob::output);
    set(statement, 7, "integer", jobs, NewJob::parts);
    statement.setLong(8, runId);
    return statement.executeUpdate();
  }

  private static void set(
      PreparedStatement statement,
      int index,
      String type,
      List<NewJob> jobs,
      Function<NewJob, Object> value)
      throws SQLException {
    statement.setArray(
        index, statement.getConnection().createArrayOf(type, jobs.stream().map(value).toArray()));
  }
}
