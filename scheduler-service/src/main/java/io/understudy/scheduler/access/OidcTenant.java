package io.understudy.scheduler.access;

import io.quarkus.oidc.OidcRequestContext;
import io.quarkus.oidc.OidcTenantConfig;
import io.quarkus.oidc.OidcTenantConfigBuilder;
import io.quarkus.oidc.TenantConfigResolver;
import io.quarkus.oidc.runtime.OidcTenantConfig.ApplicationType;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.smallrye.mutiny.Uni;
import io.understudy.access.Access;
import io.understudy.access.AccessConfig.Type;
import io.understudy.access.AccessException;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * How tokens of the OpenID Connect provider are verified: by its published keys, for our audience.
 * The provider is asked at the first call, so that the scheduler starts while it is down.
 */
@ApplicationScoped
class OidcTenant implements TenantConfigResolver {
  private static final String PREFIX = "understudy.access.oidc.";
  private static final String NAME = "understudy";

  private final Access access;
  private final OidcConfig config;
  private final Optional<Path> certificates;

  OidcTenant(
      Access access,
      OidcConfig config,
      @ConfigProperty(name = "understudy.trust.certificates") Optional<Path> certificates) {
    this.access = access;
    this.config = config;
    this.certificates = certificates;
  }

  /** Ends the start if something is missing. */
  void check(@Observes @Priority(2) StartupEvent start, TlsConfigurationRegistry tls) {
    if (access.type() != Type.OIDC) {
      return;
    }
    certificates.ifPresent(file -> tls.register(NAME, new TrustedProvider(file)));
    if (config.authServerUrl().isEmpty()) {
      throw missing("auth-server-url", "the base URL of the provider");
    }
    if (config.audience().isEmpty()) {
      throw missing("audience", "what tokens for this API have in their claim aud");
    }
    if (config.viewerGroups().isEmpty() && config.operatorGroups().isEmpty()) {
      throw missing("operator-groups", "the groups of who may start runs");
    }
  }

  private static AccessException missing(String setting, String what) {
    return new AccessException(
        PREFIX + setting,
        "expected " + what + " with understudy.access.type=oidc, found nothing",
        "set it");
  }

  @Override
  public Uni<OidcTenantConfig> resolve(
      RoutingContext request, OidcRequestContext<OidcTenantConfig> blocking) {
    return access.type() == Type.OIDC
        ? Uni.createFrom().item(this::tenant)
        : Uni.createFrom().nullItem();
  }

  private OidcTenantConfig tenant() {
    OidcTenantConfigBuilder tenant =
        OidcTenantConfig.authServerUrl(config.authServerUrl().orElseThrow())
            .tenantId(NAME)
            .applicationType(ApplicationType.SERVICE)
            .clientId(config.clientId())
            .roles()
            .roleClaimPath(config.rolesClaim())
            .end()
            .token()
            .audience(config.audience().orElse(List.of()))
            .allowJwtIntrospection(false)
            .allowOpaqueTokenIntrospection(config.clientSecret().isPresent())
            .end();
    config.clientSecret().ifPresent(tenant::credentials);
    certificates.ifPresent(file -> tenant.tlsConfigurationName(NAME));
    return tenant.build();
  }
}
