package io.understudy.jobtable;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One preflight, for reading. {@link PreflightProtocol} writes it.
 *
 * @param document the pipeline
 * @param keyId the key that the pipeline names, null: the default key
 * @param installation about the buckets of the installation: nobody posted a pipeline
 * @param workers started to see whether so many fit
 * @param sample whether real files are masked to see how fast that goes
 * @param writableSource whether it is accepted that workers can write to the source
 * @param samples JSON of {@code preflight.samples}, null until the source is listed
 * @param owner the worker that does the checks, null until one does
 * @param measured JSON of {@code preflight.measured}, null until the worker is done
 * @param estimate JSON, null if there is none
 * @param age by the clock of the job table
 * @param overdue whether its time is up
 */
public record Preflight(
    long id,
    String document,
    String source,
    String sink,
    String transformConfig,
    @Nullable String keyId,
    boolean installation,
    int workers,
    boolean sample,
    boolean writableSource,
    State state,
    @Nullable String samples,
    @Nullable String owner,
    @Nullable String measured,
    @Nullable String estimate,
    Instant createdAt,
    @Nullable Instant finishedAt,
    Duration age,
    boolean overdue,
    List<PreflightCheck> checks) {

  /** Where it stands. */
  public enum State {
    RUNNING,
    /** No check failed. */
    PASSED,
    FAILED
  }

  public Preflight {
    checks = List.copyOf(checks);
  }
}
