package io.understudy.scheduler.run;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.understudy.jobtable.Batches;
import io.understudy.jobtable.JobTableException;
import io.understudy.jobtable.RunState;
import io.understudy.scheduler.problem.SafeTrace;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.jboss.logging.Logger;

/**
 * Figures of all runs for {@code /q/metrics}, from the tables' counters: nobody counts jobs. Every
 * scheduler shows the same figures.
 */
@Singleton
class RunMetrics {
  private static final Logger LOG = Logger.getLogger(RunMetrics.class);
  private static final long EVERY_SECONDS = 5;
  private static final String TOTALS =
      """
      select coalesce(sum(rowsIn), 0), coalesce(sum(rowsOut), 0), coalesce(sum(rowsLoaded), 0),
             coalesce(sum(bytesDone), 0), coalesce(sum(bytesOut), 0),
             coalesce(sum(cellsChanged), 0), coalesce(sum(retries), 0),
             coalesce(sum(transformDone + transformDead + loadDone + loadDead + retries), 0),
             coalesce(sum(transformDone), 0), coalesce(sum(transformMillis), 0),
             coalesce(sum(loadDone), 0), coalesce(sum(loadMillis), 0)
      from RunTable
      """;
  private static final String ACTIVE =
      """
      select coalesce(sum(t.filesTotal), 0), coalesce(sum(t.transformDone), 0),
             coalesce(sum(t.transformDead), 0), coalesce(sum(t.loadTotal), 0),
             coalesce(sum(t.loadDone), 0), coalesce(sum(t.loadDead), 0)
      from RunTable t, Run r
      where t.runId = r.id and r.state in (PLANNING, RUNNING)
      """;
  private static final String AT_WORK =
      "select cast(kind as string), count(*) from Job where state = RUNNING group by kind";
  private static final String STEPS =
      """
      select cast(kind as string), cast(state as string), count(*) from Job
      where kind in (SWAP, DISCARD, MANIFEST)
        and runId in (select id from Run where state in (PLANNING, RUNNING, CANCELLING))
      group by kind, state
      """;

