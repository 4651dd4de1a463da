package io.understudy.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What "helm test" runs, run here by a shell against a wget that answers from files. */
class HelmTestPodTest {
  @TempDir Path directory;

  private record Outcome(int exit, String output) {}

  private Outcome run(String ready, String check) throws IOException, InterruptedException {
    Files.writeString(directory.resolve("check"), check);
    Path wget = directory.resolve("wget");
    Files.writeString(
        wget,
        """
        #!/bin/sh
        for url in "$@"; do :; done
        echo "asked $url" >&2
        case $url in
          */q/openapi) %s ;;
          */v1/checks) case "$*" in *"Authorization: Bearer the-token"*) ;; *) exit 8 ;; esac; cat "$(dirname "$0")/check" ;;
          *) exit 8 ;;
        esac
        """
            .formatted(ready));
    assertThat(wget.toFile().setExecutable(true)).isTrue();
    Manifests rendered = Chart.render();
    ProcessBuilder shell =
        new ProcessBuilder("/bin/sh", "-c", rendered.container("test").at("/command/2").asText());
    shell.redirectErrorStream(true);
    shell.environment().put("PATH", directory + ":" + System.getenv("PATH"));
    for (String name : new String[] {"SCHEDULER", "TRANSFORM", "LOADER", "PIPELINE"}) {
      shell.environment().put(name, rendered.env("test", name).asText());
    }
    shell
        .environment()
        .put("TOKEN_FILE", Files.writeString(directory.resolve("t"), "the-token").toString());
    Process process = shell.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Outcome(process.waitFor(), output);
  }

  @Test
  void passesWhenAllAreReadyAndBothBucketsAreReached() throws Exception {
    Outcome outcome = run("echo UP", "{\"ok\":true,\"problems\":[]}");
    assertThat(outcome.output()).endsWith("passed\n");
    assertThat(outcome.output())
        .contains(
            "asked http://understudy-scheduler.masking.svc.cluster.local:8080/q/openapi",
            "asked http://understudy-transform.masking.svc.cluster.local:8081/q/openapi",
            "asked http://understudy-loader.masking.svc.cluster.local:8082/q/openapi",
            "asked http://understudy-scheduler.masking.svc.cluster.local:8080/v1/checks");
    assertThat(outcome.exit()).isZero();
  }

  @Test
  void failsWhenAServiceIsNotReady() throws Exception {
    Outcome outcome = run("exit 8", "{\"ok\":true,\"problems\":[]}");
    assertThat(outcome.exit()).isNotZero();
    assertThat(outcome.output()).doesNotContain("passed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"source", "sink", "transform"})
  void failsWithTheRemedyWhenTheCheckFindsAProblem(String field) throws Exception {
    Outcome outcome =
        run(
            "echo UP",
            "{\"ok\":false,\"problems\":[{\"field\":\""
                + field
                + "\",\"message\":\"denied\",\"remedy\":\"grant"
                + " s3:PutObject\"}]}");
    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.output()).contains("grant s3:PutObject").doesNotContain("passed");
  }
}
