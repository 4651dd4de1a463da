package io.understudy.scheduler.preflight;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.understudy.jobtable.JobTableException;
import io.understudy.jobtable.PreflightProtocol;
import io.understudy.scheduler.problem.SafeTrace;
import io.understudy.scheduler.reconcile.ReconcileConfig;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Comes by every second and takes each running preflight a step further. Any number of schedulers
 * may do this side by side.
 */
@Singleton
class Preflights {
  private static final Logger LOG = Logger.getLogger(Preflights.class);
  private static final long EVERY_MILLIS = 1_000;
  private static final int THREADS = 2;

  private final PreflightProtocol protocol;
  private final PreflightStep step;
  private final ReconcileConfig config;
  private final ScheduledExecutorService ticker;
  private final ExecutorService steps;
  private final Set<Long> inStep = ConcurrentHashMap.newKeySet();
  private volatile boolean failing;

  Preflights(PreflightProtocol protocol, PreflightStep step, ReconcileConfig config) {
    this.protocol = protocol;
    this.step = step;
    this.config = config;
    this.ticker = Executors.newSingleThreadScheduledExecutor(run -> new Thread(run, "preflights"));
    this.steps = Executors.newFixedThreadPool(THREADS, run -> new Thread(run, "preflight"));
  }

  void start(@Observes StartupEvent event) {
    if (config.enabled()) {
      ticker.scheduleWithFixedDelay(this::tick, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  void stop(@Observes ShutdownEvent event) {
    ticker.shutdownNow();
    steps.shutdownNow();
  }

  private void tick() {
    try {
      for (long id : protocol.running()) {
        if (inStep.add(id)) {
          steps.execute(() -> step(id));
        }
      }
      failing = false;
    } catch (JobTableException e) {
      told("The job table does not answer", e);
    } catch (RuntimeException e) {
      told("Looking after preflights failed", e);
    }
  }

  private void step(long id) {
    try {
      protocol.withPreflight(id, () -> step.run(id));
    } catch (RuntimeException e) {
      told("Preflight " + id + " could not be taken further", e);
    } finally {
      inStep.remove(id);
    }
  }

  /** Once; it is tried again every second, and a preflight that cannot go on is overdue one day. */
  private void told(String what, RuntimeException e) {
    if (!failing) {
      failing = true;
      LOG.errorf("%s; trying again every second: %s", what, SafeTrace.of(e));
    }
  }
}
