package io.understudy.loader;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.understudy.access.Access;
import io.understudy.access.AccessConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Only the scheduler is answered. A new endpoint must be in the table, or a test fails. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class EndpointsTest {
  private static final Set<String> TABLE =
      Set.of("GET /v1/targets", "POST /v1/targets/{name}/checks", "POST /v1/targets/{name}/ddl");

  @TempDir Path directory;

  private record Settings(AccessConfig.Type type, Optional<List<Path>> tokenFiles)
      implements AccessConfig {}

  @BeforeEach
  void tokens() throws IOException, NoSuchAlgorithmException {
    StringBuilder lines = new StringBuilder();
    for (String role : List.of("viewer", "operator", "service")) {
      byte[] token = (role + "-token").getBytes(StandardCharsets.UTF_8);
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(token);
      lines.append("test " + role + " sha256:" + HexFormat.of().formatHex(hash) + "\n");
    }
    Path file = Files.writeString(directory.resolve("tokens"), lines);
    Settings settings = new Settings(AccessConfig.Type.TOKENS, Optional.of(List.of(file)));
    QuarkusMock.installMockForType(new Access(settings), Access.class);
  }

  private static Response call(String caller, String endpoint) {
    String[] words = endpoint.split(" ");
    RequestSpecification request = given().contentType("application/json");
    if (!caller.equals("anonymous")) {
      request = request.header("Authorization", "Bearer " + caller + "-token");
    }
    return request.request(words[0], words[1].replace("{name}", "absent"));
  }

  @Test
  void theTableHasEveryEndpoint() {
    Map<String, Map<String, Object>> paths =
        given().accept("application/json").get("/q/openapi").jsonPath().getMap("paths");
    Set<String> described = new TreeSet<>();
    paths.forEach(
        (path, calls) ->
            calls.keySet().stream()
                .filter(key -> !key.equals("parameters"))
                .map(method -> method.toUpperCase(Locale.ROOT) + " " + path)
                .forEach(described::add));
    assertThat(described).containsExactlyInAnyOrderElementsOf(TABLE);
  }

  @Test
  void eachEndpointAnswersTheSchedulerAndNobodyElse() {
    for (String endpoint : TABLE) {
      for (String caller : List.of("anonymous", "wrong")) {
        Response unknown = call(caller, endpoint);
        assertThat(unknown.statusCode()).as(caller + " " + endpoint).isEqualTo(401);
        assertThat(unknown.contentType()).startsWith("application/problem+json");
        assertThat(unknown.header("WWW-Authenticate")).isEqualTo("Bearer");
      }
      for (String caller : List.of("viewer", "operator")) {
        Response refused = call(caller, endpoint);
        assertThat(refused.statusCode()).as(caller + " " + endpoint).isEqualTo(403);
        assertThat(refused.contentType()).startsWith("application/problem+json");
        assertThat(refused.jsonPath().getString("detail"))
            .isEqualTo(
                "the role of this token does not allow this; give it the role service in"
                    + " understudy.access.token-files");
      }
      assertThat(call("service", endpoint).statusCode()).as(endpoint).isNotIn(401, 403, 500);
    }
  }
}
