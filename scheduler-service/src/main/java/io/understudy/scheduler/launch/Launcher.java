package io.understudy.scheduler.launch;

import io.understudy.scheduler.pipeline.WorkerClasses;
import io.understudy.scheduler.pipeline.Workers;
import java.util.List;
import java.util.Map;

/** Keeps workers at work. Called often, from one thread; never waits. */
public sealed interface Launcher permits KubernetesJobs, LocalProcesses, NoLauncher {

  /**
   * What a run could use.
   *
   * @param workers most workers that would have something to do, and that the pipeline allows
   * @param kind what the workers are to be like
   */
  record Demand(long runId, int workers, Workers kind) {

    /** Workers as the installation has them. */
    public Demand(long runId, int workers) {
      this(runId, workers, Workers.DEFAULT);
    }

    int weight() {
      return kind.weight();
    }

    String workerClass() {
      return kind.workerClass();
    }
  }

  /**
   * Starts and ends workers so that each run has what it can use, within the installation's limit.
   *
   * @param demands one per active run; workers of other runs are to end
   * @return why a run has fewer workers than it could use, in words, by run; only those with
   *     trouble
   */
  Map<Long, String> keep(List<Demand> demands);

  /**
   * Runs whose workers the cluster has stopped for good, as far as is known since the last {@link
   * #keep}: why, by run. Such a run is to fail.
   */
  default Map<Long, String> stopped() {
    return Map.of();
  }

  /** Most workers of all runs at a time. */
  int maxWorkers();

  /** What pipelines may ask of their workers. */
  default WorkerClasses classes() {
    return WorkerClasses.NONE;
  }

  /** Ends all workers, giving them time to finish or give back their jobs. */
  void stop();
}
