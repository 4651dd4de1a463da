package io.understudy.loader.work;

import io.micrometer.core.instrument.MeterRegistry;
import io.understudy.files.Location;
import io.understudy.files.ObjectStore;
import io.understudy.files.OutputObject;
import io.understudy.jobtable.Attempt;
import io.understudy.jobtable.Claim;
import io.understudy.jobtable.Completion;
import io.understudy.jobtable.ExtractionProtocol;
import io.understudy.jobtable.ExtractionProtocol.Masked;
import io.understudy.jobtable.ExtractionProtocol.NewPart;
import io.understudy.jobtable.ExtractionProtocol.Progress;
import io.understudy.jobtable.JobTableException;
import io.understudy.jobtable.LostClaimException;
import io.understudy.loader.database.Dialect;
import io.understudy.loader.database.Target;
import io.understudy.loader.database.Targets;
import io.understudy.loader.extract.Part;
import io.understudy.loader.extract.PartRead;
import io.understudy.loader.extract.Planned;
import io.understudy.loader.extract.SnapshotHold;
import io.understudy.loader.mariadb.MariaDbExtraction;
import io.understudy.loader.schema.SchemaRecord;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Holds a snapshot, reads a part, or clears files away, per attempt. */
@Singleton
class ExtractWork {
  /** Of a part: one that fails for good costs all that are read, hours perhaps. */
  private static final int ATTEMPTS = 20;

  private static final Logger LOG = Logger.getLogger(ExtractWork.class);

  private final ObjectStore objects;
  private final ExtractPlans plans;
  private final Targets databases;
  private final ExtractionProtocol protocol;
  private final SnapshotHold.Settings settings;
  private final int readers;
  private final MeterRegistry metrics;
  private final Map<String, Semaphore> holders = new ConcurrentHashMap<>();

  ExtractWork(
      ObjectStore objects,
      ExtractPlans plans,
      Targets databases,
      ExtractionProtocol protocol,
      LoaderConfig config,
      MeterRegistry metrics) {
    this.objects = objects;
    this.plans = plans;
    this.databases = databases;
    this.protocol = protocol;
    this.settings =
        new SnapshotHold.Settings(config.partSize().asLongValue(), config.statementTimeout());
    this.readers = config.parallel();
    this.metrics = metrics;
  }

  Completion work(Attempt attempt) throws InterruptedException {
    Claim claim = attempt.claim();
    ExtractPlans.Plan plan = plans.read(claim.runId());
    String application = "understudy loader run " + claim.runId() + " job " + claim.jobId();
    return switch (claim.kind()) {
      case SNAPSHOT -> hold(attempt, plan, application);
      case EXTRACT -> extract(attempt, plan, application);
      case CLEAR -> clear(attempt, plan);
      case TRANSFORM, LOAD, SWAP, DISCARD, MANIFEST, PART ->
          throw new IllegalArgumentException(claim.kind() + " is no part of an extraction");
    };
  }

  /** As many at once as leave a connection to each for one who reads. */
  private Completion hold(Attempt attempt, ExtractPlans.Plan plan, String application)
      throws InterruptedException {
    Target source = databases.get(plan.extraction().database());
    if (source.dialect().filter(Dialect::isMariaDb).isPresent()) {
      return read(attempt, plan, source, application);
    }
    if (source.maxConnections() < 2) {
      throw source.refusal(
          "source-connections",
          "one connection keeps the snapshot, so reading needs another; set"
              + " understudy.targets.\""
              + source.name()
              + "\".max-connections to 2 or more");
    }
    Semaphore free =
        holders.computeIfAbsent(
            source.name(), name -> new Semaphore(source.maxConnections() / 2, true));
    free.acquire();
    try {
      Readers readers = new Readers(attempt, plan, source);
      new SnapshotHold(source, plan.extraction(), settings).hold(readers, application);
      Progress end = readers.progress;
      return new Completion(
          null,
          end.bytes(),
          end.rows(),
          end.rows(),
          0,
          plans.text(Objects.requireNonNull(readers.recorded)));
    } finally {
      free.release();
    }
  }

  /** What cannot hand a snapshot on is read by its holder. */
  private Completion read(
      Attempt attempt, ExtractPlans.Plan plan, Target source, String application)
      throws InterruptedException {
    HeldParts parts = new HeldParts(attempt, plan, objects, plans, protocol);
    new MariaDbExtraction(source, plan.extraction(), settings, readers).run(parts, application);
    Progress end = attempt.ask("count the parts", () -> protocol.progress(attempt.claim().runId()));
    metrics.counter("understudy.rows", "direction", "extracted").increment(end.rows());
    metrics.counter("understudy.bytes", "direction", "out").increment(end.bytes());
    return new Completion(
        null, end.bytes(), end.rows(), end.rows(), 0, plans.text(parts.recorded()));
  }

  private final class Readers implements SnapshotHold.Readers {
    private final Attempt attempt;
    private final ExtractPlans.Plan plan;
    private final Target source;
    private @Nullable Recorded recorded;
    private Progress progress = new Progress(0, 0, 0, 0, 0, null);

