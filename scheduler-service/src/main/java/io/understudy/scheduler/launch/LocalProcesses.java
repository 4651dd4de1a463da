package io.understudy.scheduler.launch;

import io.understudy.jobtable.Backoff;
import io.understudy.scheduler.launch.WorkerNotes.Identity;
import io.understudy.scheduler.launch.WorkerNotes.Note;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/**
 * Workers as processes of this machine. Each works for one run and ends by itself when the run has
 * nothing left, so this only starts them, ends those that are too many, and notices those that die.
 * Workers outlive a scheduler that is killed; the next one on this machine takes them over. Those
 * of another scheduler that lives count, and are left to it.
 */
public final class LocalProcesses implements Launcher {
  private static final Logger LOG = Logger.getLogger(LocalProcesses.class);
  private static final int CRASHES_WORTH_TELLING = 3;

  /** A worker that lived this long was not to blame on its command line or environment. */
  private static final Duration SETTLED = Duration.ofSeconds(30);

  /**
   * How workers are started and ended.
   *
   * @param name differs from scheduler to scheduler
   * @param scheduler the process that starts them
   */
  public record Settings(
      String name,
      ProcessHandle scheduler,
      List<String> command,
      Path logDirectory,
      int maxWorkers,
      Duration stopTimeout,
      Backoff restart) {
    public Settings {
      command = List.copyOf(command);
      if (command.isEmpty()) {
        throw new IllegalArgumentException(
            "understudy.launcher.command is empty; with understudy.launcher.type=local it must be"
                + " the command line of a worker");
      }
      if (maxWorkers < 1) {
        throw new IllegalArgumentException("understudy.launcher.max-workers must be at least 1");
      }
    }
  }

  private final Settings settings;
  private final Consumer<String> lost;
  private final Clock clock;
  private final RandomGenerator random;
  private final WorkerNotes notes;
  private final Identity self;
  private final List<LocalWorker> workers = new ArrayList<>();
  private final Map<Long, Crashes> crashes = new HashMap<>();
  private int started;
  private boolean stopped;

  /**
   * @param lost told the owner name of each worker that is gone
   */
  public LocalProcesses(
      Settings settings, Consumer<String> lost, Clock clock, RandomGenerator random) {
    this.settings = settings;
    this.lost = lost;
    this.clock = clock;
    this.random = random;
    this.notes = new WorkerNotes(settings.logDirectory());
    this.self = Identity.of(settings.scheduler());
  }

  /** Crashes in a row of a run's workers. */
  private record Crashes(int count, Instant nextStart, String last) {}

  @Override
  public synchronized Map<Long, String> keep(List<Demand> demands) {
    collectDead();
    if (stopped) {
      return Map.of();
    }
    Map<Long, Integer> foreign = lookAround();
    Map<Long, Integer> shares = shares(demands, foreign);
    crashes.keySet().retainAll(shares.keySet());
    boolean wanting = false;
    for (Map.Entry<Long, Integer> share : shares.entrySet()) {
      wanting |= staying(share.getKey()).size() < share.getValue();
    }
    for (LocalWorker worker : List.copyOf(workers)) {
      if (!shares.containsKey(worker.runId())) {
        end(worker);
      }
    }
    for (Map.Entry<Long, Integer> share : shares.entrySet()) {
      List<LocalWorker> staying = staying(share.getKey());
      // idle workers end by themselves; only when another run waits do they have to make room
      for (int i = staying.size() - 1; wanting && i >= share.getValue(); i--) {
        end(staying.get(i));
      }
    }
    int places = settings.maxWorkers() - sum(foreign);
    Map<Long, String> trouble = new HashMap<>();
    for (Map.Entry<Long, Integer> share : shares.entrySet()) {
      start(share.getKey(), share.getValue(), places, trouble);
    }
    return trouble;
  }

  private Map<Long, Integer> shares(List<Demand> demands, Map<Long, Integer> foreign) {
    List<Demand> unmet =
        demands.stream()
            .map(
                demand ->
                    new Demand(
                        demand.runId(),
                        Math.max(0, demand.workers() - foreign.getOrDefault(demand.runId(), 0)),
                        demand.kind()))
            .toList();
    return FairShare.of(unmet, settings.maxWorkers() - sum(foreign), Map.of());
  }

