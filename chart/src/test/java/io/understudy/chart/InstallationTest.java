package io.understudy.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.marcnuri.helm.LintResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What values install. */
class InstallationTest {

  @Test
  void helmFindsNothingToWarnOf() {
    LintResult result = Chart.lint();
    assertThat(result.isFailed()).as("%s", result.getMessages()).isFalse();
  }

  @Test
  void databaseBucketsAndKeySecretAreEnough() {
    assertThat(Chart.render().names())
        .containsExactlyInAnyOrder(
            "Deployment/understudy-scheduler",
            "Deployment/understudy-transform",
            "Deployment/understudy-loader",
            "ConfigMap/understudy-worker",
            "Service/understudy-scheduler",
            "Service/understudy-transform",
            "Service/understudy-loader",
            "ServiceAccount/understudy-scheduler",
            "ServiceAccount/understudy-transform",
            "ServiceAccount/understudy-loader",
            "ServiceAccount/understudy-worker",
            "Secret/understudy-service-token",
            "Secret/understudy-tokens",
            "Secret/understudy-operator-token",
            "Role/understudy-scheduler",
            "RoleBinding/understudy-scheduler",
            "PodDisruptionBudget/understudy-scheduler",
            "PodDisruptionBudget/understudy-transform",
            "PodDisruptionBudget/understudy-loader",
            "NetworkPolicy/understudy-default",
            "NetworkPolicy/understudy-scheduler",
            "NetworkPolicy/understudy-transform",
            "NetworkPolicy/understudy-loader",
            "NetworkPolicy/understudy-worker",
            "NetworkPolicy/understudy-test",
            "Pod/understudy-test");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          database: {url: ""}        | database.url: expected the job table's jdbc:postgresql://HOST:PORT/DATABASE, found nothing; set it with --set database.url=…
          buckets: {source: ""}      | buckets.source: expected s3://BUCKET/PREFIX, found nothing; set the location that is read
          buckets: {sink: ""}        | buckets.sink: expected s3://BUCKET/PREFIX, found nothing; set the location that is written
          keys: {secret: {name: ""}} | keys.secret.name: expected the Secret with the secret keys, found nothing; make one with: kubectl create secret
          buckets: {access: {type: secret}} | buckets.access.secret.name: expected the Secret with the key pair, found nothing; set it, or choose another
          """)
  void withoutWhatItNeedsTheInstallSaysWhatToSet(String values, String message) {
    assertThatThrownBy(() -> Chart.text(Chart.CURRENT, List.of(Chart.LEAST, values)))
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @FieldSource("io.understudy.chart.Chart#KUBERNETES")
  void everyObjectIsInTheReleaseNamespaceAndBelongsToNoOther(String kubernetes) {
    for (JsonNode object : Chart.renderOn(kubernetes, Samples.everything()).objects()) {
      assertThat(object.at("/metadata/namespace").asText()).as("%s", object).isEqualTo("masking");
      assertThat(object.path("kind").asText()).doesNotStartWith("Cluster");
      assertThat(object.at("/metadata/labels/app.kubernetes.io~1instance").asText())
          .isEqualTo("understudy");
    }
  }

  @Test
  void noSecretIsMadeAndNoneIsInAConfigMap() {
    Manifests all = Chart.render(Samples.everything());
    assertThat(all.ofKind("Secret")).isEmpty();
    JsonNode targets =
        Manifests.yaml(
            all.object("ConfigMap/understudy-targets").at("/data/application.yaml").asText());
    assertThat(Manifests.at(targets, "/understudy/targets/Perf 2.x/password").asText())
        .isEqualTo("${TARGET_0_PASSWORD}");
    assertThat(all.env("loader", "TARGET_0_PASSWORD").at("/secretKeyRef/name").asText())
        .isEqualTo("perf-login");
  }

  @Test
  void onlyWhatMasksHasTheSecretKeys() {
    Manifests all = Chart.render(Samples.everything());
    Set<String> mounting =
        all.pods().entrySet().stream()
            .filter(pod -> pod.getValue().toString().contains("understudy-keys"))
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
    assertThat(mounting).containsExactlyInAnyOrder("transform", "worker", "worker-big");
  }

  @Test
  void selectorsStayTheSameWhateverTheValuesAre() {
    Manifests least = Chart.render();
    Manifests all = Chart.render(Samples.everything());
    for (String component : List.of("scheduler", "transform", "loader")) {
      String name = "Deployment/understudy-" + component;
      JsonNode selector = least.object(name).at("/spec/selector");
      assertThat(all.object(name).at("/spec/selector")).isEqualTo(selector);
      selector
          .path("matchLabels")
          .fields()
          .forEachRemaining(
              label ->
                  assertThat(
                          all.object(name)
                              .at("/spec/template/metadata/labels")
                              .path(label.getKey()))
                      .isEqualTo(label.getValue()));
    }
  }

  @Test
  void aChangeOfTheWorkersRollsNothingElse() {
    Manifests before = Chart.render();
    Manifests after = Chart.render("worker: {image: {tag: other}, classes: {big: {parallel: 2}}}");
    for (String component : List.of("scheduler", "transform", "loader")) {
      String deployment = "Deployment/understudy-" + component;
      assertThat(after.object(deployment)).isEqualTo(before.object(deployment));
    }
    assertThat(after.object("ConfigMap/understudy-worker"))
        .isNotEqualTo(before.object("ConfigMap/understudy-worker"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"scheduler", "transform", "loader"})
  void aRollNeverTakesAReplicaAwayFirst(String component) {
    Manifests rendered = Chart.render();
    JsonNode deployment = rendered.object("Deployment/understudy-" + component);
    assertThat(deployment.at("/spec/strategy/rollingUpdate/maxUnavailable").asInt(-1)).isZero();
    JsonNode container = rendered.container(component);
    assertThat(container.at("/readinessProbe/httpGet/path").asText()).isEqualTo("/q/health/ready");
    assertThat(container.at("/livenessProbe/httpGet/path").asText()).isEqualTo("/q/health/live");
    String leaving = rendered.env(component, "QUARKUS_SHUTDOWN_DELAY").asText("0s");
    int wait = Integer.parseInt(leaving.replace("s", ""));
    int grace = deployment.at("/spec/template/spec/terminationGracePeriodSeconds").asInt();
    String shutdown = rendered.env(component, "QUARKUS_SHUTDOWN_TIMEOUT").asText("30s");
    assertThat(wait).isPositive();
    assertThat(wait + Integer.parseInt(shutdown.replace("s", ""))).isLessThan(grace);
  }

  @Test
  void aWorkerGivesItsFileBackBeforeItIsKilled() {
    Manifests rendered = Chart.render("worker: {terminationGracePeriodSeconds: 900}");
    assertThat(rendered.env("worker", "UNDERSTUDY_WORKER_GRACE").asText()).isEqualTo("885s");
    assertThat(rendered.pods().get("worker").at("/spec/terminationGracePeriodSeconds").asInt())
        .isEqualTo(900);
  }

  @ParameterizedTest
  @CsvSource({
    "v1.20.0, policy/v1beta1, false",
    "v1.25.0, policy/v1, false",
    "v1.25.9-eks-a59e1f0, policy/v1, false",
    "v1.26.0-gke.100, policy/v1, true",
    "v1.34.0, policy/v1, true"
  })
  void everyKubernetesGetsWhatItKnows(String kubernetes, String policy, boolean failurePolicy) {
    Manifests rendered = Chart.renderOn(kubernetes);
    JsonNode budget = rendered.object("PodDisruptionBudget/understudy-scheduler");
    assertThat(budget.path("apiVersion").asText()).isEqualTo(policy);
    assertThat(rendered.object("Job/worker").path("spec").has("podFailurePolicy"))
        .isEqualTo(failurePolicy);
  }

  @Test
  void anOlderKubernetesIsRefused() {
    assertThatThrownBy(() -> Chart.text("v1.19.16", List.of(Chart.LEAST)))
        .hasMessageContaining("requires kubeVersion: >=1.20.0-0");
  }

  /** Each file of {@code installations}: values, and what must be where because of them. */
  @TestFactory
  Stream<DynamicTest> valuesDoWhatTheySay() throws IOException {
    Path directory = Path.of("src/test/resources/installations");
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().toList().stream().map(InstallationTest::installation);
    }
  }

  private static DynamicTest installation(Path file) {
    return DynamicTest.dynamicTest(
        file.getFileName().toString(),
        () -> {
          JsonNode table = Manifests.YAML.readTree(file.toFile());
          Manifests rendered =
              Chart.renderOn(
                  table.path("kubernetes").asText(Chart.CURRENT),
                  Manifests.YAML.writeValueAsString(table.path("values")));
          assertThat(table.path("expect").size()).isPositive();
          for (JsonNode expected : table.path("expect")) {
            check(rendered, expected);
          }
        });
  }

  private static void check(Manifests rendered, JsonNode expected) {
    if (expected.has("none")) {
      assertThat(rendered.names()).doesNotContain(expected.path("none").asText());
      return;
    }
    JsonNode object = rendered.object(expected.path("of").asText());
    JsonNode found = Manifests.at(object, expected.path("at").asText());
    if (expected.has("is")) {
      assertThat(found).as("%s", expected).isEqualTo(expected.path("is"));
    } else {
      assertThat(found.isMissingNode()).as("%s: found %s", expected, found).isTrue();
    }
  }
}
