package io.understudy.loader.work;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.understudy.files.FileColumn;
import io.understudy.files.FormatOptions;
import io.understudy.jobtable.JobTableException;
import io.understudy.jobtable.Run;
import io.understudy.jobtable.RunTable;
import io.understudy.loader.ledger.RunKey;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Reads from the job table what a run's load needs. */
@Singleton
@RegisterForReflection(targets = {FormatOptions.class, FileColumn.class})
class LoadPlans {
  private static final TypeReference<List<FileColumn>> COLUMNS = new TypeReference<>() {};

  private final ObjectMapper json;

  LoadPlans(ObjectMapper json) {
    this.json = json;
  }

  /**
   * As it is now: a run that is retried may have other columns.
   *
   * @throws JobTableException if the job table does not answer
   */
  LoadPlan read(long runId) {
    try {
      return QuarkusTransaction.requiringNew()
          .call(() -> plan(Run.findById(runId), RunTable.list("runId", runId)));
    } catch (JobTableException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new JobTableException(
          "could not read run "
              + runId
              + " ("
              + e.getClass().getSimpleName()
              + "); check that the job table's database is up",
          e);
    }
  }

  private LoadPlan plan(Run run, List<RunTable> tables) {
    Map<Long, LoadPlan.Table> byId = new LinkedHashMap<>();
    for (RunTable table : tables) {
      byId.put(
          table.id,
          new LoadPlan.Table(
              Objects.requireNonNullElse(table.targetTable, table.name),
              read(table.format, json.constructType(FormatOptions.class)),
              read(table.columns, json.constructType(COLUMNS)),
              table.loadTotal,
              table.rowsOut));
    }
    return new LoadPlan(
        new RunKey(run.id, run.createdAt),
        Objects.requireNonNull(run.loadTarget, "a run with load jobs has a target"),
        "append".equals(run.loadMode),
        byId);
  }

  private <T> T read(String text, com.fasterxml.jackson.databind.JavaType type) {
    try {
      return json.readValue(text, type);
    } catch (JsonProcessingException e) {
      // its message may quote the document
      throw new IllegalStateException("run_table holds no " + type.toCanonical());
    }
  }
}
