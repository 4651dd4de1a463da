package io.understudy.transform.work;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.understudy.files.FileException;
import io.understudy.files.Location;
import io.understudy.files.ObjectStore;
import io.understudy.jobtable.JobTableException;
import io.understudy.jobtable.SplitProtocol;
import io.understudy.jobtable.SplitProtocol.Abandoned;
import io.understudy.transform.Mode;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Aborts the uploads of files in parts that were not put together: those of runs that were
 * cancelled or failed, whose workers may be gone. Processes that answer requests do this, any
 * number of them.
 */
@Singleton
class UploadSweeper {
  private static final Logger LOG = Logger.getLogger(UploadSweeper.class);

  private final Mode mode;
  private final WorkerConfig config;
  private final SplitProtocol splits;
  private final ObjectStore objects;
  private final ScheduledExecutorService ticker =
      Executors.newSingleThreadScheduledExecutor(run -> new Thread(run, "sweep-uploads"));

  UploadSweeper(
      @ConfigProperty(name = "understudy.mode", defaultValue = "api") Mode mode,
      WorkerConfig config,
      SplitProtocol splits,
      ObjectStore objects) {
    this.mode = mode;
    this.config = config;
    this.splits = splits;
    this.objects = objects;
  }

  void start(@Observes StartupEvent event) {
    if (mode == Mode.API) {
      long every = config.heartbeat().toMillis();
      ticker.scheduleWithFixedDelay(this::sweep, every, every, TimeUnit.MILLISECONDS);
    }
  }

  void stop(@Observes ShutdownEvent event) {
    ticker.shutdownNow();
  }

  /** Aborts what there is; what cannot be aborted a lifecycle rule of the bucket has to. */
  void sweep() {
    try {
      for (Abandoned each : splits.abandoned(config.lease())) {
        abort(each);
      }
    } catch (JobTableException e) {
      LOG.debugf("no uploads are swept: %s", e.getMessage());
    } catch (RuntimeException e) {
      LOG.warnf("no uploads are swept: unexpected %s", e.getClass().getName());
    }
  }

  private void abort(Abandoned each) {
    try {
      objects.shared(Location.parse(each.output()), each.upload()).abort();
      LOG.infof("aborted the upload of %s, which nobody completes", each.output());
    } catch (FileException e) {
      LOG.warnf(
          "an upload stays behind, abort it or have a lifecycle rule do it: %s", e.getMessage());
    }
  }
}
