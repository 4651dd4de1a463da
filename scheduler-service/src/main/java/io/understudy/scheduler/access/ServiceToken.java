package io.understudy.scheduler.access;

import io.quarkus.runtime.StartupEvent;
import io.understudy.access.AccessException;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Shows the other services who asks: each request carries the token that the file has at that
 * moment.
 */
@Singleton
public class ServiceToken implements ClientRequestFilter {
  private final Optional<Path> file;

  ServiceToken(ServiceTokenConfig config) {
    this.file = config.serviceTokenFile();
  }

  /** Ends the start if there is no token in the file. */
  void check(@Observes @Priority(2) StartupEvent start) {
    file.ifPresent(ServiceToken::read);
  }

  @Override
  public void filter(ClientRequestContext request) {
    file.ifPresent(
        path -> request.getHeaders().putSingle(HttpHeaders.AUTHORIZATION, "Bearer " + read(path)));
  }

  private static String read(Path file) {
    String found;
    try {
      String token = Files.readString(file).strip();
      if (token.matches("[!-~]{16,}")) {
        return token;
      }
      found = "something else";
    } catch (IOException e) {
      found = "none (" + e.getClass().getSimpleName() + ")";
    }
    throw new AccessException(
        file.toString(),
        "expected a token of at least 16 printable characters, found " + found,
        "correct the file, or understudy.access.service-token-file");
  }
}
