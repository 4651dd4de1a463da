package io.understudy.scheduler.launch;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.Map;
import java.util.Optional;

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
    return job.getStatus() != null
        && job.getStatus().getConditions().stream()
            .anyMatch(
                condition ->
                    "True".equals(condition.getStatus())
                        && ("Complete".equals(condition.getType())
                            || "Failed".equals(condition.getType())));
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
