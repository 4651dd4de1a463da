package io.understudy.loader.work;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.understudy.files.Location;
import io.understudy.files.ObjectStore;
import io.understudy.files.OutputObject;
import io.understudy.jobtable.Attempt;
import io.understudy.jobtable.Completion;
import io.understudy.jobtable.ExtractionProtocol;
import io.understudy.jobtable.ExtractionProtocol.NewPart;
import io.understudy.jobtable.LostClaimException;
import io.understudy.loader.extract.PartRead.Extracted;
import io.understudy.loader.mariadb.MariaDbExtraction;
import io.understudy.loader.mariadb.ReadPart;
import io.understudy.loader.schema.SchemaRecord;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Parts that the holder of a snapshot reads itself; their EXTRACT jobs say how far it is. */
final class HeldParts implements MariaDbExtraction.Parts {
  private final Attempt attempt;
  private final ExtractPlans.Plan plan;
  private final ObjectStore objects;
  private final ExtractPlans plans;
  private final ExtractionProtocol protocol;
  private final Location folder;
  private final AtomicLong bytes = new AtomicLong();
  private @Nullable Recorded recorded;

  HeldParts(
      Attempt attempt,
      ExtractPlans.Plan plan,
      ObjectStore objects,
      ExtractPlans plans,
      ExtractionProtocol protocol) {
    this.attempt = attempt;
    this.plan = plan;
    this.objects = objects;
    this.plans = plans;
    this.protocol = protocol;
    this.folder = plan.ofSnapshot(attempt.claim());
  }

  /** The document {@code job.details} of an EXTRACT that nobody claims. */
  @RegisterForReflection
  record Details(String table, String path) {}

  /** Where the form of the tables is, once {@link #begin} was called. */
  Recorded recorded() {
    return Objects.requireNonNull(recorded, "the parts were begun");
  }

  @Override
  public void begin(SchemaRecord schema, List<ReadPart> parts) {
    recorded = Recorded.write(objects, folder, schema, plans.text(schema));
    List<NewPart> jobs =
        parts.stream()
            .map(
                part ->
                    new NewPart(
                        part.table(),
                        plan.loads() ? plan.extraction().target(part.table()) : null,
                        part.words(),
                        part.bytes(),
                        place(part).toString(),
                        plans.text(new Details(part.table(), part.path()))))
            .toList();
    protocol.planHeld(attempt.claim(), jobs);
  }

  private Location place(ReadPart part) {
    return folder.resolve(part.path());
  }

  @Override
  public OutputObject create(ReadPart part) {
    return objects.create(place(part));
  }

  @Override
  public void verifyHeld() {
    attempt.verifyHeld();
  }

  @Override
  public void done(ReadPart part, Extracted file) {
    Completion completion =
        new Completion(file.etag(), file.bytes(), file.rows(), file.rows(), 0, null);
    try {
      attempt.ask(
          "report a part",
          () -> {
            protocol.finishHeld(attempt.claim(), part.words(), completion);
            return completion;
          });
    } catch (LostClaimException e) {
      // the run's files may have been cleared away by then; nobody else writes in this folder
      objects.delete(place(part));
      throw e;
    }
    attempt.progress(bytes.addAndGet(part.bytes()));
  }
}
