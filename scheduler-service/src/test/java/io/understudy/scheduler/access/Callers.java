package io.understudy.scheduler.access;

import static io.restassured.RestAssured.given;

import io.quarkus.test.junit.QuarkusMock;
import io.restassured.specification.RequestSpecification;
import io.understudy.access.Access;
import io.understudy.access.AccessConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Callers with tokens, for the running scheduler; each token is a role and {@code -token}. */
final class Callers {
  private Callers() {}

  private record Settings(AccessConfig.Type type, Optional<List<Path>> tokenFiles)
      implements AccessConfig {}

  /** From now to the end of the test, only tokens count. */
  static void only(AccessConfig.Type type, Path directory) {
    StringBuilder lines = new StringBuilder();
    for (String role : List.of("viewer", "operator", "service")) {
      lines.append("test-" + role + " " + role + " sha256:" + hash(role + "-token") + "\n");
    }
    try {
      Path file = Files.writeString(directory.resolve("tokens"), lines);
      QuarkusMock.installMockForType(
          new Access(new Settings(type, Optional.of(List.of(file)))), Access.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String hash(String token) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A request with a token; "anonymous" has none. */
  static RequestSpecification as(String caller) {
    return caller.equals("anonymous")
        ? given()
        : given().header("Authorization", "Bearer " + caller + "-token");
  }
}
