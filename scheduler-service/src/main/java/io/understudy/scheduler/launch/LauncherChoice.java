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

  @Produces
  @Singleton
  SampleWorkers samples(LauncherConfig config, Clock clock, Instance<KubernetesClient> kubernetes) {
    return switch (config.type()) {
      case KUBERNETES ->
          new SamplePods(
              kubernetes.get(), template(config), settings(config, kubernetes.get()), clock);
      case NONE -> new NoSampleWorkers();
      case LOCAL ->
          new SampleProcess(
              config.command().orElse(List.of()),
              config.logDirectory(),
              config.maxWorkers().orElse(Runtime.getRuntime().availableProcessors()));
    };
  }

  private static Launcher kubernetes(
      LauncherConfig config, KubernetesClient client, RunProtocol protocol, Clock clock) {
    return new KubernetesJobs(
            client, template(config), settings(config, client), clock, protocol::reapOwner)
        .start();
  }

  private static WorkerTemplate template(LauncherConfig config) {
    return WorkerTemplate.read(
        config
            .jobTemplate()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "understudy.launcher.job-template is not set; with"
                            + " understudy.launcher.type=kubernetes it must be a file with the"
                            + " Job that workers run in")));
  }

  private static KubernetesJobs.Settings settings(LauncherConfig config, KubernetesClient client) {
    return new KubernetesJobs.Settings(
        config.namespace().orElseGet(client::getNamespace),
        config.maxWorkers().orElse(MOST_PODS),
        config.jobOwner().orElse(null),
        config.podPatience());
  }
}
