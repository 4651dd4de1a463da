package io.understudy.transform.work;

import io.quarkus.runtime.ShutdownEvent;
import io.understudy.jobtable.Backoff;
import io.understudy.jobtable.JobKind;
import io.understudy.jobtable.JobLoop;
import io.understudy.jobtable.JobProtocol;
import io.understudy.jobtable.JobTableException;
import io.understudy.jobtable.JobTableVersion;
import io.understudy.transform.Termination;
import io.understudy.transform.key.Keys;
import io.understudy.transform.key.KeysException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Reception;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/** Masks files until nothing is left to do. */
@ApplicationScoped
public class Worker {
  private static final Logger LOG = Logger.getLogger(Worker.class);
  private static final Set<JobKind> KINDS = Set.of(JobKind.TRANSFORM, JobKind.PART);

  private final WorkerConfig config;
  private final Keys keys;
  private final DataSource database;
  private final JobProtocol protocol;
  private final JobLoop loop;
  private final @Nullable Long run;

  Worker(
      WorkerConfig config,
      DataSource database,
      JobProtocol protocol,
      TransformWork work,
      Keys keys) {
    this.config = config;
    this.keys = keys;
    this.database = database;
    this.protocol = protocol;
    this.run = config.run().isPresent() ? config.run().getAsLong() : null;
    this.loop =
        new JobLoop(
            protocol,
            new JobLoop.Settings(
                config.owner().orElseGet(Worker::processName),
                KINDS,
                run,
                config.parallel(),
                config.lease(),
                config.heartbeat(),
                config.poll(),
                new Backoff(config.backoffFirst(), config.backoffMost())),
            work,
            new Random());
  }

  /**
   * Works until the run has nothing more to transform, or for ever without a run.
   *
   * @return exit code: 0 done, 1 the keys cannot be read, or the job table does not have the schema
   *     this worker knows
   */
  public int run() throws InterruptedException {
    Long only = run;
    if (only != null) {
      MDC.put("run", only);
    }
    try {
      LOG.infof("worker starts, default key \"%s\"", keys.ring().defaultId());
    } catch (KeysException e) {
      LOG.errorf("this worker cannot mask: %s", e.getMessage());
      return 1;
    }
    if (!awaitSchema()) {
      return 1;
    }
    if (Termination.asked()) {
      LOG.info("told to stop before it began");
      return 0;
    }
    loop.run(() -> only != null && !protocol.expectsMore(KINDS, only));
    return 0;
  }

  /** SIGTERM: finish the file within the grace time, or give it back. */
  void stop(@Observes(notifyObserver = Reception.IF_EXISTS) ShutdownEvent event)
      throws InterruptedException {
    loop.stop(config.grace());
  }

  private boolean awaitSchema() throws InterruptedException {
    long deadline = System.nanoTime() + config.startTimeout().toNanos();
    String found;
    do {
      try {
        int version = JobTableVersion.current(database);
        if (version >= JobTableVersion.KNOWN) {
          return true;
        }
        found = "has schema version " + version;
      } catch (JobTableException e) {
        found = String.valueOf(e.getMessage());
      }
      Thread.sleep(Duration.ofMillis(250).toMillis());
    } while (System.nanoTime() < deadline && !Termination.asked());
    if (Termination.asked()) {
      return true;
    }
    LOG.errorf(
        "this worker needs version %d of the job table, but after %s it %s; start a scheduler of"
            + " this version first, it migrates the schema",
        JobTableVersion.KNOWN, config.startTimeout(), found);
    return false;
  }

  static String processName() {
    try {
      return InetAddress.getLocalHost().getHostName() + "-" + ProcessHandle.current().pid();
    } catch (UnknownHostException e) {
      LOG.debugf("no host name for the owner name: %s", e.getMessage());
      return "worker-" + ProcessHandle.current().pid();
    }
  }
}
