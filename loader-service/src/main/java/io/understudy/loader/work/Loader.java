package io.understudy.loader.work;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.understudy.jobtable.Backoff;
import io.understudy.jobtable.JobKind;
import io.understudy.jobtable.JobLoop;
import io.understudy.jobtable.JobProtocol;
import io.understudy.jobtable.JobTableException;
import io.understudy.jobtable.JobTableVersion;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/** Loads files of any run in the background, from start to shutdown. */
@ApplicationScoped
class Loader {
  private static final Logger LOG = Logger.getLogger(Loader.class);
  private static final Set<JobKind> KINDS =
      Set.of(JobKind.EXTRACT, JobKind.LOAD, JobKind.SWAP, JobKind.DISCARD, JobKind.CLEAR);
  private static final Duration SCHEMA_POLL = Duration.ofMillis(250);

  private final LoaderConfig config;
  private final DataSource database;
  private final JobLoop files;
  private final JobLoop snapshots;
  private final List<Thread> threads;
  private volatile boolean stopping;

  Loader(LoaderConfig config, DataSource database, JobProtocol protocol, LoadWork work) {
    this.config = config;
    this.database = database;
    this.files = loop(config, protocol, work, KINDS, config.parallel());
    // apart, since who keeps a snapshot waits for those who read in it
    this.snapshots = loop(config, protocol, work, Set.of(JobKind.SNAPSHOT), config.snapshots());
    this.threads =
        List.of(
            Thread.ofPlatform().name("loader").unstarted(() -> work(files)),
            Thread.ofPlatform().name("snapshots").unstarted(() -> work(snapshots)));
  }

  private static JobLoop loop(
      LoaderConfig config, JobProtocol protocol, LoadWork work, Set<JobKind> kinds, int parallel) {
    return new JobLoop(
        protocol,
        new JobLoop.Settings(
            config.owner().orElseGet(Loader::processName),
            kinds,
            null,
            parallel,
            config.lease(),
            config.heartbeat(),
            config.poll(),
            new Backoff(config.backoffFirst(), config.backoffMost())),
        work,
        new Random());
  }

  void start(@Observes StartupEvent event) {
    threads.forEach(Thread::start);
  }

  /** SIGTERM: finish the files at work within the grace time, or give them back. */
  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    stopping = true;
    files.stop(config.grace());
    snapshots.stop(Duration.ZERO);
    for (Thread thread : threads) {
      thread.interrupt();
      thread.join();
    }
  }

  private void work(JobLoop loop) {
    try {
      awaitSchema();
      loop.run(() -> false);
    } catch (InterruptedException e) {
      LOG.debug("stopped");
    } catch (RuntimeException e) {
      // a loader that loads nothing must not look alive: end, and be started again
      LOG.errorf("the loader ends: unexpected %s", e.getClass().getName());
      Quarkus.asyncExit(1);
    }
  }

  private void awaitSchema() throws InterruptedException {
    String told = "";
    while (!stopping) {
      String found;
      try {
        int version = JobTableVersion.current(database);
        if (version >= JobTableVersion.KNOWN) {
          return;
        }
        found = "it has schema version " + version + "; a scheduler of this version migrates it";
      } catch (JobTableException e) {
        found = String.valueOf(e.getMessage());
      }
      if (!found.equals(told)) {
        LOG.warnf("waiting for version %d of the job table: %s", JobTableVersion.KNOWN, found);
        told = found;
      }
      Thread.sleep(SCHEMA_POLL.toMillis());
    }
  }

  private static String processName() {
    try {
      return InetAddress.getLocalHost().getHostName() + "-" + ProcessHandle.current().pid();
    } catch (UnknownHostException e) {
      LOG.debugf("no host name for the owner name: %s", e.getClass().getName());
      return "loader-" + ProcessHandle.current().pid();
    }
  }
}
