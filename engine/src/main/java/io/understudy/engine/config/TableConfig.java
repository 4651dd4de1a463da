package io.understudy.engine.config;

import java.util.List;

/**
 * What happens to a table.
 *
 * @param place where the steps are, or where they should be
 * @param globals of the table
 * @param steps in order
 */
public record TableConfig(Place place, Globals globals, List<Step> steps) {
  public TableConfig {
    steps = List.copyOf(steps);
  }
}