  private final EntityManager entities;
  private final Batches batches;
  private final MeterRegistry meters;
  private final MultiGauge jobs;
  private final MultiGauge runs;
  private final ScheduledExecutorService ticker;
  private volatile Totals totals = new Totals(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
  private volatile boolean failing;

  RunMetrics(EntityManager entities, Batches batches, MeterRegistry meters) {
    this.entities = entities;
    this.batches = batches;
    this.meters = meters;
    this.jobs =
        MultiGauge.builder("understudy.jobs")
            .description("Jobs of the active runs, by kind and state")
            .register(meters);
    this.runs =
        MultiGauge.builder("understudy.runs").description("Runs, by state").register(meters);
    this.ticker = Executors.newSingleThreadScheduledExecutor(run -> new Thread(run, "metrics"));
  }

  /** Sums over all runs ever. */
  private record Totals(
      long rowsIn,
      long rowsOut,
      long rowsLoaded,
      long bytesIn,
      long bytesOut,
      long cellsChanged,
      long retries,
      long claims,
      long transforms,
      long transformMillis,
      long loads,
      long loadMillis) {}

  void start(@Observes StartupEvent event) {
    counter("understudy.rows.in", "Rows read", totals -> totals.rowsIn());
    counter("understudy.rows.out", "Rows written", totals -> totals.rowsOut());
    counter("understudy.rows.loaded", "Rows loaded into targets", totals -> totals.rowsLoaded());
    counter("understudy.bytes.in", "Bytes of the files masked", totals -> totals.bytesIn());
    counter("understudy.bytes.out", "Bytes written to sinks", totals -> totals.bytesOut());
    counter("understudy.cells.changed", "Values replaced", totals -> totals.cellsChanged());
    counter("understudy.retries", "Attempts repeated", totals -> totals.retries());
    counter(
        "understudy.claims",
        "Claims of jobs that ended, but for those given back",
        totals -> totals.claims());
    timer("TRANSFORM", Totals::transforms, Totals::transformMillis);
    timer("LOAD", Totals::loads, Totals::loadMillis);
    ticker.scheduleWithFixedDelay(this::refresh, 0, EVERY_SECONDS, TimeUnit.SECONDS);
  }

  void stop(@Observes ShutdownEvent event) {
    ticker.shutdownNow();
  }

  private void counter(String name, String description, ToDoubleFunction<Totals> figure) {
    FunctionCounter.builder(name, this, metrics -> figure.applyAsDouble(metrics.totals))
        .description(description)
        .register(meters);
  }

  private void timer(String kind, ToLongFunction<Totals> count, ToDoubleFunction<Totals> millis) {
    FunctionTimer.builder(
            "understudy.job.duration",
            this,
            metrics -> count.applyAsLong(metrics.totals),
            metrics -> millis.applyAsDouble(metrics.totals),
            TimeUnit.MILLISECONDS)
        .description("Time that successful attempts took")
        .tag("kind", kind)
        .register(meters);
  }

  private void refresh() {
    try {
      long inBatches = batches.all();
      QuarkusTransaction.requiringNew().run(() -> read(inBatches));
      failing = false;
    } catch (PersistenceException | JobTableException e) {
      if (!failing) {
        failing = true;
        LOG.warnf("Metrics are not refreshed: the job table does not answer: %s", SafeTrace.of(e));
      }
    } catch (RuntimeException e) {
      LOG.warnf("Metrics are not refreshed: %s", SafeTrace.of(e));
    }
  }

  /** {@code inBatches}: transforms at work that are not RUNNING. */
  private void read(long inBatches) {
    Object[] all = entities.createQuery(TOTALS, Object[].class).getSingleResult();
    totals =
        new Totals(
            number(all[0]),
            number(all[1]),
            number(all[2]),
            number(all[3]),
            number(all[4]),
            number(all[5]),
            number(all[6]),
            number(all[7]),
            number(all[8]),
            number(all[9]),
            number(all[10]),
            number(all[11]));
    Object[] active = entities.createQuery(ACTIVE, Object[].class).getSingleResult();
    long transforming = inBatches;
    long loading = 0;
    for (Object[] row : entities.createQuery(AT_WORK, Object[].class).getResultList()) {
      transforming += row[0].equals("TRANSFORM") ? number(row[1]) : 0;
      loading += row[0].equals("LOAD") ? number(row[1]) : 0;
    }
    List<MultiGauge.Row<?>> rows = new ArrayList<>();
    gauges(
        rows, "TRANSFORM", number(active[0]), number(active[1]), number(active[2]), transforming);
    gauges(rows, "LOAD", number(active[3]), number(active[4]), number(active[5]), loading);
    for (Object[] row : entities.createQuery(STEPS, Object[].class).getResultList()) {
      rows.add(
          MultiGauge.Row.of(Tags.of("kind", text(row[0]), "state", text(row[1])), number(row[2])));
    }
    jobs.register(rows, true);
    runsByState();
  }

  private static void gauges(
      List<MultiGauge.Row<?>> rows, String kind, long all, long done, long dead, long running) {
    long ready = Math.max(0, all - done - dead - running);
    rows.add(MultiGauge.Row.of(Tags.of("kind", kind, "state", "READY"), ready));
    rows.add(MultiGauge.Row.of(Tags.of("kind", kind, "state", "RUNNING"), running));
    rows.add(MultiGauge.Row.of(Tags.of("kind", kind, "state", "DONE"), done));
    rows.add(MultiGauge.Row.of(Tags.of("kind", kind, "state", "DEAD"), dead));
  }

  private void runsByState() {
    Map<RunState, Long> counts = new EnumMap<>(RunState.class);
    for (Object[] row :
        entities
            .createQuery("select state, count(*) from Run group by state", Object[].class)
            .getResultList()) {
      counts.put((RunState) row[0], number(row[1]));
    }
    List<MultiGauge.Row<?>> rows = new ArrayList<>();
    for (RunState state : RunState.values()) {
      rows.add(MultiGauge.Row.of(Tags.of("state", state.name()), counts.getOrDefault(state, 0L)));
    }
    runs.register(rows, true);
  }

  private static String text(Object value) {
    return (String) value;
  }

  private static long number(Object value) {
    return ((Number) value).longValue();
  }
}
