package io.understudy.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** The chart of this build on a real Kubernetes, with real pods, S3 and Postgres. */
@Timeout(600)
@EnabledIfEnvironmentVariable(named = Cluster.VARIABLE, matches = ".+")
class KubernetesClusterIT {
  private static @TempDir Path home;
  private static final Cluster CLUSTER = new Cluster();
  private static Installation system;
  private static Release release;

  @BeforeAll
  static void install() throws Exception {
    Path keys = Files.createDirectory(home.resolve("keys"));
    Files.writeString(keys.resolve("default"), "00112233445566778899aabbccddeeff\n");
    system = Installation.start(home, keys, "--no-services");
    CLUSTER.loadImages("a");
    release = Release.prepare(CLUSTER, system, "masking");
    try {
      release.roll("a");
    } catch (RuntimeException e) {
      throw new AssertionError(release.logs(), e);
    }
  }

  @AfterAll
  static void remove() throws Exception {
    release.uninstall();
    release.close();
    system.close();
  }

  @Test
  void aRunOfEightWorkersMasksAndLoads(@TempDir Path folder) throws Exception {
    KillIT.writeFiles(folder);
    system.uploadFolder("eight/", folder);
    long id =
        system.startRun(
            """
            pipeline: eight
            source: s3://%s/eight/
            sink: s3://%s/eight/
            transform:
              globals: { locales: [en_US] }
              steps:
                - rows:
                    update:
                      - { name: name, value: fake.name() }
                      - { name: email, value: fake.email() }
            tables: { people: { files: "people/*", target: eight_people } }
            load: { target: target, mode: replace }
            parallelism: 8
            """
                .formatted(system.sourceBucket(), system.sinkBucket()));
    JsonNode run;
    try {
      run = system.awaitEnd(id, Release.LIMIT);
    } catch (AssertionError e) {
      throw new AssertionError(release.logs(), e);
    }
    assertThat(run.get("state").asText()).as(run.toPrettyString()).isEqualTo("SUCCEEDED");
  }
}
