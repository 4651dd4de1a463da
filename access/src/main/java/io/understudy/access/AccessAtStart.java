package io.understudy.access;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Ends the start of a service that would answer everybody, before it listens. */
final class AccessAtStart {
  void check(
      @Observes @Priority(1) StartupEvent start,
      Access access,
      Instance<HttpAuthenticationMechanism> mechanisms,
      @ConfigProperty(name = "quarkus.http.host") String host,
      @ConfigProperty(name = "quarkus.http.host-enabled", defaultValue = "true") boolean listens) {
    if (listens) {
      boolean oidc = mechanisms.stream().anyMatch(each -> !(each instanceof BearerTokens));
      access.check(host, oidc);
    }
  }
}
