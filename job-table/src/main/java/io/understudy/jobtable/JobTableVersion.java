package io.understudy.jobtable;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** The schema version that this code knows; a service is not ready before the table has it. */
public final class JobTableVersion {
  /** Highest migration in {@code db/migration}. */
  public static final int KNOWN = 8;

  private static final String HISTORY =
      "select to_regclass('understudy.flyway_schema_history') is not null";

  private static final String CURRENT =
      """
      select coalesce(max(split_part(version, '.', 1)::integer), 0)
      from understudy.flyway_schema_history
      where success and version is not null
      """;

  private JobTableVersion() {}

  /**
   * Version now in the database ({@code flyway_schema_history} in schema {@code understudy}), 0 if
   * there is none.
   *
   * @throws JobTableException if the database does not answer
   */
  public static int current(DataSource database) {
    return new JobTable(database)
        .use(
            "read the version of the job table",
            connection -> {
              try (Statement statement = connection.createStatement()) {
                return first(statement, HISTORY) == 0 ? 0 : first(statement, CURRENT);
              }
            });
  }

  private static int first(Statement statement, String sql) throws SQLException {
    try (ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getObject(1) instanceof Boolean found ? (found ? 1 : 0) : rows.getInt(1);
    }
  }
}
