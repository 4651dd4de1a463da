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
      Instance<KubernetesClient> kubernetes) {
    int maxWorkers = config.maxWorkers().orElse(Runtime.getRuntime().availableProcessors());
    return switch (config.type()) {
      case KUBERNETES -> kubernetes(config, kubernetes.get(), protocol, clock);
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

  private static Launcher kubernetes(
      LauncherConfig config, KubernetesClient client, RunProtocol protocol, Clock clock) {
    String namespace = config.namespace().orElseGet(client::getNamespace);
    LiveTemplates templates =
        new LiveTemplates(
            client,
            namespace,
            config
                .jobTemplates()
                .orElseThrow(
                    () ->
                        new IllegalArgumentException(
                            "understudy.launcher.job-templates is not set; with"
                                + " understudy.launcher.type=kubernetes it must name the ConfigMap"
                                + " with the Job that workers run in")));
    KubernetesJobs.Settings settings =
        new KubernetesJobs.Settings(
            namespace,
            config.maxWorkers().orElse(MOST_PODS),
            templates.owner(),
            config.podPatience(),
            config.requestsPerSecond());
    return new KubernetesJobs(client, templates.start(), settings, clock, protocol::reapOwner)
        .start();
  }
}
