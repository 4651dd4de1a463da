package io.understudy.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Who may call. */
@ConfigMapping(prefix = "understudy.access")
public interface AccessConfig {

  /** How callers are known. */
  @WithDefault("open")
  Type type();

  /** Files with the hashes of tokens; with {@code oidc} they count, too. */
  Optional<List<Path>> tokenFiles();

  /** Ways to know callers. */
  enum Type {
    /** Whoever reaches it; only on loopback. */
    OPEN,
    /** By a token whose hash is in a file. */
    TOKENS,
    /** By a token of an OpenID Connect provider, or one whose hash is in a file. */
    OIDC
  }
}
