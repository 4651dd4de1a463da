package io.understudy.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The chart of this build on a real Kubernetes, with real pods, S3 and Postgres. One installation
 * and one source of many small files; the first run's output is what all others must come to.
 */
@Timeout(900)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@ExtendWith(AtOnce.class)
@EnabledIfEnvironmentVariable(named = Cluster.VARIABLE, matches = ".+")
class KubernetesClusterIT {
  private static final int FILES = 2_000;
  private static final int ROWS = 400;
  private static final int LOADED = 60;
  private static final String QUOTA = "few";
  private static final Cluster CLUSTER = new Cluster();
  private static @TempDir Path home;
  private static Installation system;
  private static Release release;

  @BeforeAll
  static void install() throws Exception {
    // signatures are of the host that was asked
    System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host");
    Path keys = Files.createDirectory(home.resolve("keys"));
    Files.writeString(keys.resolve("default"), Release.KEY);
    system = Installation.start(home, keys, "--no-services");
    ManyFiles.upload(system, "many/", FILES, ROWS);
    CLUSTER.loadImages("a");
    CLUSTER.loadImages("b");
    release = Release.prepare(CLUSTER, system, "masking");
    release.install("a");
  }

  @AfterAll
  static void remove() throws Exception {
    release.uninstall();
    release.close();
    system.close();
  }

  /** So that one that failed does not take the others with it. */
  @AfterEach
  void endAllRuns() throws Exception {
    release.door.delay(Duration.ZERO);
    if (release.pods().stream().noneMatch(KubernetesClusterIT::isOfTheRelease)) {
      return; // it is removed
    }
    release.client.resourceQuotas().inNamespace(release.namespace).withName(QUOTA).delete();
    for (long run : activeRuns()) {
      system.api().post("/v1/runs/" + run + "/cancel").then().statusCode(202);
      system.awaitEnd(run, Release.LIMIT);
    }
    Installation.await(
        "the workers to end", Duration.ofMinutes(2), () -> release.pods("worker").isEmpty());
  }

  private static List<Long> activeRuns() throws Exception {
    return numbers("select id from understudy.run where state in ('PLANNING', 'RUNNING')");
  }

