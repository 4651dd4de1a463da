package io.understudy.scheduler.preflight;

import io.understudy.jobtable.PreflightCheck;
import io.understudy.scheduler.launch.SampleWorkers;
import io.understudy.scheduler.pipeline.Workers;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Sample workers that are as the test says; it does their checks itself. */
@Alternative
@Priority(1)
@Singleton
public class HandSampleWorkers implements SampleWorkers {
  final Set<Long> started = ConcurrentHashMap.newKeySet();
  final Set<Long> ended = ConcurrentHashMap.newKeySet();
  volatile View view = new View(0, 1, 0, null, null);
  volatile @Nullable Trouble refusal;
  volatile boolean none = true;

  /** A cluster. */
  void are(View now) {
    none = false;
    refusal = null;
    view = now;
  }

  @Override
  public Optional<Trouble> start(long preflightId, int workers, Workers kind, Duration limit) {
    started.add(preflightId);
    return Optional.ofNullable(refusal);
  }

  @Override
  public View look(long preflightId, int workers) {
    return view;
  }

  @Override
  public void end(long preflightId) {
    ended.add(preflightId);
  }

  @Override
  public PreflightCheck rights(String name) {
    return none
        ? PreflightCheck.skipped(name, "nobody starts workers")
        : PreflightCheck.pass(name, "all");
  }

  @Override
  public Optional<Size> size(Workers kind) {
    return none
        ? Optional.empty()
        : Optional.of(
            new Size("1 CPU, 2Gi memory requested", "masking/worker:1", OptionalLong.of(2L << 30)));
  }
}
