package io.understudy.access;

import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;

/** Asks {@link Access}, before anybody else is asked. */
@ApplicationScoped
class BearerTokens implements HttpAuthenticationMechanism {
  private static final int FIRST = DEFAULT_PRIORITY + 1_000;

  private final Access access;

  BearerTokens(Access access) {
    this.access = access;
  }

  @Override
  public Uni<SecurityIdentity> authenticate(
      RoutingContext request, IdentityProviderManager identities) {
    return Uni.createFrom().optional(access.caller(request.request()).map(BearerTokens::identity));
  }

  private static SecurityIdentity identity(Caller caller) {
    return QuarkusSecurityIdentity.builder()
        .setPrincipal(new QuarkusPrincipal(caller.name()))
        .addRoles(caller.roles())
        .build();
  }

  @Override
  public Uni<ChallengeData> getChallenge(RoutingContext request) {
    return Challenge.data();
  }

  @Override
  public int getPriority() {
    return FIRST;
  }
}
