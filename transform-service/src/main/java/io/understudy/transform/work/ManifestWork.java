package io.understudy.transform.work;

import io.micrometer.core.instrument.MeterRegistry;
import io.understudy.engine.key.Keyring;
import io.understudy.engine.proof.Seal;
import io.understudy.files.Location;
import io.understudy.files.ObjectStore;
import io.understudy.files.OutputObject;
import io.understudy.files.manifest.ManifestHeader;
import io.understudy.files.manifest.ManifestWriter;
import io.understudy.jobtable.Attempt;
import io.understudy.jobtable.Claim;
import io.understudy.jobtable.Completion;
import io.understudy.jobtable.Failure;
import io.understudy.jobtable.JobLoop;
import io.understudy.jobtable.Proofs;
import io.understudy.jobtable.RunReader;
import io.understudy.jobtable.RunReader.RunRow;
import io.understudy.jobtable.RunReader.TableRow;
import io.understudy.transform.key.Keys;
import io.understudy.transform.work.RunPlans.RunConfig;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Writes the manifest of one run per attempt: what its workers signed, signed as a whole. */
@Singleton
class ManifestWork implements JobLoop.Work {
  private final ObjectStore objects;
  private final Keys keys;
  private final RunReader runs;
  private final Proofs proofs;
  private final MeterRegistry metrics;
  private final Clock clock;
  private final String version;

  ManifestWork(
      ObjectStore objects,
      Keys keys,
      RunReader runs,
      Proofs proofs,
      MeterRegistry metrics,
      Clock clock,
      @ConfigProperty(name = "quarkus.application.version") String version) {
    this.objects = objects;
    this.keys = keys;
    this.runs = runs;
    this.proofs = proofs;
    this.metrics = metrics;
    this.clock = clock;
    this.version = version;
  }

  @Override
  public Completion run(Attempt attempt) {
    long id = attempt.claim().runId();
    RunRow run = runs.run(id);
    Keyring keyring = keys.ring();
    String key = keyring.defaultId();
    ManifestHeader header =
        new ManifestHeader(
            id,
            run.pipeline(),
            run.source(),
            run.sink(),
            runs.tables(id).stream().mapToLong(TableRow::filesTotal).sum(),
            RunConfig.sha256(run.transformConfig()),
            version,
            key,
            clock.instant().truncatedTo(ChronoUnit.SECONDS));
    Location location = ManifestWriter.location(Location.parse(run.sink()), id);
    try (OutputObject output = objects.create(location)) {
      ManifestWriter writer = new ManifestWriter(output, header, new Seal(keyring.key(key)));
      proofs.each(id, writer::add);
      long size = writer.finish();
      attempt.verifyHeld();
      return new Completion(output.publish(), size, 0, 0, 0, null);
    }
  }

  @Override
  public Failure failure(Claim claim, Throwable thrown) {
    return Failures.of("the manifest of run " + claim.runId(), thrown);
  }

  @Override
  public void ended(Claim claim, JobLoop.Outcome outcome, Duration took) {
    metrics
        .timer("understudy.jobs", "kind", claim.kind().name(), "outcome", outcome.name())
        .record(took);
  }
}
