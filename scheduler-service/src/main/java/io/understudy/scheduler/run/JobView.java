package io.understudy.scheduler.run;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.understudy.jobtable.Job;
import io.understudy.jobtable.JobKind;
import io.understudy.jobtable.JobState;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A job as the API shows it.
 *
 * @param table name of its table, null for SWAP, DISCARD and MANIFEST
 * @param details TRANSFORM: what was decided and done per column, without values
 */
@Schema(name = "Job")
record JobView(
    long id,
    @Nullable String table,
    JobKind kind,
    JobState state,
    String input,
    String output,
    int attempt,
    int maxAttempts,
    Instant readyAt,
    @Nullable String owner,
    @Nullable Instant leaseUntil,
    long bytesIn,
    @Nullable Long bytesOut,
    @Nullable Long rowsIn,
    @Nullable Long rowsOut,
    @Nullable Long cellsChanged,
    @Nullable String errorCode,
    @Nullable String error,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt,
    @JsonRawValue @Schema(type = SchemaType.OBJECT) @Nullable String details) {

  static JobView of(Job job, @Nullable String table) {
    return new JobView(
        job.id,
        table,
        job.kind,
        job.state,
        job.input,
        job.output,
        job.attempt,
        job.maxAttempts,
        job.readyAt,
        job.owner,
        job.leaseUntil,
        job.inputBytes,
        job.outputBytes,
        job.rowsIn,
        job.rowsOut,
        job.cellsChanged,
        job.errorCode,
        job.error,
        job.startedAt,
        job.finishedAt,
        job.details);
  }
}
