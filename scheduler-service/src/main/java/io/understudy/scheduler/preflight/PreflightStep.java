package io.understudy.scheduler.preflight;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.understudy.jobtable.Preflight;
import io.understudy.jobtable.PreflightCheck;
import io.understudy.jobtable.PreflightProtocol;
import io.understudy.scheduler.launch.SampleWorkers;
import io.understudy.scheduler.launch.SampleWorkers.Size;
import io.understudy.scheduler.launch.SampleWorkers.Trouble;
import io.understudy.scheduler.launch.SampleWorkers.View;
import io.understudy.scheduler.pipeline.Pipeline;
import io.understudy.scheduler.pipeline.Workers;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Takes a preflight one step further. First the workers are started and the scheduler's own checks
 * made, then it is watched until a worker has made its checks and it is known how many fit. What it
 * writes may be written again after a crash.
 */
@Singleton
class PreflightStep {
  /** A node that is still coming up is not waited for. */
  private static final Duration FOR_HEADROOM = Duration.ofSeconds(60);

  private static final String RIGHTS = "rights";

  private final PreflightProtocol protocol;
  private final SchedulerChecks checks;
  private final SampleWorkers workers;
  private final PreflightConfig config;
  private final ObjectMapper json;
  private final Clock clock;

  PreflightStep(
      PreflightProtocol protocol,
      SchedulerChecks checks,
      SampleWorkers workers,
      PreflightConfig config,
      ObjectMapper json,
      Clock clock) {
    this.protocol = protocol;
    this.checks = checks;
    this.workers = workers;
    this.config = config;
    this.json = json;
    this.clock = clock;
  }

  void run(long id) {
    Preflight preflight = protocol.read(id).orElseThrow();
    if (preflight.overdue()) {
      View view = workers.look(id, preflight.workers());
      protocol.add(id, WorkerChecks.overdue(preflight, view));
      end(preflight, null);
    } else if (preflight.samples() == null) {
      begin(preflight);
    } else {
      watch(preflight);
    }
  }

  private void begin(Preflight preflight) {
    long id = preflight.id();
    Workers kind = kind(preflight);
    boolean none = workers.size(kind).isEmpty();
    Optional<Trouble> refused =
        workers.start(id, preflight.workers(), kind, config.limit().plusSeconds(30));
    protocol.add(id, workers.rights(RIGHTS));
    Instant end = clock.instant().plus(config.limit()).minus(preflight.age());
    List<Sample> samples =
        checks.run(
            preflight, () -> clock.instant().isBefore(end), check -> protocol.add(id, check));
    refused.ifPresent(trouble -> protocol.add(id, WorkerChecks.notStarted(trouble)));
    if (none) {
      protocol.add(
          id,
          PreflightCheck.skipped(
              WorkerChecks.START,
              "understudy.launcher.type is none: what only a worker can check was left out"));
    }
    protocol.samples(id, written(samples));
    if (refused.isPresent() || none) {
      end(preflight, null);
    }
  }

  private static Workers kind(Preflight preflight) {
    return Pipeline.parse(preflight.document()).workers();
  }

  private void watch(Preflight preflight) {
    long id = preflight.id();
    View view = workers.look(id, preflight.workers());
    Optional<Size> size = workers.size(kind(preflight));
    if (preflight.owner() != null) {
      WorkerChecks.started(size).forEach(check -> protocol.add(id, check));
    }
    Trouble died = view.died();
    if (preflight.measured() != null) {
      boolean late = preflight.age().compareTo(FOR_HEADROOM) > 0;
      if (view.starting() == 0 || late) {
        protocol.add(id, WorkerChecks.headroom(preflight.workers(), view, size));
        end(preflight, estimate(preflight, view, size));
      }
    } else if (died != null) {
      protocol.add(id, WorkerChecks.died(died));
      end(preflight, null);
    } else if (view.running() == 0 && view.starting() == 0) {
      Trouble trouble = view.trouble();
      protocol.add(
          id,
          trouble == null
              ? WorkerChecks.died(
                  new Trouble("the worker ended without its checks", "see its log", false))
              : WorkerChecks.notStarted(trouble));
      end(preflight, null);
    }
  }

  /** None for an installation: how long masking takes is for a pipeline's config to say. */
  private @Nullable String estimate(Preflight preflight, View view, Optional<Size> size) {
    if (preflight.installation()) {
      return null;
    }
    OptionalLong memory = size.map(Size::memoryBytes).orElse(OptionalLong.empty());
    Estimate estimate =
        Estimate.of(
            read(preflight.samples(), Sample[].class),
            read(preflight.measured(), Measured[].class),
            view.running(),
            memory,
            config.workerHourPrice().orElse(null),
            config.currency());
    return estimate == null ? null : written(estimate);
  }

  private void end(Preflight preflight, @Nullable String estimate) {
    protocol.end(preflight.id(), estimate);
    workers.end(preflight.id());
  }

  private String written(Object value) {
    try {
      return json.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a preflight cannot be written as JSON", e);
    }
  }

  private <T> List<T> read(@Nullable String text, Class<T[]> type) {
    try {
      return text == null ? List.of() : List.of(json.readValue(text, type));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the job table has no " + type.getSimpleName());
    }
  }
}
