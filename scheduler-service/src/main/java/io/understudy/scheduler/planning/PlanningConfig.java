package io.understudy.scheduler.planning;

import io.quarkus.runtime.configuration.MemorySize;
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

  /**
   * About how large the parts are that uncompressed CSV and JSONL files are cut into, if they are
   * larger than two of them; larger where there would be more than 500. At least 8M; 0: none is
   * cut.
   */
  @WithDefault("128M")
  MemorySize partSize();
}
