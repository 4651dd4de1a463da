package io.understudy.transform.recogniser;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The recogniser of this installation. */
@ConfigMapping(prefix = "understudy.recogniser")
interface RecogniserConfig {
  /** Where it answers, such as {@code http://presidio:5002/analyze}; without it there is none. */
  Optional<URI> url();

  /** What it may take for one batch, connecting included. */
  @WithDefault("10s")
  Duration timeout();

  /** Most texts in one request. */
  @WithDefault("32")
  int batchSize();

  /** Language of the texts, as the recogniser calls it. */
  @WithDefault("en")
  String language();

  /** Finds below this score do not count. */
  @WithDefault("0.5")
  double minScore();

  /** Our entities by the recogniser's names, beside or instead of the usual ones. */
  Map<String, String> entities();
}
