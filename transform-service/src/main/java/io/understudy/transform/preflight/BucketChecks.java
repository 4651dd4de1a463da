package io.understudy.transform.preflight;

import io.understudy.engine.ConfigException;
import io.understudy.engine.TransformConfig;
import io.understudy.files.BucketTrial;
import io.understudy.files.FileRewriter;
import io.understudy.files.Location;
import io.understudy.files.ObjectStore;
import io.understudy.jobtable.Preflight;
import io.understudy.jobtable.PreflightCheck;
import io.understudy.jobtable.PreflightCheck.Outcome;
import io.understudy.transform.key.Keys;
import io.understudy.transform.recogniser.Recogniser;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import software.amazon.awssdk.services.s3.S3Client;

/** Key, source, sink, and a sample of the work, one after the other. */
@Singleton
class BucketChecks {
  private static final String SAMPLE = "sample";
  private static final String DOCUMENT = "pipeline";
  private static final int MOST_TABLES = 20;
  private static final Duration FOR_ALL = Duration.ofSeconds(20);
  private static final Duration LEAST = Duration.ofSeconds(1);

  private final Keys keys;
  private final SourceChecks source;
  private final SinkChecks sink;
  private final Sampling sampling;
  private final Findings findings;

  BucketChecks(
      S3Client s3,
      ObjectStore objects,
      FileRewriter rewriter,
      Recogniser recogniser,
      Keys keys,
      Clock clock,
      @ConfigProperty(name = "understudy.sink.kms-key") Optional<String> kmsKey) {
    BucketTrial reading = new BucketTrial(s3, Optional.empty());
    BucketTrial writing = new BucketTrial(s3, kmsKey);
    this.keys = keys;
    this.findings = new Findings(writing.region(), kmsKey);
    this.source =
        new SourceChecks(reading, objects, new Findings(reading.region(), Optional.empty()), clock);
    this.sink = new SinkChecks(writing, objects, findings);
    this.sampling = new Sampling(objects, rewriter, recogniser);
  }

  /** Names the files to measure; may wait. */
  interface Samples {
    List<Sample> get() throws InterruptedException;
  }

  /**
   * Makes all checks.
   *
   * @param found told each
   * @return the speed of each table that could be measured
   */
  List<Measured> run(Preflight preflight, Consumer<PreflightCheck> found, Samples samples)
      throws InterruptedException {
    PreflightCheck key = KeyCheck.of(keys, preflight.keyId());
    found.accept(key);
    source.run(preflight, found);
    sink.run(preflight, found);
    if (!preflight.sample()) {
      found.accept(PreflightCheck.skipped(SAMPLE, "nobody asked for one"));
      return List.of();
    }
    if (key.outcome() == Outcome.FAIL) {
      found.accept(PreflightCheck.skipped(SAMPLE, "not tried, because key failed"));
      return List.of();
    }
    List<Sample> files =
        samples.get().stream().filter(file -> file.bytes() > 0).limit(MOST_TABLES).toList();
    if (files.isEmpty()) {
      found.accept(PreflightCheck.skipped(SAMPLE, "there is no file that could be masked"));
      return List.of();
    }
    List<Measured> measured = new ArrayList<>();
    found.accept(sample(preflight, files, measured));
    return measured;
  }

  private PreflightCheck sample(Preflight preflight, List<Sample> files, List<Measured> measured)
      throws InterruptedException {
    Duration each = FOR_ALL.dividedBy(files.size());
    String at = preflight.source();
    try {
      TransformConfig config = TransformConfig.parse(DOCUMENT, preflight.transformConfig());
      for (Sample file : files) {
        at = file.input();
        measured.add(
            sampling.measure(file, config, keys.ring(), each.compareTo(LEAST) < 0 ? LEAST : each));
      }
    } catch (ConfigException e) {
      return PreflightCheck.fail(
          SAMPLE,
          at + ": " + String.valueOf(e.getMessage()),
          "correct the transform config; POST /v1/checks says where");
    } catch (RuntimeException | OutOfMemoryError e) {
      PreflightCheck failed = findings.failure(SAMPLE, at, Location.parse(preflight.source()), e);
      return preflight.installation()
          ? Findings.asWarning(failed, failed.remedy() + "; or post pipelines that leave it out")
          : failed;
    }
    long bytes = measured.stream().mapToLong(Measured::bytes).sum();
    long millis = measured.stream().mapToLong(Measured::millis).sum();
    return PreflightCheck.pass(
        SAMPLE,
        "%s masked at %.1f MB/s"
            .formatted(
                files.size() == 1 ? "a file was" : "a file of each of " + files.size() + " tables,",
                bytes / 1e3 / millis));
  }
}
