package io.understudy.scheduler.planning;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;

/** How runs are planned. */
@ConfigMapping(prefix = "understudy.planning")
public interface PlanningConfig {

  /** Attempts that a job has. */
  @WithDefault("5")
  @Min(1)
  int jobAttempts();

  /** How often a source that does not answer is asked before the run fails. */
  @WithDefault("5")
  @Min(1)
  int sourceAttempts();
}
