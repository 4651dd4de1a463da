package io.understudy.scheduler.reconcile;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.understudy.engine.ConfigException;
import io.understudy.jobtable.JobKind;
import io.understudy.jobtable.JobTableException;
import io.understudy.jobtable.RunProtocol;
import io.understudy.jobtable.RunState;
import io.understudy.scheduler.launch.Launcher;
import io.understudy.scheduler.launch.Launcher.Demand;
import io.understudy.scheduler.pipeline.Pipeline;
import io.understudy.scheduler.pipeline.Workers;
import io.understudy.scheduler.problem.SafeTrace;
import io.understudy.scheduler.reconcile.RunReading.Snapshot;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.persistence.PersistenceException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/**
 * Comes by twice a second: takes back lost jobs, steps each run that is not finished, and has the
 * launcher keep workers for it. Any number of schedulers may do this side by side.
 */
@Singleton
class Reconciler {
  private static final Logger LOG = Logger.getLogger(Reconciler.class);
  private static final long EVERY_MILLIS = 500;
  private static final long STEP_END_SECONDS = 5;
  private static final int STUCK_WORTH_TELLING = 120;

  private final RunProtocol protocol;
  private final RunReading reading;
  private final RunProgress progress;
  private final Launcher launcher;
  private final ReconcileConfig config;
  private final Timer duration;
  private final ScheduledExecutorService ticker;
  private final ExecutorService steps;
  private final Map<Long, Integer> stuck = new ConcurrentHashMap<>();
  private final Map<Long, Workers> kinds = new HashMap<>();
  private final Set<Long> inStep = ConcurrentHashMap.newKeySet();
  private volatile Map<Long, String> troubles = Map.of();
  private volatile Map<Long, String> stopped = Map.of();
  private volatile boolean failing;
  private long ticks;

  Reconciler(
      RunProtocol protocol,
      RunReading reading,
      RunProgress progress,
      Launcher launcher,
      ReconcileConfig config,
      MeterRegistry meters) {
    this.protocol = protocol;
    this.reading = reading;
    this.progress = progress;
    this.launcher = launcher;
    this.config = config;
    this.duration =
        Timer.builder("understudy.reconcile")
            .description("Time that one step of one run took")
            .register(meters);
    this.ticker = Executors.newSingleThreadScheduledExecutor(run -> new Thread(run, "reconcile"));
    this.steps =
        Executors.newFixedThreadPool(config.threads(), run -> new Thread(run, "reconcile-run"));
  }

  void start(@Observes StartupEvent event) {
    if (config.enabled()) {
      ticker.scheduleWithFixedDelay(this::tick, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    ticker.shutdownNow();
    steps.shutdownNow();
    if (!steps.awaitTermination(STEP_END_SECONDS, TimeUnit.SECONDS)) {
      LOG.warn("A step does not end; another scheduler, or this one next time, repeats it");
    }
    launcher.stop();
  }

  /** One visit. What fails is tried again with the next. */
  private void tick() {
    try {
      if (ticks++ % 2 == 0) {
        int reaped = protocol.reap();
        if (reaped > 0) {
          LOG.warnf("%d jobs taken back: their claimers stopped sending heartbeats", reaped);
        }
        protocol.passedOver();
      }
      List<Long> active = protocol.active();
      stuck.keySet().retainAll(active);
      kinds.keySet().retainAll(active);
      for (long runId : active) {
        if (inStep.add(runId)) {
          steps.execute(() -> step(runId));
        }
      }
      troubles = launcher.keep(demands(active));
      stopped = launcher.stopped();
      if (failing) {
        failing = false;
        LOG.info("The job table answers again");
      }
    } catch (JobTableException | PersistenceException e) {
      if (!failing) {
        failing = true;
        LOG.errorf(
            "The job table does not answer; trying again twice a second: %s", SafeTrace.of(e));
      }
    } catch (RuntimeException | OutOfMemoryError e) {
      LOG.errorf("Looking after the runs failed; trying again: %s", SafeTrace.of(e));
    }
  }

  private void step(long runId) {
    MDC.put("run", runId);
    try {
      duration.record(
          () ->
              protocol.withRun(
                  runId, () -> progress.step(runId, troubles.get(runId), stopped.get(runId))));
      stuck.remove(runId);
    } catch (JobTableException | PersistenceException e) {
      LOG.warnf("Run %d: the job table does not answer; trying again", runId);
    } catch (RuntimeException e) {
      stuck(runId, e);
    } finally {
      MDC.remove("run");
      inStep.remove(runId);
    }
  }

  /** Told with the run and now and then in the log; the next step may find the cause gone. */
  private void stuck(long runId, RuntimeException e) {
    if (stuck.merge(runId, 1, Integer::sum) % STUCK_WORTH_TELLING != 1) {
      return;
    }
    LOG.errorf("Run %d could not be stepped; trying again: %s", runId, SafeTrace.of(e));
    try {
      protocol.reason(
          runId,
          "the scheduler cannot go on with this run ("
              + e.getClass().getSimpleName()
              + ") and tries again; its log says where");
    } catch (JobTableException unanswered) {
      LOG.warnf("Run %d: the job table does not answer; trying again", runId);
    }
  }

  private List<Demand> demands(List<Long> active) {
    List<Demand> demands = new ArrayList<>();
    for (long runId : active) {
      Optional<Snapshot> snapshot = reading.read(runId);
      if (snapshot.isEmpty() || snapshot.get().run().state == RunState.CANCELLING) {
        continue;
      }
      int most = Math.min(snapshot.get().run().parallelism, launcher.maxWorkers());
      int use =
          protocol.claimable(runId, most)
              + protocol.running(runId, JobKind.TRANSFORM, JobKind.PART);
      Workers kind = kinds.computeIfAbsent(runId, id -> kind(snapshot.get().run().document));
      demands.add(new Demand(runId, Math.min(most, use), kind));
    }
    return demands;
  }

  /** What a pipeline wants of its workers; one that cannot be read ends its run elsewhere. */
  private static Workers kind(String document) {
    try {
      return Pipeline.parse(document).workers();
    } catch (ConfigException e) {
      return Workers.DEFAULT;
    }
  }
}
