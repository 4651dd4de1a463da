package io.understudy.scheduler.launch;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.restassured.path.json.JsonPath;
import io.understudy.scheduler.Runs;
import io.understudy.scheduler.Surroundings;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The program as it is shipped (the native binary where one was built, else the jar) reads its
 * config, migrates the job table, checks a pipeline with the other services, and speaks to the
 * Kubernetes API: what only breaks where classes, resources and libraries are packed.
 */
@QuarkusIntegrationTest
@WithTestResource(Surroundings.class)
@WithTestResource(SmokeIT.Cluster.class)
@Timeout(300)
class SmokeIT {
  private static final String SPACE = "masking";

  KubernetesClient client;
  @Surroundings.Reached S3Client s3;
  Cluster.Management management;

  /** The API of a server in this process, and where the scheduler's own health is. */
  public static final class Cluster implements QuarkusTestResourceLifecycleManager {
    private final ApplyingApi api = new ApplyingApi();
    private KubernetesClient client;
    private int port;

    /** Base URL of health and metrics. */
    public record Management(String url) {}

    @Override
    public Map<String, String> start() {
      client = api.start();
      client
          .configMaps()
          .inNamespace(SPACE)
          .resource(
              new ConfigMapBuilder()
                  .withNewMetadata()
                  .withName("workers")
                  .endMetadata()
                  .addToData("job.yaml", WorkerTemplateTest.YAML)
                  .build())
          .create();
      int httpPort;
      try (ServerSocket socket = new ServerSocket(0);
          ServerSocket http = new ServerSocket(0)) {
        port = socket.getLocalPort();
        httpPort = http.getLocalPort();
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
      return Map.of(
          "kubernetes.master",
          client.getMasterUrl().toString(),
          "kubernetes.namespace",
          SPACE,
          "quarkus.http.port",
          String.valueOf(httpPort),
          "quarkus.management.port",
          String.valueOf(port),
          "understudy.launcher.type",
          "kubernetes",
          "understudy.launcher.namespace",
          SPACE,
          "understudy.launcher.job-templates",
          "workers");
    }

    @Override
    public void inject(TestInjector injector) {
      injector.injectIntoFields(client, new TestInjector.MatchesType(KubernetesClient.class));
      injector.injectIntoFields(
          new Management("http://127.0.0.1:" + port),
          new TestInjector.MatchesType(Management.class));
    }

    @Override
    public void stop() {
      client.close();
      api.stop();
    }
  }

  @Test
  void isReadyWithItsJobTableAndItsBucket() {
    JsonPath health = given().get(management.url() + "/q/health/ready").jsonPath();
    assertThat(health.getString("status")).as(health.prettify()).isEqualTo("UP");
    assertThat(given().get("/q/openapi").asString()).contains("/v1/runs");
  }

  @Test
  void whatIsWrongWithAPipelineIsAProblemDocument() {
    JsonPath problem =
        given()
            .contentType("application/yaml")
            .body("pipeline: a\nsink: 7\n".getBytes(StandardCharsets.UTF_8))
            .post("/v1/runs")
            .jsonPath();
    assertThat(problem.getInt("status")).as(problem.prettify()).isEqualTo(422);
    assertThat(problem.getList("errors")).isNotEmpty();
  }

  @Test
  void aRunGetsAJobOfTheTemplate() throws Exception {
    Surroundings.put(s3, "smoke/a.csv", 10);
    long run =
        given()
            .contentType("application/yaml")
            .body(Runs.pipeline("smoke/", "").getBytes(StandardCharsets.UTF_8))
            .post("/v1/runs")
            .jsonPath()
            .getLong("id");
    long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    List<Job> jobs = List.of();
    while (jobs.isEmpty()) {
      assertThat(System.nanoTime())
          .as(() -> given().get("/v1/runs/" + run).asString())
          .isLessThan(deadline);
      Thread.sleep(50);
      jobs = client.batch().v1().jobs().inNamespace(SPACE).list().getItems();
    }
    assertThat(jobs)
        .singleElement()
        .satisfies(
            job ->
                assertThat(job.getMetadata().getLabels())
                    .containsEntry(WorkerTemplate.RUN, String.valueOf(run)));
    JsonPath view = given().get("/v1/runs/" + run).jsonPath();
    assertThat(view.getString("pipeline")).isEqualTo("shop");
    assertThat(given().get("/v1/runs/" + run + "/jobs").jsonPath().getList("items")).hasSize(1);
  }
}
