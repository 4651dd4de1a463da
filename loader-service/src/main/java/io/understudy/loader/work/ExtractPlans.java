package io.understudy.loader.work;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.understudy.files.Location;
import io.understudy.jobtable.Claim;
import io.understudy.jobtable.JobTableException;
import io.understudy.jobtable.RunReader;
import io.understudy.jobtable.RunReader.RunRow;
import io.understudy.loader.extract.Extraction;
import io.understudy.loader.extract.Part;
import jakarta.inject.Singleton;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads from the job table what an extraction needs, and writes it. */
@Singleton
class ExtractPlans {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmssSSSSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final ObjectMapper json;
  private final RunReader runs;

  ExtractPlans(ObjectMapper json, RunReader runs) {
    this.json = json;
    this.runs = runs;
  }

  /**
   * What a run extracts.
   *
   * @param folder where its files go, of this run alone; each snapshot has a folder of its own in
   *     it
   * @param loads whether its masked files are loaded
   */
  record Plan(Extraction extraction, Location folder, boolean loads) {
    /** Of this claim of the SNAPSHOT job alone. */
    Location ofSnapshot(Claim holder) {
      return folder.resolve(holder.fence() + "/");
    }
  }

  /**
   * @throws JobTableException if the job table does not answer
   */
  Plan read(long runId) {
    RunRow run = runs.run(runId);
    return new Plan(
        parsed(run.extraction(), Extraction.class),
        Location.parse(run.source()).resolve(folder(run)),
        run.loadTarget() != null);
  }

  /** Its number alone names no run: another job table counts from one again, see RunKey. */
  private static String folder(RunRow run) {
    return "run-" + run.id() + "-" + STAMP.format(run.createdAt()) + "/";
  }

  /**
   * The rows that an EXTRACT job is about.
   *
   * @throws JobTableException if the job table does not answer
   */
  Part part(Claim claim) {
    return parsed(runs.details(claim.jobId()), Part.class);
  }

  /** As JSON. */
  String text(Object document) {
    try {
      return json.writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(
          document.getClass().getSimpleName() + " cannot be written as JSON", e);
    }
  }

  private <T> T parsed(@Nullable String text, Class<T> type) {
    try {
      return json.readValue(Objects.requireNonNull(text, "an extraction says what"), type);
    } catch (JsonProcessingException e) {
      // its message may quote the document
      throw new IllegalStateException("the job table holds no " + type.getSimpleName());
    }
  }
}
