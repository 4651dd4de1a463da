package io.understudy.scheduler.health;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** What readiness looks at beside the job table. */
@ConfigMapping(prefix = "understudy.health")
interface HealthConfig {

  /** A location ({@code s3://BUCKET/PREFIX}) that must be readable; absent: none. */
  Optional<String> bucket();

  /** How long an answer of the bucket holds. */
  @WithDefault("10s")
  Duration bucketEvery();
}
