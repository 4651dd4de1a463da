package io.understudy.scheduler.launch;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.understudy.jobtable.PreflightCheck;
import io.understudy.scheduler.launch.Launcher.Demand;
import io.understudy.scheduler.pipeline.Workers;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sample workers as pods of one Job. A preflight is rare and short, so it looks instead of
 * watching: one request for the pods, and two for events where some do not start.
 */
final class SamplePods implements SampleWorkers {
  private static final Logger LOG = Logger.getLogger(SamplePods.class);

  private final KubernetesClient client;
  private final Supplier<WorkerTemplates> templates;
  private final KubernetesJobs.Settings settings;
  private final Clock clock;
  private final Map<Long, Instant> seen = new ConcurrentHashMap<>();

  SamplePods(
      KubernetesClient client,
      Supplier<WorkerTemplates> templates,
      KubernetesJobs.Settings settings,
      Clock clock) {
    this.client = client;
    this.templates = templates;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public Optional<Trouble> start(long preflightId, int workers, Workers kind, Duration limit) {
    Optional<WorkerTemplate> template = templates.get().of(kind.workerClass());
    if (template.isEmpty()) {
      return Optional.of(
          new Trouble(
              "the installation has no worker class \"" + kind.workerClass() + "\" any more",
              "add it to the chart's worker.classes again",
              false));
    }
    try {
      Demand demand = new Demand(0, workers, kind);
      Job job = SampleJob.of(template.get(), preflightId, demand, limit, settings.owner());
      client.batch().v1().jobs().inNamespace(settings.namespace()).resource(job).create();
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
        return Optional.of(refusal(e));
      }
    }
    seen.putIfAbsent(preflightId, clock.instant());
    return Optional.empty();
  }

  private static Trouble refusal(KubernetesClientException e) {
    return e.getCode() == HttpURLConnection.HTTP_FORBIDDEN
        ? new Trouble(
            "the scheduler's service account may not create Jobs in its namespace",
            "install the chart's Role again with helm upgrade",
            false)
        : new Trouble(
            "the Kubernetes API did not take the worker's Job (status " + e.getCode() + ")",
            "see that the API server is up, and that understudy.launcher.job-templates has a Job"
                + " that this cluster takes",
            false);
  }

  @Override
  public View look(long preflightId, int workers) {
    try {
      return view(preflightId, workers);
    } catch (KubernetesClientException e) {
      Trouble silent =
          new Trouble(
              "the Kubernetes API does not say how the worker's pod is (status "
                  + e.getCode()
                  + ")",
              "install the chart's Role again with helm upgrade",
              false);
      return new View(0, workers, 0, silent, null);
    }
  }

  private View view(long preflightId, int workers) {
    Instant since = seen.computeIfAbsent(preflightId, id -> clock.instant());
    List<Pod> pods =
        client
            .pods()
            .inNamespace(settings.namespace())
            .withLabel(SampleJob.PREFLIGHT, Long.toString(preflightId))
            .list()
            .getItems();
    int running = 0;
    int ended = 0;
    Pod waiting = null;
    Trouble died = null;
    for (Pod pod : pods) {
      switch (pod.getStatus() == null ? "" : String.valueOf(pod.getStatus().getPhase())) {
        case "Running" -> running++;
        case "Succeeded" -> ended++;
        case "Failed" -> {
          ended++;
          died = died(pod);
        }
        default -> waiting = waiting == null || PodTrouble.of(waiting).isEmpty() ? pod : waiting;
      }
    }
    int absent = Math.max(0, workers - running - ended);
    boolean late = clock.instant().isAfter(since.plus(settings.patience()));
    Trouble trouble =
        absent > 0 && late && died == null
            ? trouble(preflightId, pods.size() < workers ? null : waiting)
            : null;
    int stuck = trouble == null ? 0 : absent;
    return new View(running, absent - stuck, stuck, trouble, died);
  }

  /**
   * @param waiting a pod that does not start; null: the Job makes no more pods
   */
  private @Nullable Trouble trouble(long preflightId, @Nullable Pod waiting) {
    PodTrouble trouble = waiting == null ? null : PodTrouble.of(waiting).orElse(null);
    String detail = "";
    String about =
        waiting == null
            ? SampleJob.name(templates.get().instance(), preflightId)
            : ClusterView.name(waiting);
    for (Event event : events(about)) {
      PodTrouble told = PodTrouble.ofEvent(event.getReason(), event.getMessage()).orElse(null);
      if (told != null) {
        trouble = told;
        detail = told.detail(event.getMessage());
      }
    }
    return trouble == null ? null : told(trouble, detail);
  }

