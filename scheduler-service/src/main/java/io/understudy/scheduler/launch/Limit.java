package io.understudy.scheduler.launch;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * How many workers of a run the cluster gives, as far as is known. Where pods cannot start it falls
 * to what runs; then it is probed upward, by steps that grow as long as they succeed. Kept in
 * annotations of the run's Job, so that all schedulers share it.
 *
 * @param workers at most
 * @param step to add with the next probe
 * @param pause before the next probe
 * @param since when it was set
 * @param reason why there are not more
 */
record Limit(int workers, int step, Duration pause, Instant since, String reason) {
  static final String WORKERS = "understudy.io/limit";
  static final String STEP = "understudy.io/limit-step";
  static final String WAIT = "understudy.io/limit-wait-millis";
  static final String SINCE = "understudy.io/limit-since-millis";
  static final String REASON = "understudy.io/limit-reason";

  /** Between a probe that succeeded and the next. */
  private static final Duration SOON = Duration.ofSeconds(3);

  private static final Duration AFTER_FAILURE = Duration.ofSeconds(10);

  /** What is known of a run's pods. */
  record Pods(int running, int starting, int stuck, String reason) {}

  /**
   * The limit from now on.
   *
   * @param known so far
   * @param wanted workers that would have something to do
   * @param pods of the run
   */
  static Optional<Limit> next(Optional<Limit> known, int wanted, Pods pods, Instant now) {
    if (pods.stuck() > 0) {
      return Optional.of(lowered(known, pods, now));
    }
    if (known.isEmpty()) {
      return known;
    }
    Limit limit = known.get();
    boolean allRun = pods.starting() == 0 && pods.running() >= Math.min(limit.workers, wanted);
    if (!allRun || now.isBefore(limit.since.plus(limit.pause))) {
      return known;
    }
    if (limit.workers >= wanted) {
      return Optional.empty();
    }
    int more = Math.min(wanted, limit.workers + limit.step);
    return Optional.of(new Limit(more, limit.step * 2, SOON, now, limit.reason));
  }

  private static Limit lowered(Optional<Limit> known, Pods pods, Instant now) {
    int fits = Math.max(1, pods.running() + pods.starting());
    if (known.isPresent() && known.get().workers <= fits) {
      return known.get(); // the pods that wait are already being taken away
    }
    return new Limit(fits, 1, AFTER_FAILURE, now, pods.reason());
  }

  /** As annotations of the Job. */
  Map<String, String> annotations() {
    return Map.of(
        WORKERS, Integer.toString(workers),
        STEP, Integer.toString(step),
        WAIT, Long.toString(pause.toMillis()),
        SINCE, Long.toString(since.toEpochMilli()),
        REASON, reason);
  }

  /** Empty if there is none, or what is there is none of ours. */
  static Optional<Limit> of(Map<String, String> annotations) {
    try {
      return annotations.containsKey(WORKERS)
          ? Optional.of(
              new Limit(
                  Integer.parseInt(annotations.getOrDefault(WORKERS, "")),
                  Integer.parseInt(annotations.getOrDefault(STEP, "1")),
                  Duration.ofMillis(Long.parseLong(annotations.getOrDefault(WAIT, "0"))),
                  Instant.ofEpochMilli(Long.parseLong(annotations.getOrDefault(SINCE, "0"))),
                  annotations.getOrDefault(REASON, "")))
          : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty(); // somebody edited it; it is found out anew
    }
  }
}
