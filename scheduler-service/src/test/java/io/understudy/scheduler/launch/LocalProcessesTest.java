package io.understudy.scheduler.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.jobtable.Backoff;
import io.understudy.scheduler.launch.Launcher.Demand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real processes: small shell commands in the place of workers. */
@Timeout(300)
class LocalProcessesTest {
  private static final String STAYS = "exec sleep 300";

  @TempDir Path logs;

  private final List<String> lost = new CopyOnWriteArrayList<>();
  private final List<LocalProcesses> launchers = new ArrayList<>();
  private final HandClock clock = new HandClock();

  /** A clock that stands until the test moves it. */
  private static final class HandClock extends Clock {
    private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");

    void pass(Duration time) {
      now = now.plus(time);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  @AfterEach
  void end() {
    launchers.forEach(LocalProcesses::stop);
  }

  private LocalProcesses launcher(
      String name, ProcessHandle scheduler, int most, String... command) {
    LocalProcesses launcher =
        new LocalProcesses(
            new LocalProcesses.Settings(
                name,
                scheduler,
                List.of(command),
                logs,
                most,
                Duration.ofSeconds(10),
                new Backoff(Duration.ofSeconds(4), Duration.ofSeconds(60))),
            lost::add,
            clock,
            RandomGenerator.of("L64X128MixRandom"));
    launchers.add(launcher);
    return launcher;
  }

  private LocalProcesses launcher(int most, String script) {
    return launcher("me", ProcessHandle.current(), most, "sh", "-c", script);
  }

  private static List<Demand> demand(long run, int workers) {
    return List.of(new Demand(run, workers));
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    while (!condition.getAsBoolean()) {
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }

  private List<Path> files(String ending) {
    try (Stream<Path> files = Files.list(logs)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<ProcessHandle> workers() {
    return new WorkerNotes(logs)
        .all().stream().flatMap(note -> note.worker().alive().stream()).toList();
  }

  @Test
  void startsWhatIsWantedWithinTheLimit() {
    LocalProcesses launcher = launcher(3, STAYS);
    assertThat(launcher.keep(demand(1, 2))).isEmpty();
    assertThat(launcher.running()).isEqualTo(2);
    launcher.keep(demand(1, 9));
    assertThat(launcher.running()).isEqualTo(3);
    assertThat(files(".log")).hasSize(3);
  }

  @Test
  void tellsTheWorkerWhatItIs() throws Exception {
    LocalProcesses launcher = launcher(1, "env; echo ready; " + STAYS);
    launcher.keep(demand(7, 1));
    Path log = logs.resolve("worker-run7-me-1.log");
    await(() -> text(log).contains("ready"));
    assertThat(text(log))
        .contains("UNDERSTUDY_MODE=worker\n")
        .contains("UNDERSTUDY_WORKER_RUN=7\n")
        .contains("UNDERSTUDY_WORKER_OWNER=me-1\n")
        .contains("UNDERSTUDY_WORKER_GRACE=PT5S\n")
        .contains("QUARKUS_HTTP_HOST_ENABLED=false\n");
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aKilledWorkerIsReportedLostAndReplacedAfterAPause() throws Exception {
    LocalProcesses launcher = launcher(1, STAYS);
    launcher.keep(demand(1, 1));
    workers().getFirst().destroyForcibly();
    await(() -> launcher.running() == 0);
    assertThat(lost).containsExactly("me-1");
    launcher.keep(demand(1, 1));
    assertThat(launcher.running()).isZero();
    clock.pass(Duration.ofSeconds(4));
    launcher.keep(demand(1, 1));
    assertThat(launcher.running()).isEqualTo(1);
    assertThat(launcher.keep(demand(1, 1))).isEmpty();
  }

  @Test
  void aWorkerThatEndsByItselfIsReplacedOnlyWhileThereIsDemand() throws Exception {
    LocalProcesses launcher = launcher(1, "exit 0");
    launcher.keep(demand(1, 1));
    await(() -> launcher.running() == 0);
    launcher.keep(demand(1, 0));
    assertThat(files(".log")).hasSize(1);
    launcher.keep(demand(1, 1));
    assertThat(files(".log")).hasSize(2);
  }

  @Test
  void workersThatKeepFailingAreStartedMoreAndMoreSlowlyAndTold() throws Exception {
    LocalProcesses launcher = launcher(1, "exit 3");
    for (int i = 1; i <= 3; i++) {
      launcher.keep(demand(1, 1));
      await(() -> launcher.running() == 0);
      assertThat(files(".log")).hasSize(i);
      launcher.keep(demand(1, 1));
      assertThat(files(".log")).hasSize(i); // not yet
      clock.pass(Duration.ofSeconds(4L << (i - 1)));
    }
    assertThat(launcher.keep(demand(1, 1)))
        .isEqualTo(
            Map.of(
                1L,
                "3 workers in a row failed, the last one: exit code 3: see "
                    + logs.resolve("worker-run1-me-3.log")));
  }

  @Test
  void aCommandThatIsNotThereIsTold() {
    LocalProcesses launcher =
        launcher("me", ProcessHandle.current(), 1, "/no/such/java", "-jar", "worker.jar");
    for (int i = 0; i < 3; i++) {
      launcher.keep(demand(1, 1));
      clock.pass(Duration.ofMinutes(2));
    }
    assertThat(launcher.keep(demand(1, 1)).get(1L))
        .isEqualTo(
            "3 workers in a row failed, the last one: no process: check"
                + " understudy.launcher.command (/no/such/java) and"
                + " understudy.launcher.log-directory ("
                + logs
                + ")");
  }

  @Test
  void workersOfARunThatIsOverAreEnded() throws Exception {
    LocalProcesses launcher = launcher(2, STAYS);
    launcher.keep(demand(1, 2));
    launcher.keep(List.of());
    await(() -> launcher.running() == 0);
    assertThat(lost).containsExactlyInAnyOrder("me-1", "me-2");
    assertThat(files(".worker")).isEmpty();
  }

  @Test
  void workersMakeRoomWhenAnotherRunWaits() throws Exception {
    LocalProcesses launcher = launcher(4, STAYS);
    launcher.keep(demand(1, 4));
    List<Demand> both = List.of(new Demand(1, 4), new Demand(2, 4));
    launcher.keep(both);
    await(() -> launcher.running() == 2);
    launcher.keep(both);
    assertThat(new WorkerNotes(logs).all())
        .extracting(WorkerNotes.Note::runId)
        .containsExactlyInAnyOrder(1L, 1L, 2L, 2L);
  }

  @Test
  void idleWorkersAreLeftWhenNobodyWaits() {
    LocalProcesses launcher = launcher(2, STAYS);
    launcher.keep(demand(1, 2));
    launcher.keep(demand(1, 0));
    assertThat(launcher.running()).isEqualTo(2);
  }

  @Test
  void aWorkerThatDoesNotEndIsKilledWhenItsTimeIsOver() throws Exception {
    LocalProcesses launcher =
        launcher(1, "trap '' TERM; echo ready; while true; do sleep 0.05; done");
    launcher.keep(demand(1, 1));
    await(() -> text(logs.resolve("worker-run1-me-1.log")).contains("ready"));
    launcher.keep(List.of());
    assertThat(launcher.running()).isEqualTo(1);
    clock.pass(Duration.ofSeconds(10));
    await(() -> launcher.running() == 0);
  }

  @Test
  void theWorkersOfADeadSchedulerAreTakenOver() throws Exception {
    Process scheduler = new ProcessBuilder("sleep", "300").start();
    LocalProcesses first = launcher("old", scheduler.toHandle(), 3, "sh", "-c", STAYS);
    first.keep(demand(1, 2));
    List<ProcessHandle> orphans = workers();
    scheduler.destroyForcibly().waitFor();
    LocalProcesses second = launcher(3, STAYS);
    second.keep(demand(1, 2));
    assertThat(second.running()).isEqualTo(2);
    assertThat(workers()).hasSameElementsAs(orphans);
    second.keep(demand(1, 3));
    assertThat(second.running()).isEqualTo(3);
    assertThat(lost).isEmpty();
    second.keep(List.of());
    await(() -> second.running() == 0);
    assertThat(orphans).noneMatch(ProcessHandle::isAlive);
  }

  @Test
  void workersThatDiedWithTheirSchedulerAreReportedLost() throws Exception {
    Process scheduler = new ProcessBuilder("sleep", "300").start();
    launcher("old", scheduler.toHandle(), 1, "sh", "-c", STAYS).keep(demand(1, 1));
    ProcessHandle orphan = workers().getFirst();
    scheduler.destroyForcibly().waitFor();
    orphan.destroyForcibly();
    await(() -> !orphan.isAlive());
    launcher(1, STAYS).keep(List.of());
    assertThat(lost).containsExactly("old-1");
    assertThat(files(".worker")).isEmpty();
  }

  @Test
  void theWorkersOfALivingSchedulerCountAndAreLeftAlone() {
    LocalProcesses first = launcher("other", ProcessHandle.current(), 3, "sh", "-c", STAYS);
    first.keep(demand(1, 2));
    LocalProcesses second = launcher(3, STAYS);
    second.keep(demand(1, 3));
    assertThat(second.running()).isEqualTo(1);
    second.keep(List.of());
    assertThat(first.running()).isEqualTo(2);
  }

  @Test
  void stoppingEndsAllAndStartsNoMore() {
    LocalProcesses launcher = launcher(2, STAYS);
    launcher.keep(demand(1, 2));
    List<ProcessHandle> workers = workers();
    launcher.stop();
    assertThat(workers).noneMatch(ProcessHandle::isAlive);
    launcher.keep(demand(1, 2));
    assertThat(launcher.running()).isZero();
  }

  @Test
  void aLauncherWithoutACommandIsRefused() {
    assertThatThrownBy(() -> launcher("me", ProcessHandle.current(), 1))
        .hasMessage(
            "understudy.launcher.command is empty; with understudy.launcher.type=local it must be"
                + " the command line of a worker");
  }
}
