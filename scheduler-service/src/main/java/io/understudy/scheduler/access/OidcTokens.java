package io.understudy.scheduler.access;

import io.quarkus.oidc.runtime.OidcAuthenticationMechanism;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.understudy.access.Access;
import io.understudy.access.AccessConfig.Type;
import io.understudy.access.Challenge;
import io.understudy.access.Roles;
import io.understudy.scheduler.problem.HttpProblem;
import io.understudy.scheduler.problem.ProblemDocument;
import io.understudy.scheduler.problem.SafeTrace;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response.Status;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Tokens of the OpenID Connect provider, after those of files: Quarkus verifies them, this gives
 * groups their roles and refusals our answer.
 */
@ApplicationScoped
class OidcTokens implements HttpAuthenticationMechanism {
  private static final Logger LOG = Logger.getLogger(OidcTokens.class);
  private static final int BEFORE_QUARKUS = DEFAULT_PRIORITY + 500;
  private static final String ANSWER = OidcTokens.class.getName() + ".answer";

  private final Access access;
  private final OidcAuthenticationMechanism oidc;
  private final OidcConfig config;
  private final HttpProblem problems;

  OidcTokens(
      Access access, OidcAuthenticationMechanism oidc, OidcConfig config, HttpProblem problems) {
    this.access = access;
    this.oidc = oidc;
    this.config = config;
    this.problems = problems;
  }

  @Override
  public Uni<SecurityIdentity> authenticate(
      RoutingContext request, IdentityProviderManager identities) {
    if (access.type() != Type.OIDC
        || request.request().getHeader(HttpHeaders.AUTHORIZATION) == null) {
      return Uni.createFrom().nullItem();
    }
    return oidc.authenticate(request, identities)
        .onItemOrFailure()
        .invoke((identity, failure) -> ours(request))
        .onItem()
        .ifNotNull()
        .transform(this::withRoles)
        .onFailure(failure -> !(failure instanceof AuthenticationFailedException))
        .transform(failure -> silent(request, failure));
  }

  /** Quarkus asks whom it finds here for the answer to who is refused. */
  private void ours(RoutingContext request) {
    request.put(HttpAuthenticationMechanism.class.getName(), this);
  }

  private static Throwable silent(RoutingContext request, Throwable failure) {
    LOG.warnf("The OpenID Connect provider does not answer: %s", SafeTrace.of(failure));
    request.put(
        ANSWER,
        ProblemDocument.of(
            Status.SERVICE_UNAVAILABLE,
            "Authorization",
            "the OpenID Connect provider does not answer, so the token cannot be verified",
            "try again; if it stays so, see the scheduler's log and"
                + " understudy.access.oidc.auth-server-url"));
    return new AuthenticationFailedException("the provider does not answer");
  }

  private SecurityIdentity withRoles(SecurityIdentity identity) {
    Set<String> roles = new HashSet<>();
    if (isIn(config.viewerGroups(), identity)) {
      roles.add(Roles.VIEWER);
    }
    if (isIn(config.operatorGroups(), identity)) {
      roles.addAll(Roles.of(Roles.OPERATOR).orElseThrow());
    }
    return QuarkusSecurityIdentity.builder()
        .setPrincipal(identity.getPrincipal())
        .addCredentials(identity.getCredentials())
        .addAttributes(identity.getAttributes())
        .addRoles(roles)
        .build();
  }

  private static boolean isIn(Optional<List<String>> groups, SecurityIdentity identity) {
    return !Collections.disjoint(groups.orElse(List.of()), identity.getRoles());
  }

  @Override
  public Uni<ChallengeData> getChallenge(RoutingContext request) {
    return Challenge.data();
  }

  @Override
  public Uni<Boolean> sendChallenge(RoutingContext request) {
    ProblemDocument answer = request.get(ANSWER);
    request.response().putHeader(Challenge.HEADER, Challenge.SCHEME);
    problems.answer(request, answer == null ? HttpProblem.unknown() : answer);
    return Uni.createFrom().item(true);
  }

  @Override
  public int getPriority() {
    return BEFORE_QUARKUS;
  }
}
