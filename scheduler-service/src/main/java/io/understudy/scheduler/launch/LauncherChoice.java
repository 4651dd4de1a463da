package io.understudy.scheduler.launch;

import io.understudy.jobtable.Backoff;
import io.understudy.jobtable.RunProtocol;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.random.RandomGenerator;

/** Makes the launcher that the configuration names. */
final class LauncherChoice {

  @Produces
  @Singleton
  Launcher launcher(LauncherConfig config, RunProtocol protocol, Clock clock) {
    int maxWorkers = config.maxWorkers().orElse(Runtime.getRuntime().availableProcessors());
    return switch (config.type()) {
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
}
