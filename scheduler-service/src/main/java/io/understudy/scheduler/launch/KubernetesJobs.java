package io.understudy.scheduler.launch;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Workers as pods: one Job per run, used as a queue, whose {@code parallelism} follows what the run
 * can use and what the cluster gives. All state is in the Jobs themselves, so any number of
 * schedulers may do this side by side; a write that another one overtook is dropped and thought
 * over again. A thread of its own talks to the cluster.
 *
 * <p>Parallelism is lowered only where pods cannot start, another run waits, or the run ends:
 * workers without work end by themselves. A Job of an older release is wound down (its workers
 * finish their file or give it back) while one of this release takes over; the Jobs of a later
 * release are left alone.
 */
public final class KubernetesJobs implements Launcher {
  private static final Logger LOG = Logger.getLogger(KubernetesJobs.class);
  private static final long EVERY_MILLIS = 500;
  private static final Duration NO_PODS = Duration.ofSeconds(5);
  private static final String UNANSWERED =
      "the Kubernetes API does not answer; workers that run go on";

  /**
   * How workers are started.
   *
   * @param owner name of the ConfigMap that Jobs go away with; null: none
   * @param patience how long a pod may take to start before it counts as stuck
   */
  record Settings(String namespace, int maxWorkers, @Nullable String owner, Duration patience) {}

  private final KubernetesClient client;
  private final WorkerTemplate template;
  private final Settings settings;
  private final Clock clock;
  private final ClusterView view;
  private final ScheduledExecutorService control;
  private volatile List<Demand> demands = List.of();
  private volatile boolean asked;
  private volatile Map<Long, String> troubles = Map.of();
  private volatile boolean failing;
  private @Nullable OwnerReference owner;

  /**
   * @param lost told the owner name of each worker that is gone
   */
  KubernetesJobs(
      KubernetesClient client,
      WorkerTemplate template,
      Settings settings,
      Clock clock,
      Consumer<String> lost) {
    this.client = client;
    this.template = template;
    this.settings = settings;
    this.clock = clock;
    this.control =
        Executors.newSingleThreadScheduledExecutor(run -> new Thread(run, "kubernetes-jobs"));
    this.view =
        new ClusterView(
            client,
            settings.namespace(),
            template.instance(),
            clock,
            pod -> control.execute(() -> report(lost, pod)));
  }

