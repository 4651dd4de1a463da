package io.understudy.transform.preflight;

import io.understudy.files.BucketTrial;
import io.understudy.files.InputObject;
import io.understudy.files.Location;
import io.understudy.files.ObjectStore;
import io.understudy.jobtable.Preflight;
import io.understudy.jobtable.PreflightCheck;
import io.understudy.jobtable.PreflightCheck.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * That the sink can be written, in both ways that files are, with the KMS key that is configured.
 */
final class SinkChecks {
  private static final String FOLDER = ".understudy-preflight/";

  private static final String PUT = "sink.put";
  private static final String KMS = "sink.kms";
  private static final String GET = "sink.get";
  private static final String PARTS = "sink.multipart";
  private static final String DELETE = "sink.delete";
  private static final byte[] CONTENT =
      "written by a preflight of Understudy\n".getBytes(StandardCharsets.UTF_8);

  private final BucketTrial trial;
  private final ObjectStore objects;
  private final Findings findings;

  SinkChecks(BucketTrial trial, ObjectStore objects, Findings findings) {
    this.trial = trial;
    this.objects = objects;
    this.findings = findings;
  }

  /**
   * Makes them and leaves nothing behind, if it may.
   *
   * @param found told each
   */
  void run(Preflight preflight, Consumer<PreflightCheck> found) {
    Location sink = Location.parse(preflight.sink());
    Location small = sink.resolve(FOLDER + preflight.id() + "/small");
    Location parts = sink.resolve(FOLDER + preflight.id() + "/parts");
    AtomicReference<Optional<String>> key = new AtomicReference<>(Optional.empty());
    PreflightCheck put = findings.of(PUT, sink, () -> put(small, key));
    found.accept(put);
    if (put.outcome() == Outcome.FAIL) {
      for (String name : List.of(KMS, GET, PARTS, DELETE)) {
        found.accept(PreflightCheck.skipped(name, "not tried, because " + PUT + " failed"));
      }
      return;
    }
    try {
      found.accept(kms(Objects.requireNonNull(key.get())));
      found.accept(
          Findings.asWarning(
              findings.of(GET, sink, () -> get(small)),
              "workers do not read the sink; see that the loader and the scheduler, which do, may"));
      found.accept(findings.of(PARTS, sink, () -> multipart(parts)));
    } finally {
      found.accept(
          Findings.asWarning(
              findings.of(DELETE, sink, () -> delete(small, parts)),
              "remove what is under "
                  + sink.resolve(FOLDER)
                  + " by hand; runs do not delete, so nothing else needs the permission"));
    }
  }

  private PreflightCheck put(Location location, AtomicReference<Optional<String>> key) {
    key.set(trial.put(location, CONTENT));
    return PreflightCheck.pass(PUT, location + " was written");
  }

  private PreflightCheck kms(Optional<String> used) {
    if (findings.kmsKey().isEmpty()) {
      return PreflightCheck.skipped(
          KMS, "no KMS key is configured (understudy.sink.kms-key): the bucket decides");
    }
    String wanted = findings.kmsKey().get();
    // an alias is answered with the key's ARN
    boolean right = used.isPresent() && (wanted.contains("alias/") || used.get().endsWith(wanted));
    return right
        ? PreflightCheck.pass(KMS, "what is written is encrypted with the KMS key " + used.get())
        : PreflightCheck.fail(
            KMS,
            "the store took an object that was to be encrypted with the KMS key "
                + wanted
                + ", and "
                + (used.isPresent() ? "used another key" : "did not say that it used it"),
            "use a store that knows SSE-KMS, or leave understudy.sink.kms-key (in the chart"
                + " buckets.kmsKeyId) out");
  }

  private PreflightCheck get(Location location) {
    InputObject input = objects.open(location);
    try (InputStream bytes = input.read(0, input.size())) {
      return Arrays.equals(bytes.readAllBytes(), CONTENT)
          ? PreflightCheck.pass(GET, "it was read back, unchanged")
          : PreflightCheck.fail(
              GET,
              location + " was read back, but is not what was written",
              "see what stands between the workers and the bucket (proxy, gateway)");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private PreflightCheck multipart(Location location) {
    trial.putInParts(location, CONTENT);
    trial.startAndAbort(location);
    return PreflightCheck.pass(PARTS, "an upload in parts was completed, and another one dropped");
  }

  private PreflightCheck delete(Location small, Location parts) {
    // an interrupt stops the work, not the clearing away
    boolean interrupted = Thread.interrupted();
    try {
      trial.delete(small);
      trial.delete(parts);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    return PreflightCheck.pass(DELETE, "what this preflight wrote is removed");
  }
}
