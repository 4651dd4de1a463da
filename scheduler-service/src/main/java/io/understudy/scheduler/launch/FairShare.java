package io.understudy.scheduler.launch;

import io.understudy.scheduler.launch.Launcher.Demand;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Shares a number of workers between runs: the next one always goes to the run that has the fewest
 * for its weight, until they or the wishes run out. So runs of weight 2 and 1 have two workers to
 * one as long as both want more, and every run has one before any has two.
 */
final class FairShare {
  private FairShare() {}

  /** What a run has so far; {@code age} is its place in the order. */
  private record Share(Demand demand, int workers, int age) {
    /** The fewest for their weight first, the older first where that is equal. */
    static final Comparator<Share> NEEDIEST =
        ((Comparator<Share>)
                (one, other) ->
                    Long.compare(
                        (long) one.workers * other.demand.weight(),
                        (long) other.workers * one.demand.weight()))
            .thenComparingInt(Share::age);

    Share more() {
      return new Share(demand, workers + 1, age);
    }
  }

  /**
   * @param demands in the order of the runs' age; the older get the odd ones
   * @param classes most workers of a worker class, all runs together; classes without are absent
   */
  static Map<Long, Integer> of(List<Demand> demands, int workers, Map<String, Integer> classes) {
    Map<Long, Integer> shares = new LinkedHashMap<>();
    PriorityQueue<Share> open = new PriorityQueue<>(Share.NEEDIEST);
    for (Demand demand : demands) {
      shares.put(demand.runId(), 0);
      open.add(new Share(demand, 0, open.size()));
    }
    Map<String, Integer> room = new HashMap<>(classes);
    int left = workers;
    while (left > 0 && !open.isEmpty()) {
      Share next = open.remove();
      String kind = next.demand().workerClass();
      int classRoom = room.getOrDefault(kind, left);
      if (next.workers() >= next.demand().workers() || classRoom <= 0) {
        continue; // it has all that it can
      }
      room.computeIfPresent(kind, (name, most) -> most - 1);
      shares.put(next.demand().runId(), next.workers() + 1);
      open.add(next.more());
      left--;
    }
    return shares;
  }
}
