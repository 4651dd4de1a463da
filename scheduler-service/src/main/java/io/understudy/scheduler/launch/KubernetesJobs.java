package io.understudy.scheduler.launch;

import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.understudy.scheduler.pipeline.WorkerClasses;
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
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Workers as pods: one Job per run, used as a queue, whose {@code parallelism} follows what the run
 * can use and what the cluster gives. All state is in the Jobs themselves, so any number of
 * schedulers may do this side by side; a write that another one overtook is dropped and thought
 * over again. A thread of its own talks to the cluster.
 *
 * <p>Parallelism is lowered only where pods cannot start, another run waits, or the run ends:
 * workers without work end by themselves. When the templates change, with an upgrade or a rollback,
 * a Job made of the one before is wound down (its workers finish their file or give it back) while
 * a new one takes over.
 */
public final class KubernetesJobs implements Launcher {
  private static final Logger LOG = Logger.getLogger(KubernetesJobs.class);
  private static final long EVERY_MILLIS = 500;
  private static final Duration NO_PODS = Duration.ofSeconds(5);
  private static final Duration NO_ANSWER = Duration.ofSeconds(5);
  private static final String UNANSWERED =
      "the Kubernetes API does not answer; workers that run go on";
  private static final String DEADLINE = "DeadlineExceeded";
  private static final int TOO_MANY = 429;

  /** At least between two Jobs of a run of which the cluster gave up the first. */
  private static final Duration NEXT_JOB = Duration.ofSeconds(10);

  /**
   * How workers are started.
   *
   * @param owner what Jobs go away with; null: nothing
   * @param patience how long a pod may take to start before it counts as stuck
   * @param requestsPerSecond most requests that change something; watches are not counted
   */
  record Settings(
      String namespace,
      int maxWorkers,
      @Nullable OwnerReference owner,
      Duration patience,
      int requestsPerSecond) {}

  private final Supplier<WorkerTemplates> templates;
  private final Settings settings;
  private final Clock clock;
  private final Instant begun;
  private final ClusterView view;
  private final RequestPace pace;
  private final JobWrites writes;
  private final Refusals refusals;
  private final ScheduledExecutorService control;
  private volatile List<Demand> demands = List.of();
  private volatile boolean asked;
  private volatile Map<Long, String> troubles = Map.of();
  private volatile Map<Long, String> stopped = Map.of();
  private volatile boolean failing;

