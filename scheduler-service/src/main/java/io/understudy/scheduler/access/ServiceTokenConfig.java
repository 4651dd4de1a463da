package io.understudy.scheduler.access;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** What the scheduler shows the other services. */
@ConfigMapping(prefix = "understudy.access")
interface ServiceTokenConfig {

  /** File with the token; none where the other services are open. */
  Optional<Path> serviceTokenFile();
}
