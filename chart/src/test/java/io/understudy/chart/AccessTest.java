package io.understudy.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The tokens that the chart makes, and who gets what of them. */
class AccessTest {

  private static String entry(Manifests rendered, String secret, String key) {
    JsonNode data = rendered.object("Secret/" + secret).at("/data/" + key);
    return new String(Base64.getDecoder().decode(data.asText()), StandardCharsets.UTF_8);
  }

  private static String hash(String token) throws NoSuchAlgorithmException {
    return HexFormat.of()
        .formatHex(
            MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void theSchedulerHasTheHashOfTheOperatorsTokenAndNobodyHasTheToken() throws Exception {
    Manifests rendered = Chart.render();
    String token = entry(rendered, "understudy-operator-token", "token");
    assertThat(token).hasSize(48);
    assertThat(entry(rendered, "understudy-tokens", "tokens"))
        .isEqualTo("operator operator sha256:" + hash(token) + "\n");
    assertThat(
            rendered
                .object("Secret/understudy-operator-token")
                .at("/metadata/annotations/helm.sh~1resource-policy")
                .asText())
        .isEqualTo("keep");
    rendered
        .pods()
        .forEach(
            (name, pod) ->
                assertThat(pod.toString()).as(name).doesNotContain("understudy-operator-token"));
  }

  @Test
  void theSchedulerAloneHasTheServiceTokenTheOthersItsHashAndWorkersNothing() throws Exception {
    Manifests rendered = Chart.render();
    String token = entry(rendered, "understudy-service-token", "token");
    assertThat(entry(rendered, "understudy-service-token", "tokens"))
        .isEqualTo("service service sha256:" + hash(token) + "\n");
    for (String service : List.of("transform", "loader")) {
      JsonNode spec = rendered.pods().get(service).path("spec");
      assertThat(Manifests.at(spec, "/volumes/@access/secret/items"))
          .isEqualTo(Manifests.yaml("[{key: tokens, path: service-tokens}]"));
      assertThat(rendered.env(service, "UNDERSTUDY_ACCESS_TYPE").asText()).isEqualTo("tokens");
      assertThat(rendered.env(service, "UNDERSTUDY_ACCESS_TOKEN_FILES").asText())
          .isEqualTo("/etc/understudy/access/service-tokens");
    }
    assertThat(rendered.pods().get("worker").toString()).doesNotContain("service-token", "access");
    assertThat(rendered.env("worker", "QUARKUS_HTTP_HOST_ENABLED").asText()).isEqualTo("false");
  }

  @Test
  void anUpgradeKeepsTheTokensThatAreThereAndMakesNoOperator() throws Exception {
    String hashes = "ann viewer sha256:" + hash("a") + "\n";
    Manifests rendered =
        Chart.render(
            "global: {understudy-service-token: {token: %s}, understudy-tokens: {tokens: %s}}"
                .formatted(base64("the-service-token"), base64(hashes)));
    assertThat(entry(rendered, "understudy-service-token", "token")).isEqualTo("the-service-token");
    assertThat(entry(rendered, "understudy-service-token", "tokens"))
        .isEqualTo("service service sha256:" + hash("the-service-token") + "\n");
    assertThat(entry(rendered, "understudy-tokens", "tokens")).isEqualTo(hashes);
    assertThat(rendered.names()).doesNotContain("Secret/understudy-operator-token");
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"scheduler", "transform", "loader"})
  void healthAndMetricsAreOnAPortThatNoServiceHas(String component) {
    Manifests rendered = Chart.render("networkPolicy: {metricsFrom: [{namespaceSelector: {}}]}");
    String port = rendered.container(component).at("/ports/1/containerPort").asText();
    assertThat(rendered.container(component).at("/ports/1/name").asText()).isEqualTo("management");
    assertThat(rendered.env(component, "QUARKUS_MANAGEMENT_PORT").asText()).isEqualTo(port);
    for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
      assertThat(rendered.container(component).path(probe).at("/httpGet/port").asText())
          .isEqualTo("management");
    }
    assertThat(rendered.object("Service/understudy-" + component).at("/spec/ports")).hasSize(1);
    JsonNode ingress = rendered.object("NetworkPolicy/understudy-" + component).at("/spec/ingress");
    assertThat(ingress.at("/0/ports/0/port").asText()).isNotEqualTo(port);
    assertThat(ingress.at("/1/ports/0/port").asText()).isEqualTo(port);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          access: {type: oidc} | access.oidc.operatorGroups: expected the groups of who may start runs, found nothing; set it, or viewerGroups
          access: {type: oidc, oidc: {viewerGroups: [a]}} | access.oidc.authServerUrl: expected the base URL of the OpenID Connect provider, found nothing; set it
          access: {type: oidc, oidc: {viewerGroups: [a], authServerUrl: "https://a"}} | access.oidc.audience: expected what tokens for this API have in their claim aud, found nothing; set it
          access: {type: open} | access
          """)
  void whatWouldLetAnybodyInOrNobodyIsRefused(String values, String message) {
    assertThatThrownBy(() -> Chart.text(Chart.CURRENT, List.of(Chart.LEAST, values)))
        .hasMessageContaining(message);
  }
}
