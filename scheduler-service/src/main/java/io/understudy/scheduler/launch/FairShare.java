package io.understudy.scheduler.launch;

import io.understudy.scheduler.launch.Launcher.Demand;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Shares a number of workers between runs: one each in turn until they or the wishes run out. */
final class FairShare {
  private FairShare() {}

  /**
   * @param demands in the order of the runs' age; the older get the odd ones
   */
  static Map<Long, Integer> of(List<Demand> demands, int workers) {
    Map<Long, Integer> shares = new LinkedHashMap<>();
    demands.forEach(demand -> shares.put(demand.runId(), 0));
    int left = workers;
    boolean given = true;
    while (left > 0 && given) {
      given = false;
      for (Demand demand : demands) {
        int share = shares.getOrDefault(demand.runId(), 0);
        if (left > 0 && share < demand.workers()) {
          shares.put(demand.runId(), share + 1);
          left--;
          given = true;
        }
      }
    }
    return shares;
  }
}
