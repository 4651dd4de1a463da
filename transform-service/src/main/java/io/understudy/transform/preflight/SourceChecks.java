package io.understudy.transform.preflight;

import io.understudy.files.BucketTrial;
import io.understudy.files.InputObject;
import io.understudy.files.Location;
import io.understudy.files.ObjectStore;
import io.understudy.files.ObjectStore.Listed;
import io.understudy.jobtable.Preflight;
import io.understudy.jobtable.PreflightCheck;
import io.understudy.jobtable.PreflightCheck.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Consumer;

/** That the source can be read, and only read. */
final class SourceChecks {
  private static final String LIST = "source.list";
  private static final String HEAD = "source.head";
  private static final String GET = "source.get";
  private static final String READ_ONLY = "source.read-only";
  private static final String CLOCK = "clock";

  private static final int MOST_LISTED = 1_000;
  private static final long FIRST_BYTES = 1_024;
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration NOTABLE = Duration.ofSeconds(30);

  /** Half of what S3 accepts. */
  private static final Duration TOO_MUCH = Duration.ofMinutes(7);

  private final BucketTrial trial;
  private final ObjectStore objects;
  private final Findings findings;
  private final Clock clock;

  SourceChecks(BucketTrial trial, ObjectStore objects, Findings findings, Clock clock) {
    this.trial = trial;
    this.objects = objects;
    this.findings = findings;
    this.clock = clock;
  }

  /**
   * Makes them.
   *
   * @param found told each
   */
  void run(Preflight preflight, Consumer<PreflightCheck> found) {
    Location source = Location.parse(preflight.source());
    PreflightCheck clockCheck = findings.of(CLOCK, source, () -> clock(source));
    if (clockCheck.outcome() == Outcome.FAIL && clockCheck.policy() != null) {
      clockCheck = PreflightCheck.skipped(CLOCK, "the source cannot be listed");
    }
    PreflightCheck list = findings.of(LIST, source, () -> list(source));
    if (list.outcome() == Outcome.FAIL && list.policy() == null) { // so would all the others
      found.accept(list);
      for (String name : new String[] {CLOCK, HEAD, GET, READ_ONLY}) {
        found.accept(PreflightCheck.skipped(name, "not tried, because " + LIST + " failed"));
      }
      return;
    }
    found.accept(clockCheck);
    found.accept(list);
    Optional<Location> file = list.outcome() == Outcome.PASS ? firstFile(source) : Optional.empty();
    if (file.isEmpty()) {
      found.accept(PreflightCheck.skipped(HEAD, "no file was found under " + source));
      found.accept(PreflightCheck.skipped(GET, "no file was found under " + source));
    } else {
      found.accept(
          findings.of(
              HEAD,
              source,
              () ->
                  PreflightCheck.pass(
                      HEAD, file.get() + ", " + objects.open(file.get()).size() + " bytes")));
      found.accept(findings.of(GET, source, () -> get(file.get())));
    }
    found.accept(findings.of(READ_ONLY, source, () -> readOnly(source, preflight)));
  }

  private PreflightCheck clock(Location source) {
    Instant before = clock.instant();
    Optional<Instant> there = trial.list(source);
    Instant after = clock.instant();
    if (there.isEmpty()) {
      return PreflightCheck.skipped(CLOCK, "the bucket does not say what time it is");
    }
    Duration behind = Duration.between(after, there.get());
    // its time is cut to the second
    Duration ahead = Duration.between(there.get().plus(SECOND), before);
    Duration skew = behind.compareTo(ahead) > 0 ? behind : ahead;
    if (skew.compareTo(NOTABLE) <= 0) {
      return PreflightCheck.pass(CLOCK, "the worker's clock is that of the bucket");
    }
    String words =
        "the worker's clock is "
            + skew.toSeconds()
            + " s "
            + (behind.compareTo(ahead) > 0 ? "behind" : "ahead of")
            + " the bucket's";
    String remedy =
        "set the clock of the workers' nodes (NTP, chrony); from 15 minutes on, requests are"
            + " refused";
    return skew.compareTo(TOO_MUCH) > 0
        ? PreflightCheck.fail(CLOCK, words, remedy)
        : PreflightCheck.warn(CLOCK, words, remedy);
  }

  private PreflightCheck list(Location source) {
    trial.list(source);
    return PreflightCheck.pass(LIST, source + " can be listed");
  }

  private Optional<Location> firstFile(Location source) {
    Iterator<Listed> listing = objects.list(source);
    for (int i = 0; i < MOST_LISTED && listing.hasNext(); i++) {
      Listed object = listing.next();
      if (object.size() > 0 && !object.location().key().endsWith("/")) {
        return Optional.of(object.location());
      }
    }
    return Optional.empty();
  }

  private PreflightCheck get(Location file) {
    InputObject input = objects.open(file);
    long wanted = Math.min(FIRST_BYTES, input.size());
    try (InputStream bytes = input.read(0, wanted)) {
      int read = bytes.readAllBytes().length;
      return read == wanted
          ? PreflightCheck.pass(GET, "its first " + read + " bytes were read")
          : PreflightCheck.fail(
              GET,
              file + ": asked for " + wanted + " bytes, got " + read,
              "see what stands between the workers and the bucket (proxy, gateway)");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts an upload in parts and drops it: there is at no time an object that was not there. */
  private PreflightCheck readOnly(Location source, Preflight preflight) {
    if (!trial.isWritable(source.resolve(".understudy-preflight-" + preflight.id()))) {
      return PreflightCheck.pass(READ_ONLY, "workers cannot write to " + source);
    }
    String words = "workers can write to " + source;
    return preflight.writableSource()
        ? PreflightCheck.warn(
            READ_ONLY,
            words + ", which this preflight allows",
            "take s3:PutObject on it away from the workers' credentials where they have some of"
                + " their own")
        : PreflightCheck.fail(
            READ_ONLY,
            words,
            "take s3:PutObject on it away from the workers' credentials, so that nothing can change"
                + " production data; if one key pair for both buckets is all there is, allow it"
                + " (allowWritableSource=true, in the chart test.allowWritableSource)");
  }
}
