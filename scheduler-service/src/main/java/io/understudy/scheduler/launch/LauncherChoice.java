package io.understudy.scheduler.launch;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.understudy.jobtable.Backoff;
import io.understudy.jobtable.RunProtocol;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.random.RandomGenerator;

/** Makes the launcher that the configuration names. */
final class LauncherChoice {
  private static final int MOST_PODS = 100;

  @Produces
  @Singleton
  Launcher launcher(
      LauncherConfig config,
      RunProtocol protocol,
      Clock clock,
      Instance<KubernetesClient> kubernetes,
      Instance<LiveTemplates> templates) {
    int maxWorkers = config.maxWorkers().orElse(Runtime.getRuntime().availableProcessors());
    return switch (config.type()) {
      case KUBERNETES ->
          new KubernetesJobs(
                  kubernetes.get(),
                  templates.get(),
                  settings(config, kubernetes.get(), templates.get()),
                  clock,
                  protocol::reapOwner)
              .start();
      case NONE -> new NoLauncher(maxWorkers);
      case LOCAL ->
          new LocalProcesses(
              new LocalProcesses.Settings(
                  // process ids come again, times do not
                  ProcessHandle.current().pid() + "-" + Long.toString(clock.millis(), 36),
                  ProcessHandle.current(),
                  config.command().orElse(List.of()),
                  config.logDirectory(),
                  maxWorkers,
                  config.stopTimeout(),
                  new Backoff(config.restartWait(), config.restartMostWait())),
              protocol::reapOwner,
              clock,
              RandomGenerator.getDefault());
    };
  }

  @Produces
  @Singleton
  SampleWorkers samples(
      LauncherConfig config,
      Clock clock,
      Instance<KubernetesClient> kubernetes,
      Instance<LiveTemplates> templates) {
    return switch (config.type()) {
      case KUBERNETES ->
          new SamplePods(
              kubernetes.get(),
              templates.get(),
              settings(config, kubernetes.get(), templates.get()),
              clock);
      case NONE -> new NoSampleWorkers();
      case LOCAL ->
          new SampleProcess(
              config.command().orElse(List.of()),
              config.logDirectory(),
              config.maxWorkers().orElse(Runtime.getRuntime().availableProcessors()));
    };
  }

  /** Read and watched once for both; only with {@code kubernetes}. */
  @Produces
  @Singleton
  LiveTemplates templates(LauncherConfig config, Instance<KubernetesClient> kubernetes) {
    KubernetesClient client = kubernetes.get();
    String name =
        config
            .jobTemplates()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "understudy.launcher.job-templates is not set; with"
                            + " understudy.launcher.type=kubernetes it must name the ConfigMap with"
                            + " the Job that workers run in"));
    return new LiveTemplates(client, namespace(config, client), name).start();
  }

  private static String namespace(LauncherConfig config, KubernetesClient client) {
    return config.namespace().orElseGet(client::getNamespace);
  }

  private static KubernetesJobs.Settings settings(
      LauncherConfig config, KubernetesClient client, LiveTemplates templates) {
    return new KubernetesJobs.Settings(
        namespace(config, client),
        config.maxWorkers().orElse(MOST_PODS),
        templates.owner(),
        config.podPatience(),
        config.requestsPerSecond());
  }
}
