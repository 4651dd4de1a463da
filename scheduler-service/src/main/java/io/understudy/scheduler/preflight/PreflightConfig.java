package io.understudy.scheduler.preflight;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;

/** What preflights are about, if nobody says, and what a worker costs. */
@ConfigMapping(prefix = "understudy.preflight")
interface PreflightConfig {

  /** Source of a preflight without a pipeline: {@code s3://BUCKET/PREFIX/}. */
  Optional<String> source();

  /** Its sink. */
  Optional<String> sink();

  /** How long one may take. */
  @WithDefault("3m")
  Duration limit();

  /** What one worker costs in an hour; absent: estimates have no price. */
  Optional<BigDecimal> workerHourPrice();

  /** What the price is in. */
  @WithDefault("USD")
  String currency();
}
