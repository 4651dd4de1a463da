package io.understudy.transform.work;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * How long this process took from its start to its first claimed job: the metric {@code
 * understudy_worker_start_seconds} and a line in the log, since a worker may be gone before anybody
 * asks for its metrics.
 */
@Singleton
class WorkerStart {
  private static final Logger LOG = Logger.getLogger(WorkerStart.class);

  private final MeterRegistry metrics;
  private final Supplier<Duration> age;
  private final AtomicBoolean told = new AtomicBoolean();

  @Inject
  WorkerStart(MeterRegistry metrics) {
    this(metrics, ProcessAge::now);
  }

  WorkerStart(MeterRegistry metrics, Supplier<Duration> age) {
    this.metrics = metrics;
    this.age = age;
  }

  /** A job was claimed; only the first one counts. */
  void claimed() {
    if (told.getAndSet(true)) {
      return;
    }
    long millis = age.get().toMillis();
    TimeGauge.builder("understudy.worker.start", () -> millis, TimeUnit.MILLISECONDS)
        .description("From the start of the process to its first claimed job")
        .register(metrics);
    LOG.infof("first job claimed %d ms after the process started", millis);
  }
}
