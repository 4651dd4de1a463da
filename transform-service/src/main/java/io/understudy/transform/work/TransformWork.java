package io.understudy.transform.work;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.understudy.engine.proof.Seal;
import io.understudy.files.DistinctValues;
import io.understudy.files.FileRewriter;
import io.understudy.files.ObjectStore;
import io.understudy.files.OutputObject;
import io.understudy.files.RewriteResult;
import io.understudy.files.manifest.FileEntry;
import io.understudy.jobtable.Attempt;
import io.understudy.jobtable.Claim;
import io.understudy.jobtable.Completion;
import io.understudy.jobtable.Failure;
import io.understudy.jobtable.JobKind;
import io.understudy.jobtable.JobLoop;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Masks one file, or a part of one, per attempt. */
@Singleton
class TransformWork implements JobLoop.Work {
  private final ObjectStore objects;
  private final FileRewriter rewriter;
  private final JobFiles files;
  private final PartWork parts;
  private final ObjectMapper json;
  private final MeterRegistry metrics;
  private final WorkerStart start;
  private final String version;

  TransformWork(
      ObjectStore objects,
      FileRewriter rewriter,
      JobFiles files,
      PartWork parts,
      ObjectMapper json,
      MeterRegistry metrics,
      WorkerStart start,
      @ConfigProperty(name = "quarkus.application.version") String version) {
    this.objects = objects;
    this.rewriter = rewriter;
    this.files = files;
    this.parts = parts;
    this.json = json;
    this.metrics = metrics;
    this.start = start;
    this.version = version;
  }

  @Override
  public Completion run(Attempt attempt) throws InterruptedException {
    start.claimed();
    return attempt.claim().kind() == JobKind.PART ? parts.part(attempt) : file(attempt);
  }

  private Completion file(Attempt attempt) throws InterruptedException {
    Claim claim = attempt.claim();
    JobFile file = files.open(claim, claim.input());
    Optional<RewriteResult> together = parts.together(attempt, file);
    RewriteResult result = together.isPresent() ? together.get() : masked(attempt, file);
    FileEntry entry =
        new FileEntry(
            claim.runId(),
            claim.jobId(),
            claim.table(),
            version,
            file.run().sha256(),
            claim.input(),
            file.input().etag(),
            claim.output(),
            result);
    return completion(result, entry.line(new Seal(file.keyring().key(result.keyId()))));
  }

  private RewriteResult masked(Attempt attempt, JobFile file) throws InterruptedException {
    DistinctValues data = new DistinctValues(file.table(), file::input, file.format());
    try (OutputObject sink = objects.create(file.output())) {
      return rewriter.rewrite(
          file.table(),
          file.input(),
          file.format(),
          file.compression(),
          file.planner(data),
          sink,
          attempt::verifyHeld,
          attempt::progress);
    }
  }

  private Completion completion(RewriteResult result, String proof) {
    long changed = result.reports().stream().mapToLong(report -> report.changed()).sum();
    metrics.counter("understudy.rows", "direction", "in").increment(result.rowsIn());
    metrics.counter("understudy.rows", "direction", "out").increment(result.rowsOut());
    metrics.counter("understudy.bytes", "direction", "in").increment(result.bytesIn());
    metrics.counter("understudy.bytes", "direction", "out").increment(result.bytesOut());
    metrics.counter("understudy.cells.changed").increment(changed);
    try {
      return new Completion(
          result.etag(),
          result.bytesOut(),
          result.rowsIn(),
          result.rowsOut(),
          changed,
          json.writeValueAsString(JobDetails.of(result, proof)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("job details cannot be written as JSON", e);
    }
  }

  @Override
  public Failure failure(Claim claim, Throwable thrown) {
    return Failures.of(claim.input(), thrown);
  }

  @Override
  public void ended(Claim claim, JobLoop.Outcome outcome, Duration took) {
    metrics
        .timer("understudy.jobs", "kind", claim.kind().name(), "outcome", outcome.name())
        .record(took);
  }
}
