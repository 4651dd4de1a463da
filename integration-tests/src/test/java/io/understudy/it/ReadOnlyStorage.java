package io.understudy.it;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Executors;

/** The S3 server by another door, through which nothing may be written. */
final class ReadOnlyStorage implements AutoCloseable {
  private static final Set<String> OF_CONNECTIONS =
      Set.of("connection", "content-length", "expect", "transfer-encoding", "upgrade");
  private static final byte[] DENIED =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>
      """
          .getBytes(StandardCharsets.UTF_8);

  private final HttpServer server;
  private final HttpClient http = HttpClient.newHttpClient();
  private final String behind;

  ReadOnlyStorage(Installation system) throws IOException {
    behind = system.endpoints().get("s3").get("endpoint").asText();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.setExecutor(Executors.newCachedThreadPool());
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      String method = exchange.getRequestMethod();
      if (!method.equals("GET") && !method.equals("HEAD")) {
        exchange.getResponseHeaders().set("Content-Type", "application/xml");
        exchange.sendResponseHeaders(403, DENIED.length);
        exchange.getResponseBody().write(DENIED);
        return;
      }
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(behind + exchange.getRequestURI()))
              .method(method, HttpRequest.BodyPublishers.noBody());
      exchange
          .getRequestHeaders()
          .forEach(
              (name, values) -> {
                if (!OF_CONNECTIONS.contains(name.toLowerCase(Locale.ROOT))) {
                  values.forEach(value -> request.header(name, value));
                }
              });
      HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
      response
          .headers()
          .map()
          .forEach(
              (name, values) -> {
                if (!OF_CONNECTIONS.contains(name)) {
                  values.forEach(value -> exchange.getResponseHeaders().add(name, value));
                }
              });
      boolean empty = method.equals("HEAD") || response.body().length == 0;
      exchange.sendResponseHeaders(response.statusCode(), empty ? -1 : response.body().length);
      if (!empty) {
        exchange.getResponseBody().write(response.body());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    http.close();
  }
}
