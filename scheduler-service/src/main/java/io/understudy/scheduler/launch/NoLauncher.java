package io.understudy.scheduler.launch;

import java.util.List;
import java.util.Map;

/** Workers are started by somebody else. */
public final class NoLauncher implements Launcher {
  private final int maxWorkers;

  NoLauncher(int maxWorkers) {
    this.maxWorkers = maxWorkers;
  }

  @Override
  public Map<Long, String> keep(List<Demand> demands) {
    return Map.of();
  }

  @Override
  public int maxWorkers() {
    return maxWorkers;
  }

  @Override
  public void stop() {
    // nothing was started
  }
}