  private static int sum(Map<Long, Integer> counts) {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** Takes over what dead schedulers left behind; how many workers others have, by run. */
  private Map<Long, Integer> lookAround() {
    Map<Long, Integer> foreign = new HashMap<>();
    for (Note note : notes.all()) {
      if (workers.stream().anyMatch(worker -> worker.owner().equals(note.owner()))) {
        continue;
      }
      Optional<ProcessHandle> worker = note.worker().alive();
      if (note.scheduler().alive().isPresent()) {
        worker.ifPresent(alive -> foreign.merge(note.runId(), 1, Integer::sum));
      } else if (worker.isPresent()) {
        LOG.infof("Worker %s of run %d taken over", note.owner(), note.runId());
        workers.add(LocalWorker.adopted(note, worker.get(), clock.instant()));
      } else {
        lost.accept(note.owner());
        notes.remove(note.owner());
      }
    }
    return foreign;
  }

  private void start(long runId, int share, int places, Map<Long, String> trouble) {
    Crashes before = crashes.get(runId);
    if (before != null && before.count() >= CRASHES_WORTH_TELLING) {
      trouble.put(
          runId, before.count() + " workers in a row failed, the last one: " + before.last());
    }
    while (staying(runId).size() < share
        && workers.size() < places
        && (before == null || !clock.instant().isBefore(before.nextStart()))) {
      try {
        workers.add(launch(runId));
      } catch (IOException e) {
        LOG.errorf(
            "A worker of run %d cannot be started (%s): check %s",
            runId, e.getClass().getSimpleName(), settings.command().get(0));
        crashed(
            runId,
            "no process: check understudy.launcher.command ("
                + settings.command().get(0)
                + ") and understudy.launcher.log-directory ("
                + settings.logDirectory()
                + ")");
        return;
      }
      if (before != null) {
        return; // one to try with
      }
    }
  }

  private LocalWorker launch(long runId) throws IOException {
    started++;
    String owner = settings.name() + "-" + started;
    Files.createDirectories(settings.logDirectory());
    Path log = settings.logDirectory().resolve("worker-run" + runId + "-" + owner + ".log");
    ProcessBuilder builder = new ProcessBuilder(settings.command());
    builder.environment().put("UNDERSTUDY_MODE", "worker");
    builder.environment().put("UNDERSTUDY_WORKER_RUN", String.valueOf(runId));
    builder.environment().put("UNDERSTUDY_WORKER_OWNER", owner);
    builder
        .environment()
        .put("UNDERSTUDY_WORKER_GRACE", settings.stopTimeout().dividedBy(2).toString());
    builder.environment().put("QUARKUS_HTTP_HOST_ENABLED", "false");
    builder.environment().put("QUARKUS_MANAGEMENT_HOST_ENABLED", "false");
    builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    Process process = builder.start();
    try {
      notes.add(new Note(owner, runId, Identity.of(process.toHandle()), self));
    } catch (IOException e) {
      process.destroyForcibly(); // nobody would know of it
      throw e;
    }
    MDC.put("run", runId);
    LOG.infof("Worker %s of run %d started, process %d", owner, runId, process.pid());
    MDC.remove("run");
    return LocalWorker.started(owner, runId, process, log, clock.instant());
  }

  private List<LocalWorker> staying(long runId) {
    return workers.stream()
        .filter(worker -> worker.runId() == runId && !worker.isEnding())
        .toList();
  }

  private void collectDead() {
    Iterator<LocalWorker> each = workers.iterator();
    while (each.hasNext()) {
      LocalWorker worker = each.next();
      if (worker.isAlive()) {
        if (worker.isOverdue(clock.instant())) {
          worker.process().destroyForcibly();
        }
        if (clock.instant().isAfter(worker.startedAt().plus(SETTLED))) {
          crashes.remove(worker.runId());
        }
        continue;
      }
      lost.accept(worker.owner()); // first, so that it is repeated if the job table does not answer
      notes.remove(worker.owner());
      each.remove();
      MDC.put("run", worker.runId());
      LOG.infof("Worker %s of run %d ended, %s", worker.owner(), worker.runId(), worker.exit());
      MDC.remove("run");
      if (!worker.crashed()) {
        crashes.remove(worker.runId());
      } else if (!worker.isEnding()) {
        crashed(worker.runId(), worker.exit() + ": see " + worker.log());
      }
    }
  }

  private void crashed(long runId, String how) {
    Crashes before = crashes.get(runId);
    int count = before == null ? 1 : before.count() + 1;
    Instant next = clock.instant().plus(settings.restart().after(count, random));
    crashes.put(runId, new Crashes(count, next, how));
  }

  private void end(LocalWorker worker) {
    worker.end(clock.instant().plus(settings.stopTimeout()));
  }

  /** Workers that run now, those taken over included. */
  synchronized int running() {
    collectDead();
    return workers.size();
  }

  @Override
  public int maxWorkers() {
    return settings.maxWorkers();
  }

  @Override
  public synchronized void stop() {
    stopped = true;
    workers.forEach(this::end);
    long deadline = System.nanoTime() + settings.stopTimeout().toNanos();
    try {
      for (LocalWorker worker : workers) {
        while (worker.isAlive() && System.nanoTime() < deadline) {
          TimeUnit.MILLISECONDS.sleep(20);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    workers.forEach(worker -> worker.process().destroyForcibly());
  }
}
