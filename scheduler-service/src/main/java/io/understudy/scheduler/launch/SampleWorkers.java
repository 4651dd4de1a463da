package io.understudy.scheduler.launch;

import io.understudy.jobtable.PreflightCheck;
import io.understudy.scheduler.pipeline.Workers;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Workers of a preflight: made as those of a run are, in the same place, with the same image,
 * account and secrets. One of them does the checks; all stay until the preflight has ended, so that
 * it is seen how many fit.
 */
public interface SampleWorkers {

  /**
   * Starts them, unless they are.
   *
   * @param kind what they are to be like
   * @param limit when they end by themselves
   * @return why they cannot be
   */
  Optional<Trouble> start(long preflightId, int workers, Workers kind, Duration limit);

  /**
   * How they are.
   *
   * @param workers so many were started
   */
  View look(long preflightId, int workers);

  /** Ends them. */
  void end(long preflightId);

  /** Whether this scheduler may do what it does. */
  PreflightCheck rights(String name);

  /** What each has and needs; absent where nobody starts any. */
  Optional<Size> size(Workers kind);

  /**
   * Why some do not run.
   *
   * @param remedy what to do about it
   * @param image whether it is about their image
   */
  record Trouble(String words, String remedy, boolean image) {}

  /**
   * How they are.
   *
   * @param running as many as there are at work or waiting
   * @param starting may run soon
   * @param stuck do not start
   * @param trouble why not; of one of them
   * @param died one that ended with an error
   */
  record View(
      int running, int starting, int stuck, @Nullable Trouble trouble, @Nullable Trouble died) {}

  /**
   * What a worker is.
   *
   * @param words such as {@code 1 CPU, 2Gi}
   * @param image "" if it has none
   * @param memoryBytes that it asks for
   */
  record Size(String words, String image, OptionalLong memoryBytes) {}
}
