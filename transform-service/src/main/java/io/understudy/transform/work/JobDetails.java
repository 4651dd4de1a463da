package io.understudy.transform.work;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.understudy.engine.ColumnPlan;
import io.understudy.engine.ColumnReport;
import io.understudy.engine.Survival;
import io.understudy.files.FileColumn;
import io.understudy.files.RewriteResult;
import java.util.List;

/**
 * The JSON of {@code job.details}: what was decided and done per column, no values.
 *
 * @param proof the file's signed line in the run's manifest, byte for byte
 */
@RegisterForReflection(
    targets = {
      FileColumn.class,
      FileColumn.Nested.class,
      ColumnReport.class,
      Survival.class,
      JobDetails.PlanOf.class
    })
record JobDetails(
    List<FileColumn> columns,
    List<PlanOf> plans,
    List<ColumnReport> reports,
    String keyId,
    String proof) {

  record PlanOf(
      String column, ColumnPlan.Decision decision, String entity, String rule, String output) {}

  static JobDetails of(RewriteResult result, String proof) {
    return new JobDetails(
        result.columns(),
        result.plans().stream()
            .map(p -> new PlanOf(p.column().name(), p.decision(), p.entity(), p.rule(), p.output()))
            .toList(),
        result.reports(),
        result.keyId(),
        proof);
  }
}