    private Readers(Attempt attempt, ExtractPlans.Plan plan, Target source) {
      this.attempt = attempt;
      this.plan = plan;
      this.source = source;
    }

    @Override
    public void begin(SchemaRecord schema, String snapshot, List<Planned> parts) {
      Claim claim = attempt.claim();
      Location folder = plan.ofSnapshot(claim);
      recorded = Recorded.write(objects, folder, schema, plans.text(schema));
      List<NewPart> jobs = new ArrayList<>();
      for (Planned planned : parts) {
        if (planned.rows() != null && planned.part().rows() != null) {
          Recorded.write(objects, folder.resolve(planned.part().rows()), planned.rows());
        }
        jobs.add(
            new NewPart(
                planned.table(),
                plan.loads() ? plan.extraction().target(planned.table()) : null,
                planned.part().words(),
                planned.bytes(),
                folder.resolve(planned.part().path()).toString(),
                plans.text(planned.part())));
      }
      protocol.plan(claim, snapshot, jobs, ATTEMPTS);
    }

    @Override
    public boolean areDone() {
      try {
        if (!protocol.isOver(attempt.claim().runId())) {
          return false;
        }
        progress = protocol.progress(attempt.claim().runId());
      } catch (JobTableException e) {
        // if it lasts the claim is lost, and this thread is interrupted
        LOG.warnf("%s; the snapshot is kept", e.getMessage());
        return false;
      }
      if (progress.dead() > 0) {
        throw source.refusal(
            "source-parts",
            progress.dead()
                + " of "
                + progress.parts()
                + " parts could not be read, the first because: "
                + progress.error());
      }
      return progress.done() == progress.parts();
    }
  }

  private Completion extract(Attempt attempt, ExtractPlans.Plan plan, String application)
      throws InterruptedException {
    Claim claim = attempt.claim();
    Part part = plans.part(claim);
    PartRead.Extracted file;
    try (OutputObject output = objects.create(Location.parse(claim.output()))) {
      file =
          new PartRead(
                  databases.get(plan.extraction().database()),
                  plan.extraction(),
                  settings.statementTimeout())
              .read(
                  claim.table(),
                  part,
                  () -> rows(claim, part),
                  claim.inputEtag(),
                  output,
                  attempt::verifyHeld,
                  attempt::progress,
                  application);
    }
    keep(attempt);
    metrics.counter("understudy.rows", "direction", "extracted").increment(file.rows());
    metrics.counter("understudy.bytes", "direction", "out").increment(file.bytes());
    return new Completion(file.etag(), file.bytes(), file.rows(), file.rows(), 0, plans.text(part));
  }

  /**
   * The claim may have been lost while the file was published, and the run's files cleared away by
   * then; but a file that another attempt has put there meanwhile stays.
   */
  private void keep(Attempt attempt) {
    try {
      attempt.verifyHeld();
    } catch (LostClaimException e) {
      // an interrupt stops the work, not the clearing away
      boolean interrupted = Thread.interrupted();
      try {
        if (!protocol.isWanted(attempt.claim())) {
          objects.delete(Location.parse(attempt.claim().output()));
        }
      } finally {
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
      }
      throw e;
    }
  }

  private String rows(Claim claim, Part part) {
    String folder = claim.output().substring(0, claim.output().length() - part.path().length());
    Location list = Location.parse(folder).resolve(String.valueOf(part.rows()));
    return new String(objects.open(list).readWhole(), StandardCharsets.UTF_8);
  }

  /**
   * The extracted files; the masked ones, too, if they were on their way to a target and are in.
   */
  private Completion clear(Attempt attempt, ExtractPlans.Plan plan) throws InterruptedException {
    Iterator<ObjectStore.Listed> extracted = objects.list(plan.folder());
    while (extracted.hasNext()) {
      clear(attempt, extracted.next().location());
    }
    if (plan.loads()) {
      long after = 0;
      List<Masked> page = protocol.loaded(attempt.claim().runId(), after);
      while (!page.isEmpty()) {
        for (Masked file : page) {
          if (isThere(file)) {
            clear(attempt, Location.parse(file.location()));
          }
          after = file.jobId();
        }
        page = protocol.loaded(attempt.claim().runId(), after);
      }
    }
    return new Completion(null, 0, 0, 0, 0, null);
  }

  /** Another run may have put its own file in that place. */
  private boolean isThere(Masked file) {
    Location location = Location.parse(file.location());
    Iterator<ObjectStore.Listed> listed = objects.list(location);
    if (!listed.hasNext()) {
      return false;
    }
    ObjectStore.Listed first = listed.next(); // of all that begin so, the name itself is the first
    return first.location().equals(location) && first.etag().equals(file.etag());
  }

  private void clear(Attempt attempt, Location file) throws InterruptedException {
    attempt.verifyHeld();
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    objects.delete(file);
  }
}
