package io.understudy.scheduler.launch;

import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.ScalableResource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.understudy.scheduler.launch.Launcher.Demand;
import java.net.HttpURLConnection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * All that changes Jobs in the cluster, at a bounded pace: what is beyond it is left out, and the
 * next look finds it still to do. A change that another scheduler was faster with is left out, too.
 */
final class JobWrites {
  /** Who owns the fields of a Job, so that others may own what the template leaves open. */
  static final String FIELD_MANAGER = "understudy-scheduler";

  private static final Logger LOG = Logger.getLogger(JobWrites.class);

  private final KubernetesClient client;
  private final String namespace;
  private final @Nullable OwnerReference owner;
  private final RequestPace pace;

  /**
   * @param owner what Jobs go away with; null: nothing
   */
  JobWrites(
      KubernetesClient client, String namespace, @Nullable OwnerReference owner, RequestPace pace) {
    this.client = client;
    this.namespace = namespace;
    this.owner = owner;
    this.pace = pace;
  }

  private NonNamespaceOperation<Job, ?, ScalableResource<Job>> jobs() {
    return client.batch().v1().jobs().inNamespace(namespace);
  }

  /** By server-side apply: the same Job again changes nothing. */
  void create(WorkerTemplate template, Demand demand, long generation, int parallelism) {
    if (!pace.take()) {
      return;
    }
    Job job = template.of(demand, generation, parallelism, owner);
    try {
      jobs().resource(job).fieldManager(FIELD_MANAGER).serverSideApply();
      LOG.infof(
          "Job %s created for run %d, %d workers",
          ClusterView.name(job), demand.runId(), parallelism);
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
        throw e;
      }
      LOG.debugf("Job %s is there already", ClusterView.name(job));
    }
  }

  /** Only if nobody changed the Job since it was looked at. */
  void patch(Job job, int parallelism, Optional<Limit> limit) {
    if (!pace.take()) {
      return;
    }
    Map<String, @Nullable String> annotations = new HashMap<>();
    for (String key : List.of(Limit.WORKERS, Limit.STEP, Limit.WAIT, Limit.SINCE, Limit.REASON)) {
      annotations.put(key, limit.map(Limit::annotations).map(all -> all.get(key)).orElse(null));
    }
    Map<String, Object> metadata = new HashMap<>();
    metadata.put("resourceVersion", job.getMetadata().getResourceVersion());
    metadata.put("annotations", annotations);
    String patch =
        Serialization.asJson(
            Map.of("metadata", metadata, "spec", Map.of("parallelism", parallelism)));
    try {
      jobs().withName(ClusterView.name(job)).patch(PatchContext.of(PatchType.JSON_MERGE), patch);
      if (parallelism != WorkerJob.parallelism(job)) {
        LOG.infof(
            "Job %s: parallelism %d -> %d%s",
            ClusterView.name(job),
            WorkerJob.parallelism(job),
            parallelism,
            limit.map(known -> " (" + known.reason() + ")").orElse(""));
      }
    } catch (KubernetesClientException e) {
      boolean overtaken =
          e.getCode() == HttpURLConnection.HTTP_CONFLICT
              || e.getCode() == HttpURLConnection.HTTP_NOT_FOUND;
      if (!overtaken) {
        throw e;
      }
      LOG.debugf("Job %s was changed meanwhile", ClusterView.name(job));
    }
  }

  void delete(Job job) {
    if (job.getMetadata().getDeletionTimestamp() != null || !pace.take()) {
      return;
    }
    jobs()
        .withName(ClusterView.name(job))
        .withPropagationPolicy(DeletionPropagation.BACKGROUND)
        .delete();
    LOG.infof("Job %s deleted: its run has ended", ClusterView.name(job));
  }
}
