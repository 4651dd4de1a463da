package io.understudy.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What "helm test" runs, run here by a shell against a wget that answers from files. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HelmTestPodTest {
  private static final String SCHEDULER =
      "http://understudy-scheduler.masking.svc.cluster.local:8080";
  private static final String FAILED =
      """
      preflight 7 FAILED
      FAIL     sink.put         s3://masked/shop/: access denied
               remedy: allow s3:PutObject on it
      PASS     key              it is RUNNING
      """;

  @TempDir Path directory;

  private record Outcome(int exit, String output) {}

  /** The second look at the preflight finds what {@code end} is. */
  private Outcome run(String ready, String end) throws IOException, InterruptedException {
    Files.writeString(directory.resolve("end"), end);
    Path wget = directory.resolve("wget");
    Files.writeString(
        wget,
        """
        #!/bin/sh
        here=$(dirname "$0")
        for url in "$@"; do :; done
        echo "asked $*" >&2
        case $url in
          */q/openapi) %s; exit ;;
        esac
        case "$*" in *"--header Authorization: Bearer the-token --header Accept: text/plain"*) ;; *) exit 8 ;; esac
        case $url in
          */v1/preflights'?'*) printf 'preflight 7 RUNNING\\n' ;;
          */v1/preflights/7'?'wait=20)
            if [ -e "$here/seen" ]; then cat "$here/end"; else
              touch "$here/seen"
              printf 'preflight 7 RUNNING\\nPASS     key              is there\\n'
            fi ;;
          *) exit 8 ;;
        esac
        """
            .formatted(ready));
    assertThat(wget.toFile().setExecutable(true)).isTrue();
    Manifests rendered = Chart.render("test: {workers: 3, sample: false}");
    ProcessBuilder shell =
        new ProcessBuilder("/bin/sh", "-c", rendered.container("test").at("/command/2").asText());
    shell.redirectErrorStream(true);
    shell.environment().put("PATH", directory + ":" + System.getenv("PATH"));
    for (String name : new String[] {"SCHEDULER", "TRANSFORM", "LOADER", "OPTIONS"}) {
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
  void passesWhenThePreflightDoes() throws Exception {
    Outcome outcome = run("echo UP", "preflight 7 PASSED\nPASS     key   is there\n");
    assertThat(outcome.output())
        .endsWith("preflight 7 PASSED\nPASS     key   is there\npassed\n")
        .contains(
            SCHEDULER + "/q/openapi",
            "http://understudy-transform.masking.svc.cluster.local:8081/q/openapi",
            "http://understudy-loader.masking.svc.cluster.local:8082/q/openapi",
            "--post-data   "
                + SCHEDULER
                + "/v1/preflights?workers=3&sample=false&allowWritableSource=false",
            SCHEDULER + "/v1/preflights/7?wait=20");
    assertThat(outcome.exit()).isZero();
  }

  @Test
  void failsWithEachRemedyWhenThePreflightDoes() throws Exception {
    Outcome outcome = run("echo UP", FAILED);
    assertThat(outcome.output())
        .endsWith(FAILED + "failed: see each FAIL above, with its remedy\n");
    assertThat(outcome.exit()).isEqualTo(1);
  }

  @Test
  void failsWhenAServiceIsNotReadyButLooksFurther() throws Exception {
    Outcome outcome = run("false", "preflight 7 PASSED\n");
    assertThat(outcome.output())
        .endsWith("failed: not ready: scheduler transform loader; their logs say why\n");
    assertThat(outcome.exit()).isEqualTo(1);
  }
}
