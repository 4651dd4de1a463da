package io.understudy.transform.preflight;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.ShutdownEvent;
import io.understudy.jobtable.JobTableException;
import io.understudy.jobtable.JobTableVersion;
import io.understudy.jobtable.Preflight;
import io.understudy.jobtable.PreflightCheck;
import io.understudy.jobtable.PreflightProtocol;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Reception;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A worker of a preflight. The first one makes the checks; the others are there to be counted. All
 * stay until the preflight has ended.
 */
@ApplicationScoped
public class PreflightWorker {
  private static final Logger LOG = Logger.getLogger(PreflightWorker.class);
  private static final long SLOW_MILLIS = 250;
  private static final Duration FOR_CLEANING_UP = Duration.ofSeconds(8);

  private final PreflightConfig config;
  private final DataSource database;
  private final PreflightProtocol protocol;
  private final BucketChecks buckets;
  private final ObjectMapper json;
  private final String owner;
  private volatile @Nullable Thread working;

  PreflightWorker(
      PreflightConfig config,
      DataSource database,
      PreflightProtocol protocol,
      BucketChecks buckets,
      ObjectMapper json,
      @ConfigProperty(name = "understudy.worker.owner") Optional<String> owner) {
    this.config = config;
    this.database = database;
    this.protocol = protocol;
    this.buckets = buckets;
    this.json = json;
    this.owner = owner.orElse("preflight-" + ProcessHandle.current().pid());
  }

  /**
   * Works, and stays until the preflight has ended.
   *
   * @return exit code: 0 done, 1 it could not work
   */
  public int run() throws InterruptedException {
    if (config.id().isEmpty()) {
      return gaveUp("understudy.preflight.id is not set; the scheduler sets it");
    }
    long id = config.id().getAsLong();
    Optional<String> problem = jobTable();
    if (problem.isPresent()) {
      return gaveUp(problem.get());
    }
    if (protocol.take(id, owner)) {
      working = Thread.currentThread();
      LOG.infof("Preflight %d: %s makes the checks", id, owner);
      try {
        check(id);
      } finally {
        working = null;
      }
    }
    Optional<Preflight> preflight = protocol.read(id);
    while (preflight.isPresent()
        && preflight.get().state() == Preflight.State.RUNNING
        && !preflight.get().overdue()) {
      Thread.sleep(config.poll());
      preflight = protocol.read(id);
    }
    return 0;
  }

  /** SIGTERM: what is written is removed first. */
  void stop(@Observes(notifyObserver = Reception.IF_EXISTS) ShutdownEvent event)
      throws InterruptedException {
    Thread thread = working;
    if (thread != null) {
      thread.interrupt();
      thread.join(FOR_CLEANING_UP);
    }
  }

  private void check(long id) throws InterruptedException {
    Preflight preflight = protocol.read(id).orElseThrow();
    protocol.add(id, jobTableCheck());
    List<Measured> measured =
        buckets.run(
            preflight,
            check -> {
              LOG.infof("Preflight %d: %s %s", id, check.name(), check.outcome());
              protocol.add(id, check);
            },
            () -> samples(id));
    protocol.measured(id, written(measured));
  }

  /** What the scheduler names once it has listed the source; none if it takes too long. */
  private List<Sample> samples(long id) throws InterruptedException {
    Preflight preflight = protocol.read(id).orElseThrow();
    while (preflight.samples() == null
        && preflight.state() == Preflight.State.RUNNING
        && !preflight.overdue()) {
      Thread.sleep(config.poll());
      preflight = protocol.read(id).orElseThrow();
    }
    String samples = preflight.samples();
    try {
      return samples == null ? List.of() : List.of(json.readValue(samples, Sample[].class));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("preflight.samples is not as expected");
    }
  }

  private String written(List<Measured> measured) {
    try {
      return json.writeValueAsString(measured);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what was measured cannot be written as JSON", e);
    }
  }

  private PreflightCheck jobTableCheck() {
    long started = System.nanoTime();
    int version = JobTableVersion.current(database);
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started);
    String words = "the job table has version " + version + " and answers in " + millis + " ms";
    return millis > SLOW_MILLIS
        ? PreflightCheck.warn(
            "job-table",
            words,
            "bring database and workers nearer to each other, or give it more: each file costs"
                + " some answers")
        : PreflightCheck.pass("job-table", words);
  }

  /** What is wrong with it, once it had time to come up. */
  private Optional<String> jobTable() throws InterruptedException {
    long deadline = System.nanoTime() + config.startTimeout().toNanos();
    String found;
    do {
      try {
        int version = JobTableVersion.current(database);
        if (version >= JobTableVersion.KNOWN) {
          return Optional.empty();
        }
        found =
            "the job table has version "
                + version
                + ", this worker needs "
                + JobTableVersion.KNOWN
                + "; start a scheduler of this version first, it migrates the schema";
      } catch (JobTableException e) {
        found = String.valueOf(e.getMessage());
      }
      Thread.sleep(config.poll());
    } while (System.nanoTime() < deadline);
    return Optional.of(found);
  }

  private int gaveUp(String why) {
    LOG.errorf("This worker cannot make the checks: %s", why);
    config
        .lastWords()
        .ifPresent(
            file -> {
              try {
                Files.writeString(file, why);
              } catch (IOException e) {
                LOG.warnf("%s cannot be written (%s)", file, e.getClass().getSimpleName());
              }
            });
    return 1;
  }
}
