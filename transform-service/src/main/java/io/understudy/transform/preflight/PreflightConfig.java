package io.understudy.transform.preflight;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** Which preflight this process is for; the scheduler that starts it says. */
@ConfigMapping(prefix = "understudy.preflight")
interface PreflightConfig {

  /** Id of the preflight. */
  OptionalLong id();

  /** File for one line that says why this process could not work. */
  Optional<Path> lastWords();

  /** How long to wait at start for the job table. */
  @WithDefault("20s")
  Duration startTimeout();

  /** Wait before looking at the preflight again. */
  @WithDefault("500ms")
  Duration poll();
}
