package io.understudy.loader.database;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The targets by name. */
public final class Targets {
  private final SortedMap<String, Target> byName = new TreeMap<>();

  /**
   * @throws IllegalArgumentException naming the setting that is wrong
   */
  public Targets(TargetsConfig config) {
    config
        .byName()
        .forEach((name, entry) -> byName.put(name, new Target(TargetSettings.of(name, entry))));
  }

  /** All names, sorted. */
  public List<String> names() {
    return List.copyOf(byName.keySet());
  }

  /**
   * @throws UnknownTargetException if there is none of this name
   */
  public Target get(String name) {
    Target target = byName.get(name);
    if (target == null) {
      throw new UnknownTargetException(name);
    }
    return target;
  }
}
