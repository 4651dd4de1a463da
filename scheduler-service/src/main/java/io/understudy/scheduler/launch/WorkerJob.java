package io.understudy.scheduler.launch;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What a run's Job says about itself. */
final class WorkerJob {
  private WorkerJob() {}

  static Optional<Long> runOf(Job job) {
    String run = WorkerTemplate.labels(job.getMetadata()).getOrDefault(WorkerTemplate.RUN, "");
    return run.matches("[0-9]{1,18}") ? Optional.of(Long.valueOf(run)) : Optional.empty();
  }

  static long number(Job job, String label) {
    String value = WorkerTemplate.labels(job.getMetadata()).getOrDefault(label, "0");
    return value.matches("[0-9]{1,18}") ? Long.parseLong(value) : 0;
  }

  static Map<String, String> annotations(Job job) {
    Map<String, String> annotations = job.getMetadata().getAnnotations();
    return annotations == null ? Map.of() : annotations;
  }

  static int parallelism(Job job) {
    Integer parallelism = job.getSpec().getParallelism();
    return parallelism == null ? 1 : parallelism;
  }

  static boolean isFinished(Job job) {
    return has(job, "Complete") || failure(job).isPresent();
  }

  /** Why the cluster gave the Job up, in one word of its own; empty if it did not. */
  static Optional<String> failure(Job job) {
    return conditions(job)
        .filter(condition -> "Failed".equals(condition.getType()))
        .map(condition -> condition.getReason() == null ? "Failed" : condition.getReason())
        .findFirst();
  }

  private static boolean has(Job job, String type) {
    return conditions(job).anyMatch(condition -> type.equals(condition.getType()));
  }

  private static Stream<JobCondition> conditions(Job job) {
    return job.getStatus() == null
        ? Stream.empty()
        : job.getStatus().getConditions().stream()
            .filter(condition -> "True".equals(condition.getStatus()));
  }

  /** When it was made; long ago if it does not say. */
  static Instant created(Job job) {
    String time = job.getMetadata().getCreationTimestamp();
    return time == null ? Instant.EPOCH : Instant.parse(time);
  }

  /**
   * A queue of which one worker has ended well makes no more pods, though there may be work again.
   */
  static boolean isExhausted(Job job, int share) {
    if (job.getStatus() == null || job.getStatus().getSucceeded() == null) {
      return false;
    }
    int active = job.getStatus().getActive() == null ? 0 : job.getStatus().getActive();
    return job.getStatus().getSucceeded() > 0 && active == 0 && share > 0;
  }
}
