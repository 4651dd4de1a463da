package io.understudy.scheduler;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;

/**
 * An OpenID Connect provider with what verifiers ask for: discovery and keys. It signs whatever
 * claims are posted to {@code /token}; with {@code ?key=other} by a key that it does not publish.
 */
final class Provider implements AutoCloseable {
  private final HttpServer server;
  private final KeyPair published;
  private final KeyPair other;

  private Provider(HttpServer server, KeyPair published, KeyPair other) {
    this.server = server;
    this.published = published;
    this.other = other;
  }

  static Provider start() throws IOException, GeneralSecurityException {
    KeyPairGenerator keys = KeyPairGenerator.getInstance("RSA");
    keys.initialize(2048);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    Provider provider = new Provider(server, keys.generateKeyPair(), keys.generateKeyPair());
    server.createContext("/", provider::answer);
    server.start();
    return provider;
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (HttpExchange closing = exchange) {
      String body = new String(closing.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String answer =
          switch (closing.getRequestURI().getPath()) {
            case "/.well-known/openid-configuration" ->
                "{\"issuer\": \"%1$s\", \"jwks_uri\": \"%1$s/keys\", \"token_endpoint\": \"%1$s/token\"}"
                    .formatted(url());
            case "/keys" -> keys();
            case "/token" ->
                token(body, closing.getRequestURI().getQuery() == null ? published : other);
            default -> "{}";
          };
      byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
      closing.getResponseHeaders().add("Content-Type", "application/json");
      closing.sendResponseHeaders(200, bytes.length);
      closing.getResponseBody().write(bytes);
    }
  }

  private String keys() {
    RSAPublicKey key = (RSAPublicKey) published.getPublic();
    return """
    {"keys": [{"kty": "RSA", "use": "sig", "alg": "RS256", "kid": "one", "n": "%s", "e": "%s"}]}
    """
        .formatted(
            text(key.getModulus().toByteArray()), text(key.getPublicExponent().toByteArray()));
  }

  private static String token(String claims, KeyPair key) {
    String signed =
        text("{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"one\"}") + "." + text(claims);
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(key.getPrivate());
      signature.update(signed.getBytes(StandardCharsets.US_ASCII));
      return signed + "." + text(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String text(String text) {
    return text(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
