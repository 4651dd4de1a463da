package io.understudy.it;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The running Kubernetes for tests, by the script that started it. */
final class Cluster {
  /** Variable that names the script; without it nothing here runs. */
  static final String VARIABLE = "UNDERSTUDY_TEST_CLUSTER";

  /** This machine, as pods see it. */
  static final String HOST = "host.cluster.local";

  static final List<String> SERVICES = List.of("scheduler", "transform", "loader");

  private final String script = System.getenv(VARIABLE);
  private final Set<Integer> reached = new HashSet<>();

  /** Runs the script and returns the last line that it prints. */
  String run(String... arguments) {
    List<String> command = new ArrayList<>(List.of(script));
    command.addAll(List.of(arguments));
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (process.waitFor() != 0) {
        throw new IllegalStateException(String.join(" ", command) + " failed: " + output);
      }
      return output.substring(output.lastIndexOf('\n') + 1);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  Path kubeconfig() {
    return Path.of(run("kubeconfig"));
  }

  KubernetesClient client() {
    return new KubernetesClientBuilder()
        .withConfig(Config.fromKubeconfig(kubeconfig().toFile()))
        .build();
  }

  /**
   * Lets pods reach a port of this machine, and returns it. Once: asked again, the script would cut
   * off all who are connected.
   */
  int reach(int port) {
    if (reached.add(port)) {
      run("reach", Integer.toString(port));
    }
    return port;
  }

  /** Puts the packaged services on the node, as images with this tag. */
  void loadImages(String tag) {
    for (String service : SERVICES) {
      Path app = Installation.REPOSITORY.resolve(service + "-service/target/quarkus-app");
      run("load", run("image", "understudy/" + service + ":" + tag, "--app", app.toString()));
    }
  }
}
