package io.understudy.scheduler.access;

import io.quarkus.tls.BaseTlsConfiguration;
import io.understudy.files.TrustedCertificates;
import io.vertx.core.net.SSLOptions;
import io.vertx.core.net.TrustOptions;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.TrustManagerFactory;

/** TLS to the OpenID Connect provider by the company's own authorities, too. */
final class TrustedProvider extends BaseTlsConfiguration {
  private final KeyStore authorities;

  TrustedProvider(Path certificates) {
    this.authorities = TrustedCertificates.authorities(certificates);
  }

  @Override
  public KeyStore getTrustStore() {
    return authorities;
  }

  @Override
  public TrustOptions getTrustStoreOptions() {
    try {
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(authorities);
      return TrustOptions.wrap(factory.getTrustManagers()[0]);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java machine has no usable TLS", e);
    }
  }

  @Override
  public SSLOptions getSSLOptions() {
    return new SSLOptions().setTrustOptions(getTrustStoreOptions());
  }
}
