package io.understudy.benchmarks;

import io.agroal.api.AgroalDataSource;
import io.understudy.jobtable.Attempt;
import io.understudy.jobtable.Backoff;
import io.understudy.jobtable.Claim;
import io.understudy.jobtable.Completion;
import io.understudy.jobtable.Failure;
import io.understudy.jobtable.JobKind;
import io.understudy.jobtable.JobLoop;
import io.understudy.jobtable.JobProtocol;
import io.understudy.jobtable.RunProtocol;
import io.understudy.jobtable.TimedProtocol;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;

/**
 * One-file jobs per second: 100 workers of the job table, each a loop as a worker process has it, against db-scheduler
 * with 100 threads, on one Postgres, taking turns. A file takes no time; a worker still asks whether it holds the job
 * before it would publish, and reports what it would of a file. db-scheduler is measured bare and at the same work ({@link
 * DbScheduler}).
 */
final class Jobs {
  static final int WORKERS = 100;
  static final int WARM_UP = 40_000;
  private static final Duration A_FILE = Duration.ofMillis(100);
  private static final Set<JobKind> TRANSFORM = Set.of(JobKind.TRANSFORM);
  static final String DETAILS = details();
  private static final List<Logger> LOGGERS =
      List.of(Logger.getLogger("io.understudy"), Logger.getLogger("com.github.kagkarlsson"));

  private final Database database;
  private final int jobs;

  private Jobs(Database database, int jobs) {
    this.database = database;
    this.jobs = jobs;
  }

  /** What one turn showed. */
  record Turn(double perSecond, double postgresSeconds, double javaSeconds, String claims, double claimP99) {}

  private interface Contender {
    Turn run() throws Exception;
  }

  public static void main(String[] arguments) throws Exception {
    int jobs = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000;
    int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
    String only = arguments.length > 2 ? arguments[2] : "";
    LOGGERS.forEach(logger -> logger.setLevel(Level.WARNING));
    try (Database database = new Database()) {
      Jobs benchmark = new Jobs(database, jobs);
      Map<String, Contender> systems = new LinkedHashMap<>();
      systems.put("understudy, 100 workers", () -> benchmark.understudy(Duration.ZERO));
      systems.put("  files of 0.1 s", () -> benchmark.understudy(A_FILE));
      DbScheduler peer = new DbScheduler(database, jobs);
      for (DbScheduler.Kept kept : DbScheduler.Kept.values()) {
        systems.put(kept.label() + " 1 x 100, (0.5, 1)", () -> peer.run(kept, 1, 0.5, 1));
        systems.put(kept.label() + " 1 x 100, (1, 4)", () -> peer.run(kept, 1, 1, 4));
        systems.put(kept.label() + " 4 x 25, (1, 4)", () -> peer.run(kept, 4, 1, 4));
      }
      systems.keySet().removeIf(name -> !name.contains(only));
      Map<String, List<Turn>> turns = new LinkedHashMap<>();
      for (int round = 0; round < rounds; round++) {
        for (Map.Entry<String, Contender> system : systems.entrySet()) {
          Turn turn = system.getValue().run();
          System.err.printf(Locale.ROOT, "%-36s %8.0f/s%n", system.getKey(), turn.perSecond());
          turns.computeIfAbsent(system.getKey(), name -> new ArrayList<>()).add(turn);
        }
      }
      print(turns, jobs, rounds);
    }
  }

  private static void print(Map<String, List<Turn>> turns, int jobs, int rounds) {
    System.out.printf(
        Locale.ROOT, "%d jobs, medians of %d rounds, fsync on; a claim: p50 / p99 / most of the median round%n", jobs, rounds);
    System.out.printf(Locale.ROOT, "%-36s %10s %16s %12s %22s%n", "", "jobs/s", "Postgres CPU s", "Java CPU s", "claim, ms");
    for (Map.Entry<String, List<Turn>> system : turns.entrySet()) {
      double cpu = Timings.median(system.getValue().stream().mapToDouble(Turn::postgresSeconds).toArray());
      double java = Timings.median(system.getValue().stream().mapToDouble(Turn::javaSeconds).toArray());
      double p99 = Timings.median(system.getValue().stream().mapToDouble(Turn::claimP99).toArray());
      String claims =
          system.getValue().stream().filter(turn -> turn.claimP99() == p99).findFirst().orElseThrow().claims();
      System.out.printf(
          Locale.ROOT, "%-36s %10.0f %16.1f %12.1f %22s%n", system.getKey(), rate(system.getValue()), cpu, java, claims);
    }
    double ours = best(turns, "understudy");
    for (DbScheduler.Kept kept : DbScheduler.Kept.values()) {
      double best = best(turns, kept.label());
      if (best > 0 && ours > 0) {
        System.out.printf(Locale.ROOT, "understudy : the best of %s = %.1f%n", kept.label(), ours / best);
      }
    }
  }

  private static double best(Map<String, List<Turn>> turns, String label) {
    return turns.entrySet().stream()
        .filter(system -> system.getKey().startsWith(label + " ") || system.getKey().startsWith(label + ","))
        .mapToDouble(system -> rate(system.getValue()))
        .max()
        .orElse(0);
  }

