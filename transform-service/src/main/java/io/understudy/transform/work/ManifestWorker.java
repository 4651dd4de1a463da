package io.understudy.transform.work;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.understudy.jobtable.Backoff;
import io.understudy.jobtable.JobKind;
import io.understudy.jobtable.JobLoop;
import io.understudy.jobtable.JobProtocol;
import io.understudy.jobtable.JobTableException;
import io.understudy.jobtable.JobTableVersion;
import io.understudy.transform.Mode;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Writes manifests of any run as long as this process answers requests: when a run's files are
 * done, its workers are gone.
 */
@Singleton
class ManifestWorker {
  private static final Logger LOG = Logger.getLogger(ManifestWorker.class);
  private static final Duration SCHEMA_POLL = Duration.ofSeconds(1);

  private final Mode mode;
  private final WorkerConfig config;
  private final DataSource database;
  private final JobLoop loop;
  private @Nullable Thread thread;

  ManifestWorker(
      @ConfigProperty(name = "understudy.mode", defaultValue = "api") Mode mode,
      WorkerConfig config,
      DataSource database,
      JobProtocol protocol,
      ManifestWork work) {
    this.mode = mode;
    this.config = config;
    this.database = database;
    this.loop =
        new JobLoop(
            protocol,
            new JobLoop.Settings(
                "manifests-" + Worker.processName(),
                Set.of(JobKind.MANIFEST),
                null,
                1,
                config.lease(),
                config.heartbeat(),
                config.poll(),
                new Backoff(config.backoffFirst(), config.backoffMost())),
            work,
            new Random());
  }

  void start(@Observes StartupEvent event) {
    if (mode == Mode.API) {
      thread = Thread.ofPlatform().daemon().name("manifests").start(this::work);
    }
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    Thread running = thread;
    if (running != null) {
      loop.stop(config.grace());
      running.interrupt();
    }
  }

  private void work() {
    try {
      while (!schemaIsKnown()) {
        Thread.sleep(SCHEMA_POLL);
      }
      loop.run(() -> false);
    } catch (InterruptedException e) {
      LOG.debug("no more manifests: this process ends");
    } catch (RuntimeException e) {
      // runs wait for their manifests: what writes none must not look alive
      LOG.errorf("no more manifests, this process ends: unexpected %s", e.getClass().getName());
      Quarkus.asyncExit(1);
    }
  }

  /** Readiness says what is wrong with the job table; here is only waited for it. */
  private boolean schemaIsKnown() {
    try {
      return JobTableVersion.current(database) >= JobTableVersion.KNOWN;
    } catch (JobTableException e) {
      LOG.debugf("no manifests yet: %s", e.getMessage());
      return false;
    }
  }
}
