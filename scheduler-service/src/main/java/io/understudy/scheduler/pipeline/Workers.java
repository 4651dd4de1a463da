package io.understudy.scheduler.pipeline;

import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Map;

/**
 * What a run's workers are to be like.
 *
 * @param workerClass name of the worker class, empty: the installation's default
 * @param weight share of the run where several want more workers than there are, 1 to 100
 * @param resources amount of each resource that a worker gets, by name ({@code cpu}, {@code
 *     memory}, {@code ephemeral-storage}); empty: as the class has it
 */
public record Workers(String workerClass, int weight, Map<String, Quantity> resources) {
  /** As the installation has them. */
  public static final Workers DEFAULT = new Workers("", 1, Map.of());

  public Workers {
    resources = Map.copyOf(resources);
  }
}