  /** Begins to watch, and to work once it is asked to. */
  KubernetesJobs start() {
    view.start();
    control.scheduleWithFixedDelay(this::tick, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    return this;
  }

  private static void report(Consumer<String> lost, String pod) {
    try {
      lost.accept(pod);
    } catch (RuntimeException e) {
      LOG.warnf(
          "The jobs of worker %s could not be taken back (%s); they are when their lease ends",
          pod, e.getClass().getSimpleName());
    }
  }

  @Override
  public Map<Long, String> keep(List<Demand> wanted) {
    demands = List.copyOf(wanted);
    asked = true;
    return troubles;
  }

  @Override
  public int maxWorkers() {
    return settings.maxWorkers();
  }

  /** Workers go on without this scheduler. */
  @Override
  public void stop() {
    control.shutdownNow();
    view.close();
  }

  private void tick() {
    try {
      if (asked && view.isReady()) {
        troubles = control();
        failing = false;
      } else if (asked) {
        troubles = everyone(UNANSWERED);
      }
    } catch (KubernetesClientException e) {
      if (!failing) {
        failing = true;
        LOG.errorf(
            "The Kubernetes API refuses or does not answer (%d %s); trying again twice a second",
            e.getCode(), e.getStatus() == null ? "" : e.getStatus().getReason());
      }
      troubles = everyone(refusal(e));
    } catch (RuntimeException e) {
      LOG.errorf(e, "Looking after the workers failed; trying again");
    }
  }

  private Map<Long, String> everyone(String words) {
    Map<Long, String> all = new HashMap<>();
    demands.forEach(demand -> all.put(demand.runId(), words));
    return all;
  }

  private static String refusal(KubernetesClientException e) {
    return e.getCode() == HttpURLConnection.HTTP_FORBIDDEN
        ? "the scheduler's service account may not manage Jobs in its namespace; check the Role"
        : UNANSWERED;
  }

  private Map<Long, String> control() {
    List<Demand> now = demands;
    Map<Long, List<Job>> byRun = new TreeMap<>();
    for (Job job : view.jobs()) {
      WorkerJob.runOf(job)
          .ifPresent(run -> byRun.computeIfAbsent(run, r -> new ArrayList<>()).add(job));
    }
    boolean later =
        view.jobs().stream()
            .anyMatch(job -> WorkerJob.number(job, WorkerTemplate.REVISION) > template.revision());
    if (later) {
      return Map.of(); // a later release is being rolled out, and its schedulers see to the workers
    }
    Map<Long, Integer> shares = FairShare.of(now, settings.maxWorkers());
    boolean crowded = now.stream().mapToInt(Demand::workers).sum() > settings.maxWorkers();
    Map<Long, String> found = new LinkedHashMap<>();
    for (Map.Entry<Long, Integer> share : shares.entrySet()) {
      List<Job> jobs = byRun.getOrDefault(share.getKey(), List.of());
      keep(share.getKey(), share.getValue(), crowded, jobs)
          .ifPresent(words -> found.put(share.getKey(), words));
    }
    byRun.keySet().removeAll(shares.keySet());
    byRun.values().forEach(jobs -> jobs.forEach(this::delete));
    return found;
  }

  /** Why the run has fewer workers than its share, if it has. */
  private Optional<String> keep(long runId, int share, boolean crowded, List<Job> jobs) {
    Optional<Job> newest =
        jobs.stream()
            .max(Comparator.comparingLong(job -> WorkerJob.number(job, WorkerTemplate.GENERATION)));
    jobs.stream()
        .filter(job -> job != newest.orElse(null))
        .filter(job -> WorkerJob.parallelism(job) > 0 && !WorkerJob.isFinished(job))
        .forEach(job -> patch(job, 0, Optional.empty()));
    if (newest.isEmpty()) {
      if (share > 0) {
        create(runId, 1, share);
      }
      return Optional.empty();
    }
    Job job = newest.get();
    long generation = WorkerJob.number(job, WorkerTemplate.GENERATION);
    boolean old =
        !template
            .hash()
            .equals(WorkerTemplate.labels(job.getMetadata()).get(WorkerTemplate.TEMPLATE));
    if (old || WorkerJob.isFinished(job) || WorkerJob.isExhausted(job, share)) {
      if (old && !WorkerJob.isFinished(job) && WorkerJob.parallelism(job) > 0) {
        patch(job, 0, Optional.empty());
      }
      if (share > 0) {
        create(
            runId,
            generation + 1,
            Limit.of(WorkerJob.annotations(job)).map(Limit::workers).orElse(share));
      }
      return Optional.empty();
    }
    return adjust(job, share, crowded);
  }

  private Optional<String> adjust(Job job, int share, boolean crowded) {
    int now = WorkerJob.parallelism(job);
    Optional<Limit> known = Limit.of(WorkerJob.annotations(job));
    // a run that needs fewer keeps its workers, which end by themselves; unless others wait
    int wanted =
        crowded ? share : Math.max(share, Math.min(now, known.map(Limit::workers).orElse(now)));
    Limit.Pods pods = pods(job, known.map(Limit::since).orElse(Instant.EPOCH));
    Optional<Limit> limit = Limit.next(known, wanted, pods, clock.instant());
    int target = Math.min(wanted, limit.map(Limit::workers).orElse(wanted));
    if (target != now || !limit.equals(known)) {
      patch(job, target, limit);
    }
    int waiting = Math.max(pods.stuck(), wanted - target);
    if (waiting <= 0 || limit.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        waiting
            + " of "
            + wanted
            + " workers wait: "
            + limit.get().reason()
            + "; running on "
            + pods.running());
  }

  /**
   * @param since when the Job was last told how many pods to have
   */
  private Limit.Pods pods(Job job, Instant since) {
    int running = 0;
    int starting = 0;
    int stuck = 0;
    String reason = "";
    for (Pod pod : view.podsOf(ClusterView.name(job))) {
      String phase = pod.getStatus() == null ? "" : String.valueOf(pod.getStatus().getPhase());
      if (pod.getMetadata().getDeletionTimestamp() != null
          || phase.equals("Succeeded")
          || phase.equals("Failed")) {
        continue;
      }
      if (phase.equals("Running")) {
        running++;
        continue;
      }
      Optional<ClusterView.Warning> warning = view.warning(ClusterView.name(pod));
      Optional<PodTrouble> trouble =
          warning.map(ClusterView.Warning::trouble).or(() -> PodTrouble.of(pod));
      if (trouble.isPresent() && view.pendingFor(pod).compareTo(settings.patience()) > 0) {
        stuck++;
        reason = trouble.get().words() + warning.map(ClusterView.Warning::detail).orElse("");
      } else {
        starting++;
      }
    }
    int missing = WorkerJob.parallelism(job) - running - starting - stuck;
    Optional<ClusterView.Warning> refused = view.warning(ClusterView.name(job));
    // clusters keep back warnings that repeat, so an old one counts where no pod comes for long
    boolean late = clock.instant().isAfter(since.plus(settings.patience()).plus(NO_PODS));
    if (missing > 0 && refused.isPresent() && (late || refused.get().at().isAfter(since))) {
      stuck += missing;
      reason = refused.get().trouble().words() + refused.get().detail();
    }
    return new Limit.Pods(running, starting, stuck, reason);
  }

  private void create(long runId, long generation, int parallelism) {
    Job job = template.of(runId, generation, parallelism, owner());
    try {
      client.batch().v1().jobs().inNamespace(settings.namespace()).resource(job).create();
      LOG.infof("Job %s created for run %d, %d workers", ClusterView.name(job), runId, parallelism);
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
        throw e;
      }
      LOG.debugf("Job %s is there already", ClusterView.name(job));
    }
  }

  /** Only if nobody changed the Job since it was looked at. */
  private void patch(Job job, int parallelism, Optional<Limit> limit) {
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
      client
          .batch()
          .v1()
          .jobs()
          .inNamespace(settings.namespace())
          .withName(ClusterView.name(job))
          .patch(PatchContext.of(PatchType.JSON_MERGE), patch);
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

  private void delete(Job job) {
    if (job.getMetadata().getDeletionTimestamp() != null) {
      return;
    }
    client
        .batch()
        .v1()
        .jobs()
        .inNamespace(settings.namespace())
        .withName(ClusterView.name(job))
        .withPropagationPolicy(DeletionPropagation.BACKGROUND)
        .delete();
    LOG.infof("Job %s deleted: its run has ended", ClusterView.name(job));
  }

  private @Nullable OwnerReference owner() {
    if (owner == null && settings.owner() != null) {
      ConfigMap map =
          client.configMaps().inNamespace(settings.namespace()).withName(settings.owner()).get();
      if (map != null) {
        owner =
            new OwnerReferenceBuilder()
                .withApiVersion("v1")
                .withKind("ConfigMap")
                .withName(settings.owner())
                .withUid(map.getMetadata().getUid())
                .build();
      }
    }
    return owner;
  }
}
