package io.understudy.scheduler.reconcile;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;

/** How runs are looked after. */
@ConfigMapping(prefix = "understudy.reconcile")
public interface ReconcileConfig {

  /** Off: this scheduler answers requests only. */
  @WithDefault("true")
  boolean enabled();

  /** Runs stepped at the same time. */
  @WithDefault("4")
  @Min(1)
  int threads();
}
