package io.understudy.scheduler.launch;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.understudy.scheduler.launch.Launcher.Demand;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The Kubernetes Job that workers run in, as the installation defines it: image, resources,
 * placement, secrets. One Job per run is made from it.
 *
 * @param job with a container named {@code worker} that has everything but the run
 * @param hash of the template's text, shortened; a Job of another hash is replaced. Schedulers of
 *     two releases must come to the same, so how it is made never changes
 * @param maxWorkers most workers of this template at a time, of all runs together, if it says
 * @param maxResources most of each resource that a pipeline may ask for
 */
record WorkerTemplate(
    Job job, String hash, OptionalInt maxWorkers, Map<String, Quantity> maxResources) {
  static final String RUN = "understudy.io/run";
  static final String TEMPLATE = "understudy.io/template";
  static final String GENERATION = "understudy.io/generation";
  static final String IMAGE = "understudy.io/image";
  static final String CLASS = "understudy.io/worker-class";
  static final String CONTAINER = "worker";

  /** Annotations of the template about the template: bounds, which Jobs made of it do not have. */
  private static final String MAX = "understudy.io/max-";

  private static final String MAX_WORKERS = MAX + "workers";
  private static final int LABEL_LENGTH = 63;
  private static final int DIGEST_LENGTH = 12;
  private static final int HASH_LENGTH = 16;

  /**
   * Reads a template.
   *
   * @throws IllegalArgumentException with its name and the remedy if it is none
   */
  static WorkerTemplate parse(String name, String text) {
    Job job;
    try {
      job = Serialization.unmarshal(text, Job.class);
    } catch (KubernetesClientException | IllegalArgumentException e) {
      throw wrong(name, "is not a Kubernetes Job", e);
    }
    if (job == null || !"Job".equals(job.getKind()) || job.getSpec() == null) {
      throw wrong(name, "is not a Kubernetes Job", null);
    }
    boolean hasWorker =
        job.getSpec().getTemplate() != null
            && job.getSpec().getTemplate().getSpec() != null
            && job.getSpec().getTemplate().getSpec().getContainers().stream()
                .anyMatch(container -> CONTAINER.equals(container.getName()));
    if (!hasWorker) {
      throw wrong(name, "has no container named \"" + CONTAINER + "\"", null);
    }
    Map<String, String> annotations = WorkerJob.annotations(job);
    Map<String, Quantity> maxResources = new HashMap<>();
    annotations.forEach(
        (key, value) -> {
          if (key.startsWith(MAX) && !key.equals(MAX_WORKERS)) {
            maxResources.put(key.substring(MAX.length()), amount(name, key, value));
          }
        });
    String maxWorkers = annotations.getOrDefault(MAX_WORKERS, "");
    if (!maxWorkers.matches("([1-9][0-9]{0,8})?")) {
      throw wrong(name, "has an annotation " + MAX_WORKERS + " that is no number above 0", null);
    }
    return new WorkerTemplate(
        job,
        hash(text),
        maxWorkers.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(maxWorkers)),
        Map.copyOf(maxResources));
  }

  private static Quantity amount(String name, String key, String value) {
    try {
      Quantity amount = new Quantity(value);
      amount.getNumericalAmount();
      return amount;
    } catch (IllegalArgumentException e) {
      throw wrong(name, "has an annotation " + key + " that is no amount such as 2 or 8Gi", e);
    }
  }

  private static IllegalArgumentException wrong(
      String name, String what, @Nullable Exception cause) {
    return new IllegalArgumentException(
        "understudy.launcher.job-templates: "
            + name
            + " "
            + what
            + "; expected a batch/v1 Job with a container named \""
            + CONTAINER
            + "\"",
        cause);
  }

  /** A new release that leaves the workers as they are, or only their bounds, is no other one. */
  private static String hash(String text) {
    String same = text.replaceAll("(?m)^ *" + MAX + ".*\\R", "");
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(same.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, HASH_LENGTH);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK has no SHA-256", e);
    }
  }

  static Map<String, String> labels(@Nullable ObjectMeta metadata) {
    return metadata == null || metadata.getLabels() == null ? Map.of() : metadata.getLabels();
  }

  /** Which installation workers belong to: the chart's release, if the template says. */
  @Nullable String instance() {
    return labels(job.getMetadata()).get("app.kubernetes.io/instance");
  }

  /**
   * The Job of a run.
   *
   * @param demand of the run; resources beyond the bounds of today are cut to them
   * @param generation counts the Jobs that the run has had
   * @param parallelism workers at a time
   * @param owner what it goes away with; null: nothing
   */
  Job of(Demand demand, long generation, int parallelism, @Nullable OwnerReference owner) {
    long runId = demand.runId();
    Map<String, String> labels = labels(demand, generation);
    Map<String, String> annotations = new HashMap<>(WorkerJob.annotations(job));
    annotations.keySet().removeIf(key -> key.startsWith(MAX));
    Job made =
        new JobBuilder(job)
            .editOrNewMetadata()
            .withName(name(runId, generation))
            .withNamespace(null)
            .withAnnotations(annotations)
            .addToLabels(labels)
            .endMetadata()
            .editSpec()
            .withParallelism(parallelism)
            .withCompletions(null)
            .editTemplate()
            .editOrNewMetadata()
            .addToLabels(labels)
            .endMetadata()
            .endTemplate()
            .endSpec()
            .build();
    if (owner != null) {
      made.getMetadata().setOwnerReferences(List.of(owner));
    }
    made.getSpec().getTemplate().getSpec().getContainers().stream()
        .filter(container -> CONTAINER.equals(container.getName()))
        .forEach(
            container -> {
              container.setEnv(environment(container.getEnv(), runId));
              container.setResources(resources(container.getResources(), demand));
            });
    return made;
  }

  private Map<String, String> labels(Demand demand, long generation) {
    Map<String, String> labels = new HashMap<>();
    labels.put(RUN, Long.toString(demand.runId()));
    labels.put(TEMPLATE, hash);
    labels.put(GENERATION, Long.toString(generation));
    job.getSpec().getTemplate().getSpec().getContainers().stream()
        .filter(container -> CONTAINER.equals(container.getName()))
        .forEach(container -> labels.put(IMAGE, imageLabel(container.getImage())));
    if (!demand.workerClass().isEmpty()) {
      labels.put(CLASS, demand.workerClass());
    }
    return labels;
  }

  /** What tells images of one repository apart, as a label may be: the tag, or some of a digest. */
  static String imageLabel(@Nullable String image) {
    String text = image == null ? "" : image;
    int digest = text.lastIndexOf('@');
    String tag = text.substring(text.lastIndexOf(':') + 1);
    String label;
    if (digest >= 0) {
      label = tag.substring(0, Math.min(DIGEST_LENGTH, tag.length()));
    } else {
      label = text.lastIndexOf(':') > text.lastIndexOf('/') ? tag : "latest";
    }
    String safe = label.replaceAll("[^A-Za-z0-9._-]", "-");
    return safe.substring(0, Math.min(LABEL_LENGTH, safe.length()))
        .replaceAll("^[^A-Za-z0-9]+|[^A-Za-z0-9]+$", "");
  }

  /** Asked for and limited alike, so that the node keeps what the worker may use. */
  private @Nullable ResourceRequirements resources(
      @Nullable ResourceRequirements own, Demand demand) {
    if (demand.kind().resources().isEmpty()) {
      return own;
    }
    ResourceRequirementsBuilder resources =
        own == null ? new ResourceRequirementsBuilder() : new ResourceRequirementsBuilder(own);
    demand
        .kind()
        .resources()
        .forEach(
            (name, asked) -> {
              Quantity most = maxResources.get(name);
              if (most != null) {
                boolean less = asked.getNumericalAmount().compareTo(most.getNumericalAmount()) < 0;
                Quantity amount = less ? asked : most;
                resources.addToRequests(name, amount).addToLimits(name, amount);
              }
            });
    return resources.build();
  }

  String name(long runId, long generation) {
    String instance = instance();
    return (instance == null ? "understudy" : instance) + "-run-" + runId + "-" + generation;
  }

  private static List<EnvVar> environment(List<EnvVar> template, long runId) {
    Map<String, EnvVar> added = new HashMap<>();
    added.put("UNDERSTUDY_MODE", variable("UNDERSTUDY_MODE", "worker"));
    added.put("UNDERSTUDY_WORKER_RUN", variable("UNDERSTUDY_WORKER_RUN", Long.toString(runId)));
    added.put(
        "UNDERSTUDY_WORKER_OWNER",
        new EnvVarBuilder()
            .withName("UNDERSTUDY_WORKER_OWNER")
            .withNewValueFrom()
            .withNewFieldRef("v1", "metadata.name")
            .endValueFrom()
            .build());
    List<EnvVar> all = new ArrayList<>();
    for (EnvVar variable : template) {
      if (!added.containsKey(variable.getName())) {
        all.add(variable);
      }
    }
    all.addAll(added.values());
    return all;
  }

  private static EnvVar variable(String name, String value) {
    return new EnvVarBuilder().withName(name).withValue(value).build();
  }
}
