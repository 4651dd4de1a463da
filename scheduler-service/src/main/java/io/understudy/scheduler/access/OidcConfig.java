package io.understudy.scheduler.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/** Callers by OpenID Connect, for {@code understudy.access.type=oidc}. */
@ConfigMapping(prefix = "understudy.access.oidc")
interface OidcConfig {

  /** Base URL of the provider, such as {@code https://login.example.com/realms/company}. */
  Optional<String> authServerUrl();

  /** What a token must be made for: one of these in its claim {@code aud}. */
  Optional<List<String>> audience();

  /** This service's id at the provider; only needed with a secret. */
  @WithDefault("understudy")
  String clientId();

  /** With it, tokens that are no JWTs are looked up at the provider. */
  Optional<String> clientSecret();

  /** Claim with the caller's groups; {@code /} leads into a claim. */
  @WithDefault("groups")
  String rolesClaim();

  /** Groups that may look at runs. */
  Optional<List<String>> viewerGroups();

  /** Groups that may start and stop them, too. */
  Optional<List<String>> operatorGroups();
}
