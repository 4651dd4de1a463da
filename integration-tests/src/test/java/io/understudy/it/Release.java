package io.understudy.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.UpgradeCommand;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** The chart of this build, installed in a namespace of its own, beside what it works on. */
final class Release implements AutoCloseable {
  static final String NAME = "understudy";

  /** The key that all is masked with. */
  static final String KEY = "00112233445566778899aabbccddeeff";

  static final Duration LIMIT = Duration.ofMinutes(8);

  private static final Path CHART = Installation.REPOSITORY.resolve("chart/target/helm/understudy");
  private static final int SECONDS = 240;

  /** What the README's smallest values leave open, made small enough for a test machine. */
  private static final String VALUES =
      """
      image: {tag: %s, pullPolicy: Never}
      database:
        url: jdbc:postgresql://%s:%d/jobs
        secret: {name: job-table, usernameKey: username}
      buckets:
        source: s3://%s/
        sink: s3://%s/
        endpoint: http://%s:%d
        pathStyle: true
        access: {type: secret, secret: {name: bucket-login}}
      keys: {secret: {name: understudy-keys}}
      targets:
        target:
          url: jdbc:postgresql://%s:%d/target
          secret: {name: job-table, usernameKey: username, passwordKey: password}
      log: {json: false}
      # quick to start, where two processors start a dozen of them
      scheduler: &small
        resources: {requests: {cpu: 50m, memory: 256Mi}}
        javaOptions: -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:MaxRAMPercentage=70
      transform: *small
      loader: *small
      worker:
        resources: {requests: {cpu: 10m, memory: 64Mi}, limits: {cpu: "2", memory: 768Mi}}
        javaOptions: -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:MaxRAMPercentage=70
        terminationGracePeriodSeconds: 60
        extraEnv:
          - {name: QUARKUS_S3_ENDPOINT_OVERRIDE, value: "http://%s:%d"}
      # one key pair for all: who may write the sink may write the source
      test: {image: {repository: busybox, tag: local}, allowWritableSource: true}
      """;

  final String namespace;
  final Installation system;
  final KubernetesClient client;

  /** How far away the buckets are from the workers. */
  final Door door;

  private final Cluster cluster;
  private final Path directory;

  private Release(String namespace, Installation system, Cluster cluster, Path directory)
      throws IOException {
    this.door = new Door(system.endpoints().get("s3").get("endpoint").asText());
    this.namespace = namespace;
    this.system = system;
    this.cluster = cluster;
    this.directory = directory;
    this.client = cluster.client();
  }

  /** Makes namespace and Secrets as the how-to says, and installs nothing yet. */
  static Release prepare(Cluster cluster, Installation system, String namespace)
      throws IOException {
    Release release =
        new Release(namespace, system, cluster, Files.createTempDirectory("understudy-release"));
    release
        .client
        .namespaces()
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
        .create();
    JsonNode at = system.endpoints();
    release.secret(
        "job-table",
        Map.of(
            "username", at.get("jobs").get("user").asText(),
            "password", at.get("jobs").get("password").asText()));
    release.bucketLogin();
    release.secret("understudy-keys", Map.of("default", KEY));
    return release;
  }

  /** The key pair of the buckets. */
  void bucketLogin() {
    JsonNode s3 = system.endpoints().get("s3");
    secret(
        "bucket-login",
        Map.of(
            "access-key-id", s3.get("accessKey").asText(),
            "secret-access-key", s3.get("secretKey").asText()));
  }

  private String secret(String name, String key) {
    String data = client.secrets().inNamespace(namespace).withName(name).get().getData().get(key);
    return new String(Base64.getDecoder().decode(data), StandardCharsets.UTF_8);
  }

