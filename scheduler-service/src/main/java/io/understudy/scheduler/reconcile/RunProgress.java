package io.understudy.scheduler.reconcile;

import io.understudy.engine.ConfigException;
import io.understudy.files.FileException;
import io.understudy.jobtable.Backoff;
import io.understudy.jobtable.JobKind;
import io.understudy.jobtable.JobState;
import io.understudy.jobtable.Run;
import io.understudy.jobtable.RunProtocol;
import io.understudy.jobtable.RunState;
import io.understudy.jobtable.RunTable;
import io.understudy.jobtable.SplitProtocol;
import io.understudy.scheduler.pipeline.Pipeline;
import io.understudy.scheduler.planning.Planner;
import io.understudy.scheduler.planning.PlanningConfig;
import io.understudy.scheduler.planning.SourceListing.PlanProblem;
import io.understudy.scheduler.reconcile.RunReading.Snapshot;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Takes the next step of one run. Called while its lock is held. */
@Singleton
class RunProgress {
  private static final Logger LOG = Logger.getLogger(RunProgress.class);
  private static final Backoff SOURCE_WAIT =
      new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30));
  private static final int STEP_ATTEMPTS = 5;

  /** Code of the problem that a run has whose workers were stopped; such a run can be retried. */
  private static final String WORKERS_STOPPED = "workers-stopped";

  private final RunProtocol protocol;
  private final SplitProtocol splits;
  private final RunReading reading;
  private final Planner planner;
  private final Extracting extracting;
  private final PlanningConfig config;
  private final Clock clock;
  private final RandomGenerator random = RandomGenerator.getDefault();

  /** Sources that did not answer; forgotten with this process, which then starts over. */
  private final Map<Long, SourceTrouble> sources = new ConcurrentHashMap<>();

  private record SourceTrouble(int attempts, Instant next) {}

  RunProgress(
      RunProtocol protocol,
      SplitProtocol splits,
      RunReading reading,
      Planner planner,
      Extracting extracting,
      PlanningConfig config,
      Clock clock) {
    this.protocol = protocol;
    this.splits = splits;
    this.reading = reading;
    this.planner = planner;
    this.extracting = extracting;
    this.config = config;
    this.clock = clock;
  }

  /**
   * @param trouble why the run has too few workers, null if it has not
   * @param stopped why its workers were stopped for good, null if they were not
   */
  void step(long runId, @Nullable String trouble, @Nullable String stopped) {
    Optional<Snapshot> snapshot = reading.read(runId);
    if (snapshot.isEmpty()) {
      return;
    }
    Run run = snapshot.get().run();
    switch (run.state) {
      case PLANNING -> plan(run);
      case RUNNING -> {
        if (stopped != null) {
          // what is under way is let go of as if it were cancelled; the problem tells the end apart
          problem(run, WORKERS_STOPPED, stopped);
          protocol.cancel(runId);
          return;
        }
        if (!Objects.equals(trouble, run.statusReason)) {
          protocol.reason(runId, trouble);
        }
        splits.settle(runId);
        advance(run, snapshot.get().tables());
      }
      case CANCELLING -> cancel(run, snapshot.get().tables());
      case SUCCEEDED, FAILED, CANCELLED -> sources.remove(runId);
    }
  }

  private void plan(Run run) {
    SourceTrouble before = sources.get(run.id);
    if (before != null && clock.instant().isBefore(before.next())) {
      return;
    }
    try {
      Pipeline pipeline = Pipeline.parse(run.document);
      if (pipeline.extraction().isPresent()) {
        extract(run);
        return;
      }
      Pace pace = new Pace(() -> reading.is(run.id, RunState.PLANNING), clock);
      List<PlanProblem> problems = planner.plan(run.id, pipeline, pace);
      sources.remove(run.id);
      if (!pace.getAsBoolean()) {
        return; // cancelled meanwhile
      }
      if (!problems.isEmpty()) {
        problems.forEach(problem -> problem(run, problem.code(), problem.words()));
        end(run, RunState.FAILED, "planning failed: " + problems.get(0).words());
      }
    } catch (ConfigException e) {
      e.problems().forEach(problem -> problem(run, "config", problem.toString()));
      end(run, RunState.FAILED, "planning failed: " + e.problems().get(0));
    } catch (FileException.Terminal e) {
      String message = String.valueOf(e.getMessage());
      problem(run, "source", message);
      end(run, RunState.FAILED, "planning failed: " + message);
    } catch (FileException.Retryable e) {
      if (Thread.currentThread().isInterrupted()) {
        return; // this scheduler stops, which is no trouble of the source
      }
      sourceTrouble(run, before, String.valueOf(e.getMessage()));
    }
  }

  /** Until all of a database is in files: then these are what is masked. */
  private void extract(Run run) {
    Extracting.Stand stand = extracting.step(run);
    switch (stand) {
      case Extracting.Stand.Going going -> {
        if (!going.words().equals(run.statusReason)) {
          protocol.reason(run.id, going.words());
        }
      }
      case Extracting.Stand.Failed failed -> {
        problem(run, "source", failed.words());
        fail(run, new Tally(run, List.of()), "the extraction failed: " + failed.words());
      }
      case Extracting.Stand.Done done -> protocol.planned(run.id);
    }
  }

  private void sourceTrouble(Run run, @Nullable SourceTrouble before, String message) {
    int attempts = before == null ? 1 : before.attempts() + 1;
    if (attempts >= config.sourceAttempts()) {
      sources.remove(run.id);
      problem(run, "source", message);
      end(run, RunState.FAILED, "planning failed: " + message);
      return;
    }
    Duration wait = SOURCE_WAIT.after(attempts, random);
    sources.put(run.id, new SourceTrouble(attempts, clock.instant().plus(wait)));
    LOG.warnf(
        "Planning of run %d, attempt %d of %d, next in %d ms: %s",
        run.id, attempts, config.sourceAttempts(), wait.toMillis(), message);
    protocol.reason(
        run.id,
        "planning waits for the source (attempt "
            + attempts
            + " of "
            + config.sourceAttempts()
            + "): "
            + message);
  }

  private void advance(Run run, List<RunTable> tables) {
    Tally tally = new Tally(run, tables);
    for (RunTable table : tables) {
      step(tally, table);
    }
    if (tables.stream().allMatch(Tally::transformed)) {
      protocol.addStep(run.id, JobKind.MANIFEST, STEP_ATTEMPTS);
    }
    if (!tally.settled()) {
      return;
    }
    JobState manifest = protocol.step(run.id, JobKind.MANIFEST).orElse(JobState.READY);
    if (manifest == JobState.READY || manifest == JobState.RUNNING) {
      return;
    }
    if (tally.dead()) {
      fail(run, tally, tally.failure());
    } else if (manifest != JobState.DONE) {
      fail(run, tally, tally.manifestFailure());
    } else if (!tally.loads() || tally.appends()) {
      succeed(run, tables);
    } else {
      protocol.addStep(run.id, JobKind.SWAP, STEP_ATTEMPTS);
      Optional<JobState> swap = protocol.step(run.id, JobKind.SWAP);
      if (swap.filter(JobState.DONE::equals).isPresent()) {
        succeed(run, tables);
      } else if (swap.filter(JobState.DEAD::equals).isPresent()) {
        fail(run, tally, tally.swapFailure());
      }
    }
  }

  /** What is to be done for one table, whatever the others do. */
  private void step(Tally tally, RunTable table) {
    switch (table.phase) {
      case "TRANSFORM" -> {
        if (!Tally.transformed(table)) {
          return;
        }
        if (table.transformDead > 0) {
          protocol.phase(table.id, "FAILED");
        } else if (!tally.loads()) {
          protocol.phase(table.id, "DONE");
        } else if (tally.mayLoad()) {
          ColumnMerge columns = new ColumnMerge();
          protocol.details(table.id, details -> columns.add(ColumnMerge.parse(details)));
          protocol.startLoad(table.id, columns.result().toString());
        }
      }
      case "LOAD" -> {
        if (Tally.loaded(table)) {
          protocol.phase(table.id, table.loadDead > 0 ? "FAILED" : "LOADED");
        }
      }
      default -> {
        // nothing by itself
      }
    }
  }

  private void succeed(Run run, List<RunTable> tables) {
    tables.forEach(table -> protocol.phase(table.id, "DONE"));
    extracting
        .clear(run)
        .ifPresent(
            words -> {
              String all =
                  Stream.of(new Tally(run, tables).rejected(), words)
                      .filter(each -> !each.isEmpty())
                      .collect(Collectors.joining("; "));
              end(run, RunState.SUCCEEDED, all.isEmpty() ? null : all);
            });
  }

  private void fail(Run run, Tally tally, String reason) {
    Optional<String> left = leave(run, tally);
    left.ifPresent(words -> end(run, RunState.FAILED, reason + words));
  }

  private void cancel(Run run, List<RunTable> tables) {
    sources.remove(run.id);
    Tally tally = new Tally(run, tables);
    if (protocol.step(run.id, JobKind.DISCARD).isEmpty()) {
      // planning or a load that was about to start may have added jobs after the first time
      protocol.cancel(run.id);
      for (JobKind kind : JobKind.values()) {
        if (protocol.running(run.id, kind) > 0) {
          return;
        }
      }
    }
    Optional<String> left = leave(run, tally);
    Optional<String> stopped = Tally.problem(run, WORKERS_STOPPED);
    left.ifPresent(
        words ->
            end(
                run,
                stopped.isPresent() ? RunState.FAILED : RunState.CANCELLED,
                stopped.orElse("cancelled") + words));
  }

  /** Empty while what a run leaves behind is being removed; then what to add to the reason. */
  private Optional<String> leave(Run run, Tally tally) {
    return discard(run, tally)
        .flatMap(
            words ->
                extracting.clear(run).map(more -> words + (more.isEmpty() ? "" : "; " + more)));
  }

  /** Empty while staging is being removed; then what to add to the reason. */
  private Optional<String> discard(Run run, Tally tally) {
    if (!tally.hasStaging()) {
      return Optional.of("");
    }
    protocol.addStep(run.id, JobKind.DISCARD, STEP_ATTEMPTS);
    JobState state = protocol.step(run.id, JobKind.DISCARD).orElse(JobState.READY);
    return switch (state) {
      case READY, RUNNING -> Optional.empty();
      case DONE -> Optional.of("");
      case DEAD, CANCELLED ->
          Optional.of("; its staging tables (named TABLE__run" + run.id + ") could not be removed");
    };
  }

  private void problem(Run run, String code, String message) {
    protocol.addProblem(run.id, code, message); // which adds the same one once
  }

  private void end(Run run, RunState state, @Nullable String reason) {
    if (protocol.end(run.id, state, reason)) {
      LOG.infof("Run %d ended %s%s", run.id, state, reason == null ? "" : ": " + reason);
    }
  }
}