  /**
   * @param templates asked for those that hold now
   * @param lost told the owner name of each worker that is gone
   */
  KubernetesJobs(
      KubernetesClient client,
      Supplier<WorkerTemplates> templates,
      Settings settings,
      Clock clock,
      Consumer<String> lost) {
    this.templates = templates;
    this.settings = settings;
    this.clock = clock;
    this.begun = clock.instant();
    this.pace = new RequestPace(settings.requestsPerSecond(), clock);
    this.writes = new JobWrites(client, settings.namespace(), settings.owner(), pace);
    this.refusals = new Refusals(clock);
    this.control =
        Executors.newSingleThreadScheduledExecutor(run -> new Thread(run, "kubernetes-jobs"));
    this.view =
        new ClusterView(
            client,
            settings.namespace(),
            templates.get().instance(),
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
  public Map<Long, String> stopped() {
    return stopped;
  }

  @Override
  public WorkerClasses classes() {
    return templates.get().classes();
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

  /** Whether what the cluster warns of is seen at once. */
  boolean seesWarnings() {
    return view.seesWarnings();
  }

  private void tick() {
    try {
      if (asked && view.isReady() && !pace.resting()) {
        troubles = control();
        pace.answered();
        failing = false;
      } else if (asked && !view.isReady() && clock.instant().isAfter(begun.plus(NO_ANSWER))) {
        troubles = everyone(UNANSWERED);
      }
    } catch (KubernetesClientException e) {
      Duration rest = pace.rest(retryAfter(e));
      if (!failing) {
        failing = true;
        LOG.errorf(
            "The Kubernetes API refuses or does not answer (%d %s); trying again in %d ms, then"
                + " less often",
            e.getCode(), e.getStatus() == null ? "" : e.getStatus().getReason(), rest.toMillis());
      }
      troubles = everyone(refusal(e));
      stopped = Map.of();
    } catch (RuntimeException e) {
      LOG.errorf(e, "Looking after the workers failed; trying again");
    }
  }

  /** What a server that has too much to do asks for. */
  private static Duration retryAfter(KubernetesClientException e) {
    Integer seconds =
        e.getStatus() == null || e.getStatus().getDetails() == null
            ? null
            : e.getStatus().getDetails().getRetryAfterSeconds();
    return seconds == null ? Duration.ZERO : Duration.ofSeconds(seconds);
  }

  private Map<Long, String> everyone(String words) {
    Map<Long, String> all = new HashMap<>();
    demands.forEach(demand -> all.put(demand.runId(), words));
    return all;
  }

  private static String refusal(KubernetesClientException e) {
    return e.getCode() == HttpURLConnection.HTTP_FORBIDDEN
        ? "the scheduler's service account may not manage Jobs in its namespace; check the Role"
        : e.getCode() == TOO_MANY
            ? "the Kubernetes API has too much to do (429); workers that run go on"
            : UNANSWERED;
  }

  private Map<Long, String> control() {
    List<Demand> now = demands;
    List<Job> jobs = view.jobs();
    stopped = Map.of();
    Map<Long, List<Job>> byRun = new TreeMap<>();
    for (Job job : jobs) {
      WorkerJob.runOf(job)
          .ifPresent(run -> byRun.computeIfAbsent(run, r -> new ArrayList<>()).add(job));
    }
    Map<String, Integer> most = templates.get().mostWorkers();
    Map<Long, Integer> shares = FairShare.of(now, settings.maxWorkers(), most);
    Map<Long, String> found = new LinkedHashMap<>();
    Map<Long, String> ended = new LinkedHashMap<>();
    refusals.keepOnly(shares.keySet());
    for (Demand demand : now) {
      long run = demand.runId();
      int share = shares.getOrDefault(run, 0);
      List<Job> own = byRun.getOrDefault(run, List.of());
      Optional<String> words = refusals.of(run);
      try {
        if (words.isEmpty()) {
          words = keep(demand, share, crowded(demand, now, most), own, ended);
        }
      } catch (KubernetesClientException e) {
        if (!Refusals.isOfOneRun(e)) {
          throw e;
        }
        words = Optional.of(refusals.add(run, e));
      }
      words.ifPresent(known -> found.put(run, known));
    }
    stopped = Map.copyOf(ended);
    byRun.keySet().removeAll(shares.keySet());
    byRun.values().forEach(gone -> gone.forEach(writes::delete));
    return found;
  }

  /** Whether others wait for what this run has, all together or in its worker class. */
  private boolean crowded(Demand demand, List<Demand> all, Map<String, Integer> most) {
    int sum = 0;
    int ofClass = 0;
    for (Demand each : all) {
      sum += each.workers();
      ofClass += each.workerClass().equals(demand.workerClass()) ? each.workers() : 0;
    }
    return sum > settings.maxWorkers()
        || ofClass > most.getOrDefault(demand.workerClass(), Integer.MAX_VALUE);
  }

  /**
   * Why the run has fewer workers than its share, if it has.
   *
   * @param ended takes the run if the cluster has ended its Job for good
   */
  private Optional<String> keep(
      Demand demand, int share, boolean crowded, List<Job> jobs, Map<Long, String> ended) {
    Optional<WorkerTemplate> template = templates.get().of(demand.workerClass());
    Optional<Job> newest =
        template.isEmpty()
            ? Optional.empty()
            : jobs.stream().max(Comparator.comparingLong(KubernetesJobs::generation));
    jobs.stream()
        .filter(job -> job != newest.orElse(null))
        .filter(job -> WorkerJob.parallelism(job) > 0 && !WorkerJob.isFinished(job))
        .forEach(job -> writes.patch(job, 0, Optional.empty()));
    if (template.isEmpty()) {
      return Optional.of(
          "no workers: the installation has no worker class \""
              + demand.workerClass()
              + "\" any more; add it to the chart's worker.classes again, or cancel the run");
    }
    if (newest.isEmpty()) {
      if (share > 0) {
        writes.create(template.get(), demand, 1, share);
      }
      return Optional.empty();
    }
    Job job = newest.get();
    boolean old =
        !template
            .get()
            .hash()
            .equals(WorkerTemplate.labels(job.getMetadata()).get(WorkerTemplate.TEMPLATE));
    if (!old && !WorkerJob.isFinished(job) && !WorkerJob.isExhausted(job, share)) {
      return adjust(job, share, crowded);
    }
    Optional<String> failure = WorkerJob.failure(job);
    if (share > 0 && failure.filter(DEADLINE::equals).isPresent()) {
      ended.put(
          demand.runId(),
          "the run's workers were stopped after "
              + job.getSpec().getActiveDeadlineSeconds()
              + " s, the most that the chart's worker.activeDeadlineSeconds allows; raise it, or"
              + " retry the run, which goes on with the files that are left");
      return Optional.empty();
    }
    if (failure.isPresent() && clock.instant().isBefore(WorkerJob.created(job).plus(NEXT_JOB))) {
      return Optional.of(
          "no workers: the cluster gave up Job "
              + ClusterView.name(job)
              + " ("
              + failure.get()
              + "); the next one comes in a moment");
    }
    if (old && !WorkerJob.isFinished(job) && WorkerJob.parallelism(job) > 0) {
      writes.patch(job, 0, Optional.empty());
    }
    if (share > 0) {
      int fits = Limit.of(WorkerJob.annotations(job)).map(Limit::workers).orElse(share);
      writes.create(template.get(), demand, generation(job) + 1, Math.min(share, fits));
    }
    return Optional.empty();
  }

  private static long generation(Job job) {
    return WorkerJob.number(job, WorkerTemplate.GENERATION);
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
      writes.patch(job, target, limit);
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
}
