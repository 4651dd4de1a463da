package io.understudy.transform.work;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.understudy.engine.TransformConfig;
import io.understudy.engine.key.Keyring;
import io.understudy.engine.proof.Seal;
import io.understudy.files.Compression;
import io.understudy.files.DistinctValues;
import io.understudy.files.FileException;
import io.understudy.files.FileFormat;
import io.understudy.files.FileRewriter;
import io.understudy.files.InputObject;
import io.understudy.files.Location;
import io.understudy.files.ObjectStore;
import io.understudy.files.OutputObject;
import io.understudy.files.RewriteResult;
import io.understudy.files.manifest.FileEntry;
import io.understudy.jobtable.Attempt;
import io.understudy.jobtable.Claim;
import io.understudy.jobtable.Completion;
import io.understudy.jobtable.Failure;
import io.understudy.jobtable.JobLoop;
import io.understudy.transform.key.Keys;
import io.understudy.transform.recogniser.Recogniser;
import io.understudy.transform.work.RunPlans.RunConfig;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Masks one file per attempt. */
@Singleton
class TransformWork implements JobLoop.Work {
  private final ObjectStore objects;
  private final FileRewriter rewriter;
  private final Keys keys;
  private final RunPlans plans;
  private final FirstFiles firstFiles;
  private final Recogniser recogniser;
  private final ObjectMapper json;
  private final MeterRegistry metrics;
  private final WorkerStart start;
  private final String version;

  TransformWork(
      ObjectStore objects,
      FileRewriter rewriter,
      Keys keys,
      RunPlans plans,
      FirstFiles firstFiles,
      Recogniser recogniser,
      ObjectMapper json,
      MeterRegistry metrics,
      WorkerStart start,
      @ConfigProperty(name = "quarkus.application.version") String version) {
    this.objects = objects;
    this.rewriter = rewriter;
    this.keys = keys;
    this.plans = plans;
    this.firstFiles = firstFiles;
    this.recogniser = recogniser;
    this.json = json;
    this.metrics = metrics;
    this.start = start;
    this.version = version;
  }

  @Override
  public Completion run(Attempt attempt) throws InterruptedException {
    start.claimed();
    Claim claim = attempt.claim();
    Location input = Location.parse(claim.input());
    FileFormat format =
        plans
            .options(claim)
            .formatOf(input.key())
            .orElseThrow(
                () ->
                    new FileException.Terminal(
                        claim.input()
                            + ": the name does not tell the file's format; set format: csv, jsonl"
                            + " or parquet for the table \""
                            + claim.table()
                            + "\" in the pipeline"));
    Keyring keyring = keys.ring();
    InputObject source = objects.open(input);
    if (!claim.inputEtag().isEmpty() && !claim.inputEtag().equals(source.etag())) {
      throw new FileException.Terminal(
          claim.input() + ": changed since the run was planned; start a new run");
    }
    RunConfig run = plans.config(claim.runId());
    TransformConfig config = run.config();
    DistinctValues data = new DistinctValues(claim.table(), () -> source, format);
    try (OutputObject sink = objects.create(Location.parse(claim.output()))) {
      RewriteResult result =
          rewriter.rewrite(
              claim.table(),
              source,
              format,
              written(claim),
              schema ->
                  firstFiles.compared(
                      claim, format, config.compile(schema, keyring, recogniser.get(), data)),
              sink,
              attempt::verifyHeld,
              attempt::progress);
      FileEntry entry =
          new FileEntry(
              claim.runId(),
              claim.jobId(),
              claim.table(),
              version,
              run.sha256(),
              claim.input(),
              source.etag(),
              claim.output(),
              result);
      return completion(result, entry.line(new Seal(keyring.key(result.keyId()))));
    }
  }

  /** As the output's name says. */
  private Compression written(Claim claim) {
    return plans
        .options(claim)
        .formatOf(Location.parse(claim.output()).key())
        .orElseThrow()
        .compression();
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
