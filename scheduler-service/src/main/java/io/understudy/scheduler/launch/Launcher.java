package io.understudy.scheduler.launch;

import java.util.List;
import java.util.Map;

/** Keeps workers at work. Called often, from one thread; never waits. */
public sealed interface Launcher permits KubernetesJobs, LocalProcesses, NoLauncher {

  /**
   * What a run could use.
   *
   * @param workers most workers that would have something to do, and that the pipeline allows
   */
  record Demand(long runId, int workers) {}

  /**
   * Starts and ends workers so that each run has what it can use, within the installation's limit.
   *
   * @param demands one per active run; workers of other runs are to end
   * @return why a run has fewer workers than it could use, in words, by run; only those with
   *     trouble
   */
  Map<Long, String> keep(List<Demand> demands);

  /** Most workers of all runs at a time. */
  int maxWorkers();

  /** Ends all workers, giving them time to finish or give back their jobs. */
  void stop();
}