  private static double rate(List<Turn> turns) {
    return Timings.median(turns.stream().mapToDouble(Turn::perSecond).toArray());
  }

  /** Workers that wait for nothing but the job table, or that are busy with a file for most of the time. */
  private Turn understudy(Duration file) throws Exception {
    database.execute("truncate understudy.run cascade");
    try (AgroalDataSource pool = database.pool(WORKERS)) {
      understudy(pool, WARM_UP, Duration.ZERO);
      return understudy(pool, file.isZero() ? jobs : Math.min(jobs, WARM_UP), file);
    }
  }

  private Turn understudy(AgroalDataSource pool, int count, Duration file) throws Exception {
    RunProtocol runs = new RunProtocol(database.plain());
    long run =
        runs.create(
            new RunProtocol.NewRun("shop", "{}", "s3://in/", "s3://out/", "steps: []", "default", null, null, WORKERS));
    long table = runs.addTable(run, "orders", "{}", null);
    for (int from = 0; from < count; from += 1000) {
      runs.addTransforms(
          run,
          IntStream.range(from, Math.min(count, from + 1000))
              .mapToObj(
                  i ->
                      new RunProtocol.NewJob(
                          table, "s3://in/orders/" + i + ".parquet", 1000, "e" + i, "s3://out/orders/" + i + ".parquet"))
              .toList(),
          5);
    }
    runs.planned(run);
    database.settle();
    CountDownLatch open = new CountDownLatch(count);
    Timings claims = new Timings();
    JobProtocol protocol = new TimedProtocol(pool, claims::add);
    double cpu = database.cpuSeconds();
    double java = javaSeconds();
    Thread scheduler = Thread.ofPlatform().start(() -> lookAfter(runs, open));
    long begin = System.nanoTime();
    List<Thread> workers =
        IntStream.range(0, WORKERS)
            .mapToObj(i -> Thread.ofPlatform().start(() -> work(protocol, "worker-" + i, run, new NoWork(open, file))))
            .toList();
    if (!open.await(30, TimeUnit.MINUTES)) {
      throw new IllegalStateException(open.getCount() + " jobs are open");
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    double used = database.cpuSeconds() - cpu;
    double usedHere = javaSeconds() - java;
    for (Thread worker : workers) {
      worker.join();
    }
    scheduler.join();
    String done = database.value("select transform_done from understudy.run_table where run_id = " + run);
    if (!done.equals(Integer.toString(count))) {
      throw new IllegalStateException("the table counts " + done + " jobs");
    }
    return new Turn(count / seconds, used, usedHere, claims.summary(), claims.millis(0.99));
  }

  /** What a scheduler does about jobs that nobody asks for, once a second. */
  private static void lookAfter(RunProtocol runs, CountDownLatch open) {
    try {
      while (!open.await(1, TimeUnit.SECONDS)) {
        runs.reap();
        runs.passedOver();
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** With the settings that a worker has by default. */
  private static void work(JobProtocol protocol, String owner, long run, NoWork work) {
    JobLoop loop =
        new JobLoop(
            protocol,
            new JobLoop.Settings(
                owner,
                TRANSFORM,
                run,
                1,
                Duration.ofSeconds(60),
                Duration.ofSeconds(10),
                Duration.ofMillis(500),
                new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(60))),
            work,
            new Random());
    try {
      loop.run(() -> !protocol.expectsMore(TRANSFORM, run));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private record NoWork(CountDownLatch open, Duration file) implements JobLoop.Work {
    @Override
    public Completion run(Attempt attempt) throws InterruptedException {
      Thread.sleep(file);
      attempt.verifyHeld();
      return new Completion("etag", 1000, 100, 100, 300, DETAILS);
    }

    @Override
    public Failure failure(Claim claim, Throwable thrown) {
      System.err.println("a job failed: " + thrown);
      return new Failure(true, "benchmark", "failed");
    }

    @Override
    public void ended(Claim claim, JobLoop.Outcome outcome, Duration took) {
      if (outcome == JobLoop.Outcome.DONE) {
        open.countDown();
      }
    }
  }

  /** As long as what a worker reports of a file with eight columns. */
  private static String details() {
    StringBuilder text = new StringBuilder("{\"columns\": [");
    for (int i = 0; i < 8; i++) {
      text.append(i == 0 ? "" : ", ").append("{\"name\": \"column_" + i + "\", \"type\": \"VARCHAR\", \"nullable\": true}");
    }
    text.append("], \"reports\": [");
    for (int i = 0; i < 8; i++) {
      text.append(i == 0 ? "" : ", ").append("{\"column\": \"column_" + i + "\", \"changed\": 100, \"path\": \"DICTIONARY\"}");
    }
    return text.append("], \"keyId\": \"default\"}").toString();
  }

  /** Seconds of processor time of this process so far: the clients, the compiler of their code, and the clock around them. */
  static double javaSeconds() {
    return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos() / 1e9;
  }
}
