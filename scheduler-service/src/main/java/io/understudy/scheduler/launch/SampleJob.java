package io.understudy.scheduler.launch;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.understudy.scheduler.launch.Launcher.Demand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The Job of a preflight: as that of a run, but for mode, labels and what becomes of pods that
 * fail. It is of no run, so {@link KubernetesJobs} does not see it.
 */
final class SampleJob {
  static final String PREFLIGHT = "understudy.io/preflight";

  /** Where Kubernetes reads what a container has to say about its end. */
  private static final String LAST_WORDS = "/dev/termination-log";

  private SampleJob() {}

  /** What tells a worker that it is one of a preflight. */
  static Map<String, String> variables(long preflightId, String lastWords) {
    return new TreeMap<>(
        Map.of(
            "UNDERSTUDY_MODE",
            "preflight",
            "UNDERSTUDY_PREFLIGHT_ID",
            Long.toString(preflightId),
            "UNDERSTUDY_PREFLIGHT_LAST_WORDS",
            lastWords));
  }

  static String name(@Nullable String instance, long preflightId) {
    return (instance == null ? "understudy" : instance) + "-preflight-" + preflightId;
  }

  static Job of(
      WorkerTemplate template,
      long preflightId,
      Demand demand,
      Duration limit,
      @Nullable OwnerReference owner) {
    Job job =
        new JobBuilder(template.of(demand, 1, demand.workers(), owner))
            .editMetadata()
            .withName(name(template.instance(), preflightId))
            .removeFromLabels(WorkerTemplate.RUN)
            .removeFromLabels(WorkerTemplate.GENERATION)
            .addToLabels(PREFLIGHT, Long.toString(preflightId))
            .endMetadata()
            .editSpec()
            .withBackoffLimit(0)
            .withActiveDeadlineSeconds(limit.toSeconds())
            .withPodFailurePolicy(null)
            .editTemplate()
            .editMetadata()
            .removeFromLabels(WorkerTemplate.RUN)
            .removeFromLabels(WorkerTemplate.GENERATION)
            .addToLabels(PREFLIGHT, Long.toString(preflightId))
            .endMetadata()
            .endTemplate()
            .endSpec()
            .build();
    job.getSpec().getTemplate().getSpec().getContainers().stream()
        .filter(container -> WorkerTemplate.CONTAINER.equals(container.getName()))
        .forEach(
            container -> {
              container.setTerminationMessagePath(LAST_WORDS);
              container.setEnv(environment(container.getEnv(), preflightId));
            });
    return job;
  }

  private static List<EnvVar> environment(List<EnvVar> ofRun, long preflightId) {
    Map<String, String> added = variables(preflightId, LAST_WORDS);
    List<EnvVar> all = new ArrayList<>();
    for (EnvVar variable : ofRun) {
      if (!added.containsKey(variable.getName())
          && !"UNDERSTUDY_WORKER_RUN".equals(variable.getName())) {
        all.add(variable);
      }
    }
    added.forEach(
        (name, value) -> all.add(new EnvVarBuilder().withName(name).withValue(value).build()));
    return all;
  }
}
