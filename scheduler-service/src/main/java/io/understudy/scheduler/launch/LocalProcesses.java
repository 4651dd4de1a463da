package io.understudy.scheduler.launch;

import io.understudy.jobtable.Backoff;
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
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Workers as processes of this machine. Each works for one run and ends by itself when the run has
 * nothing left, so this only starts them, ends those that are too many, and notices those that die.
 */
public final class LocalProcesses implements Launcher {
  private static final Logger LOG = Logger.getLogger(LocalProcesses.class);
  private static final int CRASHES_WORTH_TELLING = 3;

  /** A worker that lived this long was not to blame on its command line or environment. */
  private static final Duration SETTLED = Duration.ofSeconds(30);

  /** How workers are started and ended. {@code name} must differ from scheduler to scheduler. */
  public record Settings(
      String name,
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
  private final List<Worker> workers = new ArrayList<>();
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
  }

  /** A process at work; {@code stopAt} is when it is killed, null while it may stay. */
  private static final class Worker {
    private final long runId;
    private final String owner;
    private final Process process;
    private final Path log;
    private final Instant startedAt;
    private @Nullable Instant stopAt;

    private Worker(long runId, String owner, Process process, Path log, Instant startedAt) {
      this.runId = runId;
      this.owner = owner;
      this.process = process;
      this.log = log;
      this.startedAt = startedAt;
    }
  }

  /** Crashes in a row of a run's workers. */
  private record Crashes(int count, Instant nextStart, String last) {}

  @Override
  public synchronized Map<Long, String> keep(List<Demand> demands) {
    collectDead();
    if (stopped) {
      return Map.of();
    }
    Map<Long, Integer> shares = FairShare.of(demands, settings.maxWorkers());
    crashes.keySet().retainAll(shares.keySet());
    boolean wanting = false;
    for (Map.Entry<Long, Integer> share : shares.entrySet()) {
      wanting |= staying(share.getKey()).size() < share.getValue();
    }
    for (Worker worker : List.copyOf(workers)) {
      if (!shares.containsKey(worker.runId)) {
        end(worker);
      }
    }
    for (Map.Entry<Long, Integer> share : shares.entrySet()) {
      List<Worker> staying = staying(share.getKey());
      // idle workers end by themselves; only when another run waits do they have to make room
      for (int i = staying.size() - 1; wanting && i >= share.getValue(); i--) {
        end(staying.get(i));
      }
    }
    Map<Long, String> trouble = new HashMap<>();
    for (Map.Entry<Long, Integer> share : shares.entrySet()) {
      start(share.getKey(), share.getValue(), trouble);
    }
    return trouble;
  }

  private void start(long runId, int share, Map<Long, String> trouble) {
    Crashes before = crashes.get(runId);
    if (before != null && before.count() >= CRASHES_WORTH_TELLING) {
      trouble.put(
          runId,
          before.count() + " workers in a row ended with an error, the last with " + before.last());
    }
    while (staying(runId).size() < share
        && workers.size() < settings.maxWorkers()
        && (before == null || !clock.instant().isBefore(before.nextStart()))) {
      try {
        workers.add(launch(runId));
      } catch (IOException e) {
        LOG.errorf(e, "A worker of run %d cannot be started: %s", runId, settings.command().get(0));
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

  private Worker launch(long runId) throws IOException {
    started++;
    String owner = settings.name() + "-" + started;
    Files.createDirectories(settings.logDirectory());
    Path log = settings.logDirectory().resolve("worker-run" + runId + "-" + owner + ".log");
    ProcessBuilder builder = new ProcessBuilder(settings.command());
    builder.environment().put("UNDERSTUDY_MODE", "worker");
    builder.environment().put("UNDERSTUDY_WORKER_RUN", String.valueOf(runId));
    builder.environment().put("UNDERSTUDY_WORKER_OWNER", owner);
    builder.environment().put("QUARKUS_HTTP_PORT", "0");
    builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    Process process = builder.start();
    LOG.infof("Worker %s of run %d started, process %d", owner, runId, process.pid());
    return new Worker(runId, owner, process, log, clock.instant());
  }

  private List<Worker> staying(long runId) {
    return workers.stream()
        .filter(worker -> worker.runId == runId && worker.stopAt == null)
        .toList();
  }

  private void collectDead() {
    Iterator<Worker> each = workers.iterator();
    while (each.hasNext()) {
      Worker worker = each.next();
      if (worker.process.isAlive()) {
        Instant stopAt = worker.stopAt;
        if (stopAt != null && !clock.instant().isBefore(stopAt)) {
          worker.process.destroyForcibly();
        }
        if (clock.instant().isAfter(worker.startedAt.plus(SETTLED))) {
          crashes.remove(worker.runId);
        }
        continue;
      }
      lost.accept(worker.owner); // first, so that it is repeated if the job table does not answer
      each.remove();
      int exit = worker.process.exitValue();
      LOG.infof("Worker %s of run %d ended with exit code %d", worker.owner, worker.runId, exit);
      if (exit == 0) {
        crashes.remove(worker.runId);
      } else if (worker.stopAt == null) {
        crashed(worker.runId, "exit code " + exit + ": see " + worker.log);
      }
    }
  }

  private void crashed(long runId, String how) {
    Crashes before = crashes.get(runId);
    int count = before == null ? 1 : before.count() + 1;
    Instant next = clock.instant().plus(settings.restart().after(count, random));
    crashes.put(runId, new Crashes(count, next, how));
  }

  private void end(Worker worker) {
    if (worker.stopAt == null) {
      worker.stopAt = clock.instant().plus(settings.stopTimeout());
      worker.process.destroy();
    }
  }

  /** Workers that run now. */
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
      for (Worker worker : workers) {
        long left = deadline - System.nanoTime();
        if (left <= 0 || !worker.process.waitFor(left, TimeUnit.NANOSECONDS)) {
          worker.process.destroyForcibly();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      workers.forEach(worker -> worker.process.destroyForcibly());
    }
  }
}
