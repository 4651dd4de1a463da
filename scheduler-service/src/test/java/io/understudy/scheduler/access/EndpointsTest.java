package io.understudy.scheduler.access;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.understudy.access.AccessConfig;
import io.understudy.scheduler.Surroundings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each endpoint, called by everybody. A new one must be in the table, or a test fails. */
@QuarkusTest
@WithTestResource(Surroundings.class)
class EndpointsTest {
  /** Who may call what. */
  private static final String TABLE =
      """
      GET  /v1/runs               | viewer operator
      POST /v1/runs               | operator
      GET  /v1/runs/{id}          | viewer operator
      GET  /v1/runs/{id}/jobs     | viewer operator
      GET  /v1/runs/{id}/manifest | viewer operator
      GET  /v1/runs/{id}/events   | viewer operator
      GET  /v1/runs/{id}/ddl      | viewer operator
      POST /v1/runs/{id}/cancel   | operator
      POST /v1/runs/{id}/retry    | operator
      POST /v1/checks             | operator
      POST /v1/preflights         | operator service
      GET  /v1/preflights/{id}    | operator service
      POST /v1/previews           | operator
      POST /v1/proposals          | operator
      """;

  private static final Set<String> CALLERS =
      Set.of("anonymous", "wrong", "viewer", "operator", "service");

  @TempDir Path directory;

  @BeforeEach
  void tokens() {
    Callers.only(AccessConfig.Type.TOKENS, directory);
  }

  private static Map<String, Set<String>> table() {
    Map<String, Set<String>> allowed = new LinkedHashMap<>();
    for (String row : TABLE.lines().toList()) {
      String[] cells = row.split("\\|");
      allowed.put(cells[0].strip().replaceAll(" +", " "), Set.of(cells[1].strip().split(" ")));
    }
    return allowed;
  }

  private static Response call(String caller, String endpoint) {
    String[] words = endpoint.split(" ");
    String path = words[1].replace("{id}", "0");
    return words[0].equals("GET")
        ? Callers.as(caller).get(path)
        : Callers.as(caller).contentType("application/json").body("{}").request(words[0], path);
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
    assertThat(table().keySet()).containsExactlyInAnyOrderElementsOf(described);
  }

  @Test
  void eachEndpointAnswersWhomItMayAndNobodyElse() {
    Map<String, Integer> found = new LinkedHashMap<>();
    Map<String, Integer> expected = new LinkedHashMap<>();
    table()
        .forEach(
            (endpoint, allowed) -> {
              for (String caller : CALLERS) {
                int status = call(caller, endpoint).statusCode();
                boolean known = !Set.of("anonymous", "wrong").contains(caller);
                String cell = caller + " " + endpoint;
                found.put(cell, status == 401 || status == 403 ? status : 200);
                expected.put(cell, allowed.contains(caller) ? 200 : known ? 403 : 401);
              }
            });
    assertThat(found).isEqualTo(expected);
  }

  @Test
  void whoIsUnknownOrMayNotIsToldWhatToDo() {
    for (String caller : new String[] {"anonymous", "wrong"}) {
      Response unknown = call(caller, "GET /v1/runs");
      assertThat(unknown.contentType()).isEqualTo("application/problem+json");
      assertThat(unknown.header("WWW-Authenticate")).isEqualTo("Bearer");
      assertThat(unknown.jsonPath().getString("errors[0].field")).isEqualTo("Authorization");
      assertThat(unknown.jsonPath().getString("detail"))
          .isEqualTo(
              "the request has no token that is known here; send Authorization: Bearer TOKEN; where"
                  + " none are needed, call it as localhost");
    }
    Response refused = call("viewer", "POST /v1/runs");
    assertThat(refused.contentType()).isEqualTo("application/problem+json");
    assertThat(refused.jsonPath().getString("detail"))
        .isEqualTo(
            "the role of this token does not allow this; a viewer looks at runs; use the token of an"
                + " operator for the rest");
  }

  @Test
  void theDescriptionIsForEverybodyAndSaysThatTokensAreNeeded() {
    Response description = given().accept("application/json").get("/q/openapi");
    assertThat(description.statusCode()).isEqualTo(200);
    assertThat(description.jsonPath().getString("components.securitySchemes.token.scheme"))
        .isEqualTo("bearer");
    assertThat(description.jsonPath().getList("paths.'/v1/runs'.post.security")).isNotEmpty();
    assertThat(given().get("/q/swagger-ui/").statusCode()).isEqualTo(200);
  }

  @Test
  void pagesOfOtherHostsAreNobodyOnOneMachine(@TempDir Path empty) {
    Callers.only(AccessConfig.Type.OPEN, empty);
    assertThat(given().get("/v1/runs").statusCode()).isEqualTo(200);
    assertThat(given().header("Origin", "http://localhost:3000").get("/v1/runs").statusCode())
        .isEqualTo(200);
    assertThat(given().header("Origin", "https://example.com").get("/v1/runs").statusCode())
        .isEqualTo(401);
    assertThat(given().header("Host", "rebound.example.com").get("/v1/runs").statusCode())
        .isEqualTo(401);
  }
}
