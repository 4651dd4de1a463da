package io.understudy.scheduler.launch;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the cluster says about the Jobs and pods of this installation, kept up to date by watches:
 * looking costs no request.
 */
final class ClusterView implements AutoCloseable {
  private static final int MOST_WARNINGS = 20_000;

  /** A Job that cannot make pods repeats its warning rarely, so it holds for a while. */
  private static final Duration WARNING_HOLDS = Duration.ofMinutes(10);

  private static final Duration FORGET_EVERY = Duration.ofSeconds(10);

  private final Clock clock;
  private final Consumer<String> lost;
  private final Map<String, Instant> pendingSince = new ConcurrentHashMap<>();
  private final Map<String, Warning> warnings = new ConcurrentHashMap<>();
  private final SharedIndexInformer<Job> jobs;
  private final SharedIndexInformer<Pod> pods;
  private final SharedIndexInformer<Event> events;
  private Instant nextForget = Instant.MIN; // the thread of the watch of events only

  /**
   * What the cluster last warned of about an object.
   *
   * @param detail what it names
   * @param at when it came here
   */
  record Warning(PodTrouble trouble, String detail, Instant at) {}

  /**
   * @param instance label of the installation; null if the namespace is its own
   * @param lost told the name of each pod that is gone or has ended
   */
  ClusterView(
      KubernetesClient client,
      String namespace,
      @Nullable String instance,
      Clock clock,
      Consumer<String> lost) {
    this.clock = clock;
    this.lost = lost;
    this.jobs =
        ours(client.batch().v1().jobs().inNamespace(namespace), instance).runnableInformer(0);
    this.pods = ours(client.pods().inNamespace(namespace), instance).runnableInformer(0);
    this.events =
        client
            .v1()
            .events()
            .inNamespace(namespace)
            .withField("type", "Warning")
            .runnableInformer(0);
    pods.addEventHandler(new Handler<>(this::podSeen, this::podGone));
    events.addEventHandler(new Handler<>(this::warned, event -> {}));
  }

  private static <T> FilterWatchListDeletable<T, ?, ?> ours(
      FilterWatchListDeletable<T, ?, ?> all, @Nullable String instance) {
    FilterWatchListDeletable<T, ?, ?> runs =
        (FilterWatchListDeletable<T, ?, ?>) all.withLabel(WorkerTemplate.RUN);
    return instance == null
        ? runs
        : (FilterWatchListDeletable<T, ?, ?>)
            runs.withLabel("app.kubernetes.io/instance", instance);
  }

  /**
   * Returns at once; an API server that does not answer, not even the first time, is asked again.
   */
  void start() {
    List.of(jobs, pods, events).forEach(ClusterView::watch);
  }

  static void watch(SharedIndexInformer<?> informer) {
    informer.exceptionHandler((started, failure) -> true);
    informer.start();
  }

  /** Whether everything was read once and the watches stand. */
  boolean isReady() {
    return jobs.hasSynced() && pods.hasSynced() && jobs.isWatching() && pods.isWatching();
  }

  /** Whether a warning is seen at once; the launcher does without, later. */
  boolean seesWarnings() {
    return events.isWatching();
  }

  List<Job> jobs() {
    return jobs.getStore().list();
  }

  /** Pods of one Job. */
  List<Pod> podsOf(String job) {
    return pods.getStore().list().stream()
        .filter(pod -> job.equals(WorkerTemplate.labels(pod.getMetadata()).get("job-name")))
        .toList();
  }

  /** How long a pod has not been running; zero if it is. */
  Duration pendingFor(Pod pod) {
    Instant since = pendingSince.get(name(pod));
    return since == null ? Duration.ZERO : Duration.between(since, clock.instant());
  }

  /** What was last said about a pod or Job, unless it is long ago. */
  Optional<Warning> warning(String name) {
    return Optional.ofNullable(warnings.get(name))
        .filter(warning -> warning.at().plus(WARNING_HOLDS).isAfter(clock.instant()));
  }

  void podSeen(Pod pod) {
    String name = name(pod);
    String phase = pod.getStatus() == null ? "" : String.valueOf(pod.getStatus().getPhase());
    switch (phase) {
      case "Succeeded", "Failed" -> podGone(pod);
      case "Running" -> {
        pendingSince.remove(name);
        warnings.remove(name);
      }
      default -> pendingSince.putIfAbsent(name, clock.instant());
    }
  }

  private void podGone(Pod pod) {
    pendingSince.remove(name(pod));
    warnings.remove(name(pod));
    lost.accept(name(pod));
  }

  void warned(Event event) {
    if (event.getInvolvedObject() == null || event.getInvolvedObject().getName() == null) {
      return;
    }
    String about = event.getInvolvedObject().getName();
    PodTrouble.ofEvent(event.getReason(), event.getMessage())
        .filter(trouble -> warnings.size() < MOST_WARNINGS)
        .ifPresent(
            trouble ->
                warnings.put(
                    about,
                    new Warning(trouble, trouble.detail(event.getMessage()), clock.instant())));
    forget();
  }

  /** Goes over all of them, so only now and then: a cluster in trouble sends thousands at once. */
  private void forget() {
    Instant now = clock.instant();
    if (now.isBefore(nextForget)) {
      return;
    }
    nextForget = now.plus(FORGET_EVERY);
    Instant old = now.minus(WARNING_HOLDS);
    warnings.values().removeIf(warning -> warning.at().isBefore(old));
  }

  static String name(HasMetadata resource) {
    ObjectMeta metadata = resource.getMetadata();
    return metadata == null ? "" : metadata.getName();
  }

  @Override
  public void close() {
    jobs.close();
    pods.close();
    events.close();
  }

  /** Added and changed are the same here. */
  record Handler<T>(Consumer<T> seen, Consumer<T> gone) implements ResourceEventHandler<T> {
    @Override
    public void onAdd(T resource) {
      seen.accept(resource);
    }

    @Override
    public void onUpdate(T before, T resource) {
      seen.accept(resource);
    }

    @Override
    public void onDelete(T resource, boolean unknown) {
      gone.accept(resource);
    }
  }
}
