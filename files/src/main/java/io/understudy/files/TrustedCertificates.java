package io.understudy.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** A company's own certificate authorities, trusted beside those that the Java machine knows. */
public final class TrustedCertificates {
  private TrustedCertificates() {}

  /**
   * Lets every HTTPS connection of this process that is opened from now on trust them, too.
   *
   * @param file one or more PEM certificates
   * @throws IllegalArgumentException with file and remedy if it holds none
   */
  public static void trust(Path file) {
    SSLContext context = context(file);
    SSLContext.setDefault(context);
    // remembers a factory of its own once it was asked for one
    HttpsURLConnection.setDefaultSSLSocketFactory(context.getSocketFactory());
  }

  /** What trusts the Java machine's authorities and those of a file. */
  static SSLContext context(Path file) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers(authorities(file)), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw unusable(e);
    }
  }

  /**
   * The Java machine's authorities and those of a file, for clients that do not ask the Java
   * machine whom to trust.
   *
   * @throws IllegalArgumentException with file and remedy if it holds none
   */
  public static KeyStore authorities(Path file) {
    Collection<? extends Certificate> own = read(file);
    try {
      KeyStore all = KeyStore.getInstance(KeyStore.getDefaultType());
      all.load(null, null);
      int number = 0;
      for (TrustManager known : managers(null)) {
        if (known instanceof X509TrustManager authorities) {
          for (X509Certificate authority : authorities.getAcceptedIssuers()) {
            all.setCertificateEntry("known-" + number++, authority);
          }
        }
      }
      for (Certificate authority : own) {
        all.setCertificateEntry("own-" + number++, authority);
      }
      return all;
    } catch (GeneralSecurityException | IOException e) {
      throw unusable(e);
    }
  }

  private static IllegalStateException unusable(Exception cause) {
    return new IllegalStateException("this Java machine has no usable TLS", cause);
  }

  private static TrustManager[] managers(@Nullable KeyStore authorities)
      throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(authorities);
    return factory.getTrustManagers();
  }

  private static Collection<? extends Certificate> read(Path file) {
    try (InputStream bytes = Files.newInputStream(file)) {
      Collection<? extends Certificate> certificates =
          CertificateFactory.getInstance("X.509").generateCertificates(bytes);
      if (certificates.isEmpty()) {
        throw unusable(file, "found none", null);
      }
      return certificates;
    } catch (CertificateException e) {
      throw unusable(file, "found something else", e);
    } catch (IOException e) {
      throw unusable(file, "it cannot be read (" + e.getClass().getSimpleName() + ")", e);
    }
  }

  private static IllegalArgumentException unusable(
      Path file, String found, @Nullable Exception cause) {
    return new IllegalArgumentException(
        "certificates "
            + file
            + ": expected PEM certificates (-----BEGIN CERTIFICATE-----), "
            + found
            + "; correct the file, or unset understudy.trust.certificates",
        cause);
  }
}
