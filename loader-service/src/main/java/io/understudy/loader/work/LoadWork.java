package io.understudy.loader.work;

import io.micrometer.core.instrument.MeterRegistry;
import io.understudy.files.FileException;
import io.understudy.files.FileFormat;
import io.understudy.files.InputObject;
import io.understudy.files.Location;
import io.understudy.files.ObjectStore;
import io.understudy.files.TableReader;
import io.understudy.jobtable.Attempt;
import io.understudy.jobtable.Claim;
import io.understudy.jobtable.Completion;
import io.understudy.jobtable.Failure;
import io.understudy.jobtable.JobKind;
import io.understudy.jobtable.JobLoop;
import io.understudy.loader.database.Target;
import io.understudy.loader.database.Targets;
import io.understudy.loader.dialect.DialectLoading;
import io.understudy.loader.ledger.Ledger;
import io.understudy.loader.load.FileLoad;
import io.understudy.loader.load.Loaded;
import io.understudy.loader.load.MaskedFile;
import io.understudy.loader.load.Rejects;
import io.understudy.loader.swap.RunDiscard;
import io.understudy.loader.swap.RunSwap;
import io.understudy.loader.table.Destination;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/** Extracts or loads one file, or takes one step of a run's extraction or load, per attempt. */
@Singleton
class LoadWork implements JobLoop.Work {
  private static final Set<JobKind> EXTRACTS =
      Set.of(JobKind.SNAPSHOT, JobKind.EXTRACT, JobKind.CLEAR);

  private final ObjectStore objects;
  private final LoadPlans plans;
  private final Targets targets;
  private final ExtractWork extracts;
  private final MeterRegistry metrics;

  LoadWork(
      ObjectStore objects,
      LoadPlans plans,
      Targets targets,
      ExtractWork extracts,
      MeterRegistry metrics) {
    this.extracts = extracts;
    this.objects = objects;
    this.plans = plans;
    this.targets = targets;
    this.metrics = metrics;
  }

  @Override
  public Completion run(Attempt attempt) throws InterruptedException {
    return Interruptible.call(() -> work(attempt));
  }

  private Completion work(Attempt attempt) throws InterruptedException {
    Claim claim = attempt.claim();
    if (EXTRACTS.contains(claim.kind())) {
      return extracts.work(attempt);
    }
    LoadPlan plan = plans.read(claim.runId());
    Target target = targets.get(plan.target());
    String application = "understudy loader run " + claim.runId() + " job " + claim.jobId();
    Optional<DialectLoading> other =
        target
            .dialect()
            .map(d -> new DialectLoading(target, d, plan.run(), Set.copyOf(plan.targetTables())));
    return switch (claim.kind()) {
      case LOAD -> load(attempt, plan, target, other, application);
      case SWAP -> {
        Runnable held = attempt::verifyHeldOnce;
        Ledger.Total total =
            other.isPresent()
                ? other.get().swap(plan.loaded(), held, application)
                : new RunSwap(target, plan.run(), plan.loaded(), plan.recorded())
                    .swap(held, application);
        yield completion(total.rows(), total.rows());
      }
      case DISCARD -> {
        Runnable held = attempt::verifyHeldOnce;
        if (other.isPresent()) {
          other.get().discard(held, application);
        } else {
          new RunDiscard(target, plan.run(), plan.targetTables()).discard(held, application);
        }
        yield completion(0, 0);
      }
      case TRANSFORM, MANIFEST, SNAPSHOT, EXTRACT, CLEAR, PART ->
          throw new IllegalArgumentException("a loader does not " + claim.kind());
    };
  }

  private Completion load(
      Attempt attempt,
      LoadPlan plan,
      Target target,
      Optional<DialectLoading> other,
      String application)
      throws InterruptedException {
    Claim claim = attempt.claim();
    LoadPlan.Table table =
        Objects.requireNonNull(plan.tables().get(claim.runTableId()), "a LOAD job has a table");
    Location location = Location.parse(claim.input());
    FileFormat format =
        table
            .format()
            .formatOf(location.key())
            .orElseThrow(
                () ->
                    new FileException.Terminal(
                        claim.input()
                            + ": the name does not tell the file's format; set format: csv, jsonl"
                            + " or parquet for the table \""
                            + claim.table()
                            + "\" in the pipeline"));
    InputObject source = objects.open(location);
    if (!claim.inputEtag().isEmpty() && !claim.inputEtag().equals(source.etag())) {
      throw new FileException.Terminal(
          claim.input() + ": changed since it was masked; start a new run");
    }
    Destination destination =
        new Destination(
            plan.run(),
            plan.append(),
            Optional.ofNullable(plan.options().upsert()),
            table.target(),
            plan.recorded());
    Rejects rejects =
        new Rejects(plan.options().most(), () -> objects.create(plan.rejects(location)));
    MaskedFile file =
        new MaskedFile(claim.input(), source.etag(), source.size(), claim.expectedRows());
    Supplier<TableReader> rows =
        () -> TableReader.open(claim.table(), source, format, table.columns());
    Runnable held = attempt::verifyHeld;
    LongConsumer progress = attempt::progress;
    Loaded loaded =
        other.isPresent()
            ? other
                .get()
                .load(
                    destination, table.columns(), rejects, file, rows, held, progress, application)
            : new FileLoad(target, destination, table.columns(), rejects)
                .load(file, rows, held, progress, application);
    metrics.counter("understudy.rows", "direction", "loaded").increment(loaded.rows());
    metrics.counter("understudy.rows", "direction", "rejected").increment(loaded.rejected());
    metrics.counter("understudy.bytes", "direction", "in").increment(source.size());
    return completion(loaded.all(), loaded.rows());
  }

  private static Completion completion(long rowsIn, long rowsOut) {
    return new Completion(null, 0, rowsIn, rowsOut, 0, null);
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
