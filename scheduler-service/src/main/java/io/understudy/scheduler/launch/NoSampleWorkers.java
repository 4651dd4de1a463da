package io.understudy.scheduler.launch;

import io.understudy.jobtable.PreflightCheck;
import io.understudy.scheduler.pipeline.Workers;
import java.time.Duration;
import java.util.Optional;

/** Workers are started by somebody else, so there is none to try. */
final class NoSampleWorkers implements SampleWorkers {

  @Override
  public Optional<Trouble> start(long preflightId, int workers, Workers kind, Duration limit) {
    return Optional.empty();
  }

  @Override
  public View look(long preflightId, int workers) {
    return new View(0, 0, 0, null, null);
  }

  @Override
  public void end(long preflightId) {
    // nothing was started
  }

  @Override
  public PreflightCheck rights(String name) {
    return PreflightCheck.skipped(name, "understudy.launcher.type is none");
  }

  @Override
  public Optional<Size> size(Workers kind) {
    return Optional.empty();
  }
}
