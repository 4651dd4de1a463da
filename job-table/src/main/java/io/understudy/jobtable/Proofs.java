package io.understudy.jobtable;

import java.sql.ResultSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** The signed lines that workers left about the files of a run. */
public final class Proofs {
  private static final int PAGE = 1_000;

  private static final String OF_RUN =
      """
      select id, details ->> 'proof' as proof
      from understudy.job
      where run_id = ? and id > ? and kind = 'TRANSFORM' and state = 'DONE'
        and details ->> 'proof' is not null
      order by id
      limit ?
      """;

  private final JobTable table;

  /** Uses one connection per page; call it outside a JTA transaction. */
  public Proofs(DataSource database) {
    this.table = new JobTable(database);
  }

  /**
   * Passes on the lines of a run in the order of its jobs, a page at a time: neither memory nor a
   * transaction grows with their number.
   */
  public void each(long runId, Consumer<String> line) {
    long after = 0;
    while (true) {
      Map<Long, String> page = page(runId, after);
      if (page.isEmpty()) {
        return;
      }
      for (Map.Entry<Long, String> proof : page.entrySet()) {
        after = proof.getKey();
        line.accept(proof.getValue());
      }
    }
  }

  private Map<Long, String> page(long runId, long after) {
    return table.call(
        "read the proofs of a run",
        OF_RUN,
        statement -> {
          statement.setLong(1, runId);
          statement.setLong(2, after);
          statement.setInt(3, PAGE);
          Map<Long, String> lines = new LinkedHashMap<>();
          try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
              lines.put(rows.getLong("id"), rows.getString("proof"));
            }
          }
          return lines;
        });
  }
}
