package io.understudy.scheduler.pipeline;

import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the installation lets pipelines ask of their workers.
 *
 * @param most by worker class, the default's name being empty: most of each resource that a
 *     pipeline may ask for; a resource that is absent cannot be asked for
 */
public record WorkerClasses(Map<String, Map<String, Quantity>> most) {
  /** The default class alone, as it is. */
  public static final WorkerClasses NONE = new WorkerClasses(Map.of("", Map.of()));

  public WorkerClasses {
    most = Map.copyOf(most);
  }

  boolean has(String name) {
    return most.containsKey(name);
  }

  Map<String, Quantity> of(String name) {
    return most.getOrDefault(name, Map.of());
  }

  /** In the order of the alphabet, without the default. */
  Set<String> names() {
    Set<String> names = new TreeSet<>(most.keySet());
    names.remove("");
    return names;
  }
}