  private List<Event> events(String about) {
    return client
        .v1()
        .events()
        .inNamespace(settings.namespace())
        .withField("involvedObject.name", about)
        .list()
        .getItems();
  }

  private Trouble died(Pod pod) {
    String name = ClusterView.name(pod);
    String see =
        "see kubectl -n " + settings.namespace() + " logs " + name + ", and describe pod " + name;
    for (ContainerStatus status : pod.getStatus().getContainerStatuses()) {
      ContainerStateTerminated end =
          status.getState() == null ? null : status.getState().getTerminated();
      if (end != null && WorkerTemplate.CONTAINER.equals(status.getName())) {
        boolean memory = "OOMKilled".equals(end.getReason());
        return LastWords.of(
            "the worker's pod "
                + name
                + (memory ? " ran out of memory" : " ended with exit code " + end.getExitCode()),
            end.getMessage() == null ? "" : end.getMessage(),
            memory ? "raise worker.resources.limits.memory" : see);
      }
    }
    return new Trouble("the worker's pod " + name + " was ended by the cluster", see, false);
  }

  private Trouble told(PodTrouble trouble, String detail) {
    String remedy =
        switch (trouble) {
          case ADDRESSES -> "give the nodes' subnet more addresses, or run fewer workers";
          case QUOTA ->
              "raise the ResourceQuota, lower worker.resources, or run fewer workers"
                  + " (worker.maxConcurrent, parallelism:)";
          case UNSCHEDULABLE ->
              "add nodes, lower worker.resources, or correct worker.nodeSelector, .affinity and"
                  + " .tolerations";
          case IMAGE ->
              "correct worker.image and image.registry, name the registry's login in"
                  + " imagePullSecrets, or push the image";
          case CONFIGURATION ->
              detail.startsWith(" (secret")
                  ? "create the Secret in the namespace "
                      + settings.namespace()
                      + " (docs/how-to/install-kubernetes.md says what goes in), or correct the"
                      + " value that names it"
                  : "create it in the namespace "
                      + settings.namespace()
                      + ", or correct the value that names it";
          case FORBIDDEN ->
              "see kubectl -n "
                  + settings.namespace()
                  + " get events, and worker.podSecurityContext, .securityContext";
          case SANDBOX -> "see the events of the pod and the log of its node's kubelet";
        };
    return new Trouble(trouble.words() + detail, remedy, trouble == PodTrouble.IMAGE);
  }

  @Override
  public void end(long preflightId) {
    seen.remove(preflightId);
    try {
      client
          .batch()
          .v1()
          .jobs()
          .inNamespace(settings.namespace())
          .withName(SampleJob.name(templates.get().instance(), preflightId))
          .withPropagationPolicy(DeletionPropagation.BACKGROUND)
          .delete();
    } catch (KubernetesClientException e) {
      // its pods end by themselves, and its time is limited
      LOG.warnf("The Job of preflight %d could not be deleted (%d)", preflightId, e.getCode());
    }
  }

  @Override
  public PreflightCheck rights(String name) {
    OwnerReference owner = settings.owner();
    return new KubernetesRights(
            client, settings.namespace(), owner == null ? null : owner.getName())
        .check(name);
  }

  @Override
  public Optional<Size> size(Workers kind) {
    return templates.get().of(kind.workerClass()).stream()
        .map(template -> template.of(new Demand(0, 1, kind), 1, 1, null))
        .flatMap(job -> job.getSpec().getTemplate().getSpec().getContainers().stream())
        .filter(container -> WorkerTemplate.CONTAINER.equals(container.getName()))
        .map(SamplePods::size)
        .findFirst();
  }

  private static Size size(Container container) {
    Map<String, Quantity> requests =
        container.getResources() == null || container.getResources().getRequests() == null
            ? Map.of()
            : container.getResources().getRequests();
    Quantity cpu = requests.get("cpu");
    Quantity memory = requests.get("memory");
    return new Size(
        (cpu == null ? "no CPU" : cpu + " CPU")
            + ", "
            + (memory == null ? "no memory" : memory + " memory")
            + " requested",
        String.valueOf(container.getImage()),
        memory == null
            ? OptionalLong.empty()
            : OptionalLong.of(Quantity.getAmountInBytes(memory).longValue()));
  }
}
