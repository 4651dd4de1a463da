package io.understudy.scheduler.reconcile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.understudy.jobtable.ExtractionProtocol;
import io.understudy.jobtable.ExtractionProtocol.Progress;
import io.understudy.jobtable.Job;
import io.understudy.jobtable.JobKind;
import io.understudy.jobtable.JobState;
import io.understudy.jobtable.Run;
import io.understudy.jobtable.RunProtocol;
import io.understudy.scheduler.pipeline.Extraction;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Has loaders read a source that is a database, before the run is planned, and remove the files
 * after it has ended. Loaders plan the parts themselves: nobody else sees the database.
 */
@Singleton
class Extracting {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int ATTEMPTS = 5;

  private final RunProtocol protocol;
  private final ExtractionProtocol extractions;

  Extracting(RunProtocol protocol, ExtractionProtocol extractions) {
    this.protocol = protocol;
    this.extractions = extractions;
  }

  /** How far an extraction is. */
  sealed interface Stand {
    /** Under way. */
    record Going(String words) implements Stand {}

    /** It will not come to an end. */
    record Failed(String words) implements Stand {}

    /** The files are there, and there is a job to mask each. */
    record Done() implements Stand {}
  }

  Stand step(Run run) {
    protocol.addStep(run.id, JobKind.SNAPSHOT, ATTEMPTS);
    JobState state = protocol.step(run.id, JobKind.SNAPSHOT).orElse(JobState.READY);
    return switch (state) {
      case READY -> new Stand.Going(waiting(run));
      case RUNNING -> new Stand.Going(reading(run));
      case DEAD, CANCELLED -> {
        extractions.stop(run.id);
        yield new Stand.Failed(Optional.ofNullable(error(run)).orElse("cancelled"));
      }
      case DONE -> {
        extractions.addTransforms(run.id);
        yield new Stand.Done();
      }
    };
  }

  private static String waiting(Run run) {
    String error = error(run);
    return error == null
        ? "waits for a loader to extract the source"
        : "the extraction begins again: " + error;
  }

  private String reading(Run run) {
    Progress progress = extractions.progress(run.id);
    return String.format(
        Locale.ROOT,
        "extracting: %d of %d parts, %,d rows",
        progress.done(),
        progress.parts(),
        progress.rows());
  }

  private static @Nullable String error(Run run) {
    return QuarkusTransaction.requiringNew()
        .call(
            () ->
                Job.<Job>find("runId = ?1 and kind = ?2", run.id, JobKind.SNAPSHOT)
                    .firstResultOptional()
                    .map(job -> job.error)
                    .orElse(null));
  }

  /**
   * Removes the files that the run was not to retain.
   *
   * @return empty while that is under way; then words if something is left, else ""
   */
  Optional<String> clear(Run run) {
    if (retainsAll(run)) {
      return Optional.of("");
    }
    protocol.addStep(run.id, JobKind.CLEAR, ATTEMPTS);
    JobState state = protocol.step(run.id, JobKind.CLEAR).orElse(JobState.READY);
    return switch (state) {
      case READY, RUNNING -> Optional.empty();
      case DONE -> Optional.of("");
      case DEAD, CANCELLED ->
          Optional.of(
              "its files could not be removed: see run-" + run.id + "-* under " + run.source);
    };
  }

  private static boolean retainsAll(Run run) {
    try {
      return run.extraction == null
          || !JSON.readTree(run.extraction)
              .path("retain")
              .asText()
              .equals(Extraction.Retain.NONE.text());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(
          "run.extraction is not JSON: " + e.getClass().getSimpleName());
    }
  }
}