  void secret(String name, Map<String, String> content) {
    client
        .secrets()
        .inNamespace(namespace)
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withStringData(content)
                .build())
        .serverSideApply();
  }

  /** Installs images with a tag; returns when all is ready. */
  void install(String tag, String... more) throws IOException {
    upgrade(tag, more);
    system.callApiAt(
        "http://" + cluster.run("expose", namespace + "/" + NAME + "-scheduler:http"),
        secret(NAME + "-operator-token", "token"));
  }

  /** {@code helm upgrade --install --wait}. */
  void upgrade(String tag, String... more) throws IOException {
    int database = port(system.endpoints().get("jobs").get("jdbcUrl").asText().substring(5));
    int bucket = port(system.endpoints().get("s3").get("endpoint").asText());
    cluster.reach(database);
    cluster.reach(bucket);
    UpgradeCommand upgrade =
        new Helm(CHART)
            .upgrade()
            .install()
            .withName(NAME)
            .withNamespace(namespace)
            .withKubeConfig(cluster.kubeconfig())
            .waitReady()
            .withTimeout(SECONDS)
            .withValuesFile(
                file(
                    VALUES.formatted(
                        tag,
                        Cluster.HOST,
                        database,
                        system.sourceBucket(),
                        system.sinkBucket(),
                        Cluster.HOST,
                        bucket,
                        Cluster.HOST,
                        database,
                        Cluster.HOST,
                        cluster.reach(door.port()))));
    for (String values : more) {
      upgrade = upgrade.withValuesFile(file(values));
    }
    try {
      upgrade.call();
    } catch (RuntimeException e) {
      throw new AssertionError(logs(), e);
    }
  }

  /**
   * {@code helm rollback --wait}, which Helm's library has no call for: Helm keeps the manifests of
   * each release in a Secret, and applies those of the one before the last again as they were.
   */
  void rollBack() throws InterruptedException, IOException {
    List<Secret> releases =
        client
            .secrets()
            .inNamespace(namespace)
            .withLabel("owner", "helm")
            .withLabel("name", NAME)
            .list()
            .getItems()
            .stream()
            .sorted(Comparator.comparing(Release::revision))
            .toList();
    String kept = releases.get(releases.size() - 2).getData().get("release");
    byte[] packed = Base64.getDecoder().decode(Base64.getDecoder().decode(kept));
    JsonNode before;
    try (InputStream json = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      before = new ObjectMapper().readTree(json);
    }
    byte[] manifests = before.get("manifest").asText().getBytes(StandardCharsets.UTF_8);
    client
        .load(new ByteArrayInputStream(manifests))
        .inNamespace(namespace)
        .resources()
        .forEach(resource -> resource.forceConflicts().serverSideApply());
    Installation.await(
        "the rollback", Duration.ofSeconds(SECONDS), () -> deployments().allMatch(this::isRolled));
  }

  private static int revision(Secret release) {
    return Integer.parseInt(release.getMetadata().getLabels().get("version"));
  }

  private Stream<Deployment> deployments() {
    return client.apps().deployments().inNamespace(namespace).list().getItems().stream();
  }

  private boolean isRolled(Deployment deployment) {
    int wanted = deployment.getSpec().getReplicas();
    DeploymentStatus status = deployment.getStatus();
    return deployment.getMetadata().getGeneration().equals(status.getObservedGeneration())
        && Integer.valueOf(wanted).equals(status.getUpdatedReplicas())
        && Integer.valueOf(wanted).equals(status.getReplicas())
        && Integer.valueOf(wanted).equals(status.getReadyReplicas());
  }

  private Path file(String text) throws IOException {
    return Files.writeString(Files.createTempFile(directory, "values", ".yaml"), text);
  }

  private static int port(String url) {
    return URI.create(url).getPort();
  }

  /**
   * {@code helm test}.
   *
   * @return what its pod prints
   */
  String test(boolean passes) {
    boolean passed = true;
    try {
      Helm.test(NAME)
          .withNamespace(namespace)
          .withKubeConfig(cluster.kubeconfig())
          .withTimeout(SECONDS)
          .call();
    } catch (RuntimeException e) {
      passed = false;
    }
    String printed = client.pods().inNamespace(namespace).withName(NAME + "-test").getLog();
    if (passed != passes) {
      throw new AssertionError((passed ? "passed: " : "failed: ") + printed);
    }
    return printed;
  }

  List<Pod> pods() {
    return client.pods().inNamespace(namespace).list().getItems();
  }

  List<Pod> pods(String component) {
    return client
        .pods()
        .inNamespace(namespace)
        .withLabel("app.kubernetes.io/component", component)
        .list()
        .getItems();
  }

  List<Pod> running(String component) {
    return pods(component).stream()
        .filter(pod -> "Running".equals(pod.getStatus().getPhase()))
        .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
        .toList();
  }

  /** Last lines of all pods, for a test that failed. */
  String logs() {
    StringBuilder all = new StringBuilder();
    for (Pod pod : pods()) {
      String name = pod.getMetadata().getName();
      all.append("==== ").append(name).append(' ').append(pod.getStatus().getPhase()).append('\n');
      try {
        all.append(client.pods().inNamespace(namespace).withName(name).tailingLines(40).getLog());
      } catch (RuntimeException e) {
        all.append("no log: ").append(e.getMessage());
      }
      all.append('\n');
    }
    client
        .v1()
        .events()
        .inNamespace(namespace)
        .list()
        .getItems()
        .forEach(
            event ->
                all.append(event.getInvolvedObject().getName())
                    .append(' ')
                    .append(event.getReason())
                    .append(' ')
                    .append(event.getMessage())
                    .append('\n'));
    return all.toString();
  }

  /** Removes the release if it is there; what is left of it is for the caller to look at. */
  void uninstall() {
    Helm.uninstall(NAME)
        .ignoreNotFound()
        .withNamespace(namespace)
        .withKubeConfig(cluster.kubeconfig())
        .call();
  }

  @Override
  public void close() throws IOException {
    door.close();
    client.namespaces().withName(namespace).delete();
    client.close();
  }
}
