package io.understudy.scheduler.access;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.understudy.access.AccessConfig;
import io.understudy.scheduler.Surroundings;
import java.nio.file.Path;
import java.time.Instant;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tokens that a real provider signed, right and wrong ones. */
@QuarkusTest
@WithTestResource(Surroundings.class)
class OidcTest {
  @ConfigProperty(name = "understudy.access.oidc.auth-server-url")
  String provider;

  @TempDir Path directory;

  @BeforeEach
  void oidc() {
    Callers.only(AccessConfig.Type.OIDC, directory);
  }

  private String token(String audience, String groups, int seconds, String issuer, String query) {
    String claims =
        """
        {"iss": "%s", "sub": "7", "preferred_username": "ann", "aud": "%s", "exp": %d, "iat": %d,
         "realm": {"groups": [%s]}}
        """
            .formatted(
                issuer.isEmpty() ? provider : issuer,
                audience,
                Instant.now().getEpochSecond() + seconds,
                Instant.now().getEpochSecond() - 3600,
                groups.isEmpty() ? "" : "\"" + groups.replace(" ", "\",\"") + "\"");
    return given().body(claims).post(provider + "/token" + query).asString();
  }

  private static Response call(String method, String path, String token) {
    return given()
        .header("Authorization", "Bearer " + token)
        .contentType("application/json")
        .request(method, path);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          # what,             aud,         groups,            seconds, issuer,           query,      look, start
          a viewer,           understudy,  testers other,     60,      '',               '',         200,  403
          an operator,        understudy,  platform,          60,      '',               '',         200,  422
          the role's name,    understudy,  operator viewer,   60,      '',               '',         403,  403
          no group,           understudy,  '',                60,      '',               '',         403,  403
          expired,            understudy,  platform,          -60,     '',               '',         401,  401
          another's audience, shop,        platform,          60,      '',               '',         401,  401
          another's issuer,   understudy,  platform,          60,      https://evil.example, '',     401,  401
          another's key,      understudy,  platform,          60,      '',               ?key=other, 401,  401
          """)
  void aTokenIsWhatItsSignatureAudienceTimeAndGroupsAre(
      String what,
      String audience,
      String groups,
      int seconds,
      String issuer,
      String query,
      int look,
      int start) {
    String token = token(audience, groups, seconds, issuer, query);
    Response looked = call("GET", "/v1/runs", token);
    assertThat(looked.statusCode()).isEqualTo(look);
    assertThat(call("POST", "/v1/runs", token).statusCode()).isEqualTo(start);
    if (look != 200) {
      assertThat(looked.contentType()).isEqualTo("application/problem+json");
      assertThat(looked.jsonPath().getString("errors[0].field")).isEqualTo("Authorization");
    }
  }

  @ParameterizedTest
  @CsvSource({"viewer, 403", "operator, 422", "wrong, 401", "anonymous, 401"})
  void tokensOfFilesCountBesideThoseOfTheProvider(String caller, int status) {
    Response started = Callers.as(caller).contentType("application/json").post("/v1/runs");
    assertThat(started.statusCode()).isEqualTo(status);
    assertThat(started.contentType()).isEqualTo("application/problem+json");
  }

  @ParameterizedTest
  @CsvSource({"eyJhbGciOiJub25lIn0.eyJzdWIiOiI3In0.", "a.b.c", "x"})
  void whatIsNoTokenAtAllIsRefused(String token) {
    assertThat(call("GET", "/v1/runs", token).statusCode()).isEqualTo(401);
  }
}
