package io.understudy.jobtable;

import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * Jobs at work that were claimed several at a time ({@code understudy.batch}), at most: one for
 * each thread among which a batch was dealt out, until its last job ends. They and those that wait
 * for them are READY. Methods throw {@link JobTableException} if the database does not answer.
 */
public final class Batches {
  private static final String OF_RUNS =
      """
      select b.run_table_id, sum(b.threads)
      from understudy.batch b
      join understudy.run r on r.id = b.run_id and r.state in ('PLANNING', 'RUNNING')
      where b.run_id = any (?::bigint[])
      group by b.run_table_id
      """;

  private static final String ALL =
      """
      select coalesce(sum(b.threads), 0)
      from understudy.batch b
      join understudy.run r on r.id = b.run_id and r.state in ('PLANNING', 'RUNNING')
      """;

  private final JobTable table;

  /** Uses one connection per call; call it outside a JTA transaction. */
  public Batches(DataSource database) {
    this.table = new JobTable(database);
  }

  /**
   * How many of these runs, by the table of the first job of each batch; without tables of none.
   */
  public Map<Long, Long> ofRuns(Collection<Long> runIds) {
    return table.call(
        "count batches",
        OF_RUNS,
        statement -> {
          statement.setArray(
              1, statement.getConnection().createArrayOf("bigint", runIds.toArray(Long[]::new)));
          return JobTable.rows(statement, row -> Map.entry(row.getLong(1), row.getLong(2))).stream()
              .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        });
  }

  /** How many of all runs. */
  public long all() {
    return table.call("count batches", ALL, JobTable::ids).getFirst();
  }
}
