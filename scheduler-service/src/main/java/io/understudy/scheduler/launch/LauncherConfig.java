package io.understudy.scheduler.launch;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** How workers are started. */
@ConfigMapping(prefix = "understudy.launcher")
public interface LauncherConfig {

  /** Who starts workers. */
  @WithDefault("none")
  Type type();

  /** Command line of a worker, for {@code local}; it is told the rest by its environment. */
  Optional<List<String>> command();

  /** Most workers of all runs at a time; if absent the processors, with {@code kubernetes} 100. */
  OptionalInt maxWorkers();

  /** Where each worker's output goes, and a note of each worker that lives. */
  @WithDefault("logs")
  Path logDirectory();

  /**
   * How long a worker has to finish or give back its jobs before it is killed; it finishes what it
   * can in the first half.
   */
  @WithDefault("20s")
  Duration stopTimeout();

  /** First wait after a worker that crashed; doubles with each crash in a row. */
  @WithDefault("1s")
  Duration restartWait();

  /** Longest wait after a worker that crashed. */
  @WithDefault("30s")
  Duration restartMostWait();

  /**
   * Name of the ConfigMap with the Job that workers run in, for {@code kubernetes}: entry {@code
   * job.yaml}, and {@code job-big.yaml} for worker class {@code big}. It is watched, and the Jobs
   * go away with it.
   */
  Optional<String> jobTemplates();

  /** Where workers run, for {@code kubernetes}; the scheduler's own namespace if absent. */
  Optional<String> namespace();

  /**
   * How long a pod may take to start before the run makes do with those that run, for {@code
   * kubernetes}; longer than a node takes to come where a cluster autoscaler is at work.
   */
  @WithDefault("10s")
  Duration podPatience();

  /** Most requests that change Jobs, for {@code kubernetes}; twice that after a quiet time. */
  @WithDefault("20")
  int requestsPerSecond();

  /** Kinds of launchers. */
  enum Type {
    /** Pods of Jobs, one Job per run. */
    KUBERNETES,
    /** Local processes. */
    LOCAL,
    /** Somebody else starts workers. */
    NONE
  }
}
