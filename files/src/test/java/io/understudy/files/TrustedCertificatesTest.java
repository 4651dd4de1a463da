package io.understudy.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustedCertificatesTest {
  @TempDir Path directory;

  private void keytool(String... arguments) throws IOException, InterruptedException {
    Path program = Path.of(System.getProperty("java.home"), "bin", "keytool");
    ProcessBuilder command = new ProcessBuilder(program.toString());
    command.command().addAll(Arrays.asList(arguments));
    Process process = command.redirectErrorStream(true).start();
    byte[] output = process.getInputStream().readAllBytes();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(new String(output)).isZero();
  }

  private HttpsServer server() throws Exception {
    Path keys = directory.resolve("keys.p12");
    keytool(
        "-genkeypair",
        "-keystore",
        keys.toString(),
        "-storepass",
        "changeit",
        "-alias",
        "server",
        "-keyalg",
        "EC",
        "-dname",
        "CN=localhost",
        "-ext",
        "san=ip:127.0.0.1");
    keytool(
        "-exportcert",
        "-rfc",
        "-keystore",
        keys.toString(),
        "-storepass",
        "changeit",
        "-alias",
        "server",
        "-file",
        directory.resolve("ca.crt").toString());
    KeyStore store = KeyStore.getInstance(keys.toFile(), "changeit".toCharArray());
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, "changeit".toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), null, null);
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
    return server;
  }

  private static int get(HttpsServer server, SSLContext trusting) throws IOException {
    URI uri = URI.create("https://127.0.0.1:" + server.getAddress().getPort() + "/");
    HttpsURLConnection connection = (HttpsURLConnection) uri.toURL().openConnection();
    connection.setSSLSocketFactory(trusting.getSocketFactory());
    return connection.getResponseCode();
  }

  @Test
  void aServerOfTheCompanysAuthorityIsTrusted() throws Exception {
    HttpsServer server = server();
    try {
      SSLContext usual = SSLContext.getDefault();
      assertThatThrownBy(() -> get(server, usual)).isInstanceOf(SSLHandshakeException.class);
      assertThat(get(server, TrustedCertificates.context(directory.resolve("ca.crt"))))
          .isEqualTo(204);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void everyHttpsConnectionTrustsItFromThenOn() throws Exception {
    SSLContext context = SSLContext.getDefault();
    SSLSocketFactory factory = HttpsURLConnection.getDefaultSSLSocketFactory();
    HttpsServer server = server();
    try {
      TrustedCertificates.trust(directory.resolve("ca.crt"));
      URI uri = URI.create("https://127.0.0.1:" + server.getAddress().getPort() + "/");
      try (InputStream body = uri.toURL().openStream()) {
        assertThat(body.readAllBytes()).isEmpty();
      }
      assertThat(get(server, SSLContext.getDefault())).isEqualTo(204);
    } finally {
      server.stop(0);
      SSLContext.setDefault(context);
      HttpsURLConnection.setDefaultSSLSocketFactory(factory);
    }
  }

  @Test
  void aFileWithoutCertificatesIsRefused() throws Exception {
    Path empty = Files.writeString(directory.resolve("empty.crt"), "");
    assertThatThrownBy(() -> TrustedCertificates.context(empty))
        .hasMessage(
            "certificates "
                + empty
                + ": expected PEM certificates (-----BEGIN CERTIFICATE-----), found none; correct"
                + " the file, or unset understudy.trust.certificates");
    Path other = Files.writeString(directory.resolve("other.crt"), "not a certificate");
    assertThatThrownBy(() -> TrustedCertificates.context(other))
        .hasMessageStartingWith("certificates " + other + ": expected PEM certificates");
    Path absent = directory.resolve("absent.crt");
    assertThatThrownBy(() -> TrustedCertificates.context(absent))
        .hasMessageContaining("it cannot be read (NoSuchFileException)");
  }
}