  private static List<Long> numbers(String sql) throws Exception {
    List<Long> numbers = new ArrayList<>();
    try (Connection database = system.database("jobs");
        Statement statement = database.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        numbers.add(rows.getLong(1));
      }
    }
    return numbers;
  }

  private static long start(String name, int parallelism) {
    return system.startRun(ManyFiles.pipeline(system, "many/", name, parallelism));
  }

  private static JsonNode end(long run) throws InterruptedException {
    try {
      return system.awaitEnd(run, Release.LIMIT);
    } catch (AssertionError e) {
      throw new AssertionError(system.tryRun(run) + "\n" + release.logs(), e);
    }
  }

  private static void assertComplete(JsonNode run) throws Exception {
    assertThat(run.get("state").asText()).as(run.toPrettyString()).isEqualTo("SUCCEEDED");
    JsonNode totals = run.get("totals");
    assertThat(totals.get("filesDone").asLong()).isEqualTo(FILES);
    assertThat(totals.get("rowsOut").asLong()).isEqualTo((long) FILES * ROWS);
    assertThat(jobs(run, "state = 'DEAD'")).isZero();
  }

  /** How many of the run's jobs are so. */
  private static long jobs(JsonNode run, String condition) throws Exception {
    return numbers(
            "select count(*) from understudy.job where run_id = %d and %s"
                .formatted(run.get("id").asLong(), condition))
        .getFirst();
  }

  /** Name and content's hash of each file that a run wrote. */
  private static Map<String, String> written(String name) {
    Map<String, String> all = new TreeMap<>();
    system
        .s3()
        .listObjectsV2Paginator(r -> r.bucket(system.sinkBucket()).prefix(name + "/people/"))
        .contents()
        .forEach(file -> all.put(file.key().substring(name.length()), file.eTag()));
    return all;
  }

  @Test
  @Order(1)
  void aRunOfEightWorkersMasksAndLoads() throws Exception {
    ManyFiles.upload(system, "few/", LOADED, ROWS);
    JsonNode loaded =
        end(
            system.startRun(
                ManyFiles.pipeline(system, "few/", "few", 8)
                    + "load: { target: target, mode: replace }\n"));
    assertThat(loaded.get("state").asText()).as(loaded.toPrettyString()).isEqualTo("SUCCEEDED");
    assertThat(loaded.at("/totals/rowsLoaded").asLong()).isEqualTo((long) LOADED * ROWS);

    long id = start("eight", 8);
    Installation.await(
        "eight workers", Duration.ofMinutes(2), () -> release.running("worker").size() == 8);
    assertComplete(end(id));
    assertThat(written("eight")).hasSize(FILES);
    assertThat(ManyFiles.originals(system, "eight/people/part-00")).isZero();
  }

  @Test
  @Order(2)
  void helmTestPassesOrSaysWhatToDo() throws Exception {
    assertThat(release.test(true))
        .contains("PASS     sink.put", "PASS     key")
        .endsWith("passed\n");

    release.client.secrets().inNamespace(release.namespace).withName("understudy-keys").delete();
    assertThat(release.test(false))
        .contains("FAIL     worker.start", "\"understudy-keys\" not found")
        .contains("remedy: create the Secret in the namespace masking");
    release.secret("understudy-keys", Map.of("default", "c2hvcnQ="));
    assertThat(release.test(false)).contains("FAIL     key", "128");
    release.secret("understudy-keys", Map.of("default", Release.KEY));

    release.secret("bucket-login", Map.of("access-key-id", "nobody", "secret-access-key", "x"));
    assertThat(release.test(false)).contains("FAIL     source.list", "credentials");
    release.bucketLogin();

    try (ReadOnlyStorage sink = new ReadOnlyStorage(system)) {
      int port = CLUSTER.reach(sink.port());
      release.upgrade(
          "a",
          """
          worker:
            extraEnv:
              - {name: QUARKUS_S3_ENDPOINT_OVERRIDE, value: "http://%s:%d"}
          """
              .formatted(Cluster.HOST, port));
      assertThat(release.test(false))
          .contains("FAIL     sink.put", "s3:PutObject", "arn:aws:s3:::" + system.sinkBucket());
    }
    release.upgrade("a");
    assertThat(release.test(true)).endsWith("passed\n");
  }

  @Test
  @Order(3)
  void anUpgradeAndARollbackInTheMiddleOfARunLoseNothing() throws Exception {
    release.upgrade("a");
    release.door.delay(Duration.ofMillis(400));
    try (Caller caller = new Caller(system)) {
      long id = start("roll", 8);
      caller.follow(id);
      awaitDone(id, 20);
      ManyFiles.migrateToTheNextVersion(system);
      release.upgrade("b");
      long done = done(id);
      assertThat(done).as("files done when the upgrade was through").isLessThan(FILES);
      Installation.await(
          "workers of the new image",
          Duration.ofMinutes(1),
          () -> release.running("worker").stream().anyMatch(pod -> image(pod).endsWith(":b")));
      release.rollBack();
      assertThat(done(id)).as("files done when the rollback was through").isLessThan(FILES);
      Installation.await(
          "workers of the old image",
          Duration.ofMinutes(1),
          () ->
              !release.running("worker").isEmpty()
                  && release.running("worker").stream().allMatch(pod -> image(pod).endsWith(":a")));
      release.door.delay(Duration.ZERO);
      JsonNode run = end(id);
      assertComplete(run);
      assertThat(jobs(run, "attempt > 1")).as("attempts burnt").isZero();
      assertThat(caller.failures()).isEmpty();
      assertThat(caller.calls()).isGreaterThan(200);
      assertThat(written("roll")).isEqualTo(written("eight"));
    }
  }

  private static String image(Pod pod) {
    return pod.getSpec().getContainers().get(0).getImage();
  }

  private static long done(long run) {
    return system.tryRun(run).orElseThrow().at("/totals/filesDone").asLong();
  }

  private static void awaitDone(long run, long files) throws InterruptedException {
    Installation.await(
        files + " files of run " + run,
        Release.LIMIT,
        () ->
            system
                .tryRun(run)
                .filter(now -> now.at("/totals/filesDone").asLong() >= files)
                .isPresent());
  }

  @Test
  @Order(4)
  void underAQuotaTheRunGoesOnAndUpAgain() throws Exception {
    long own = release.pods().stream().filter(KubernetesClusterIT::countsForQuota).count();
    release
        .client
        .resourceQuotas()
        .inNamespace(release.namespace)
        .resource(
            new ResourceQuotaBuilder()
                .withNewMetadata()
                .withName(QUOTA)
                .endMetadata()
                .withNewSpec()
                .withHard(Map.of("pods", new Quantity(Long.toString(own + 5))))
                .endSpec()
                .build())
        .create();
    scarce(
        "quota",
        "the namespace's ResourceQuota is used up (few)",
        () ->
            release
                .client
                .resourceQuotas()
                .inNamespace(release.namespace)
                .withName(QUOTA)
                .delete());
  }

  /** The pod of {@code helm test} stays, and has ended. */
  private static boolean countsForQuota(Pod pod) {
    return List.of("Pending", "Running").contains(pod.getStatus().getPhase());
  }

  @Test
  @Order(5)
  void withoutPodAddressesTheRunGoesOnAndUpAgain() throws Exception {
    try (Addresses few = Addresses.leave(5)) {
      scarce("addresses", "subnet out of Pod IPs", few::close);
    }
  }

  /** Fifty workers are asked for, five fit until the limit is lifted. */
  private static void scarce(String name, String why, Runnable lift) throws Exception {
    release.door.delay(Duration.ofMillis(400));
    long id = start(name, 50);
    try {
      scarce(id, why, lift);
    } catch (AssertionError e) {
      throw new AssertionError(system.tryRun(id) + "\n" + release.logs(), e);
    }
  }

  private static void scarce(long id, String why, Runnable lift) throws Exception {
    Installation.await(
        "5 workers", Duration.ofMinutes(3), () -> release.running("worker").size() == 5);
    Installation.await(
        "the reason in the run's status",
        Duration.ofSeconds(15),
        () ->
            // a sixth may be on trial
            system
                .tryRun(id)
                .map(run -> run.get("reason").asText())
                .orElse("")
                .matches("4[45] of 50 workers wait: " + Pattern.quote(why) + "; running on 5"));
    long before = done(id);
    awaitDone(id, before + 10);
    lift.run();
    Installation.await(
        "more workers", Duration.ofSeconds(60), () -> release.running("worker").size() >= 10);
  }

  @Test
  @Order(6)
  void workersAndSchedulersThatAreKilledAllTheTimeLoseNothing() throws Exception {
    Random random = new Random(4);
    release.door.delay(Duration.ofMillis(200));
    long id = start("kill", 8);
    awaitDone(id, 1);
    long until = System.nanoTime() + Duration.ofSeconds(40).toNanos();
    while (System.nanoTime() < until) {
      kill(release.running("worker"), random);
      kill(release.running("scheduler"), random);
      Thread.sleep(2_000);
    }
    assertThat(done(id)).as("files done while all were being killed").isLessThan(FILES);
    release.door.delay(Duration.ZERO);
    JsonNode run = end(id);
    assertComplete(run);
    assertThat(written("kill")).isEqualTo(written("eight"));
  }

  private static void kill(List<Pod> pods, Random random) {
    if (!pods.isEmpty()) {
      release
          .client
          .pods()
          .inNamespace(release.namespace)
          .withName(pods.get(random.nextInt(pods.size())).getMetadata().getName())
          .withGracePeriod(0)
          .delete();
    }
  }

  @Test
  @Order(100)
  void nothingIsLeftOfARemovedInstallation() throws Exception {
    long id = start("removed", 2);
    awaitDone(id, 1);
    release.uninstall();
    Installation.await(
        "all pods and Jobs to be gone",
        Duration.ofMinutes(2),
        () ->
            release.pods().stream().noneMatch(KubernetesClusterIT::isOfTheRelease)
                && release
                    .client
                    .batch()
                    .v1()
                    .jobs()
                    .inNamespace(release.namespace)
                    .list()
                    .getItems()
                    .isEmpty());
  }

  /** Helm leaves the pod of {@code helm test}. */
  private static boolean isOfTheRelease(Pod pod) {
    return !pod.getMetadata().getName().equals("understudy-test");
  }
}
