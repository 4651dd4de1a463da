package io.understudy.scheduler.launch;

import io.understudy.jobtable.PreflightCheck;
import io.understudy.scheduler.pipeline.Workers;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A sample worker as a process of this machine. There is one only: how many fit is for {@code
 * understudy.launcher.max-workers} to say. Its end is noticed by the scheduler that started it.
 */
final class SampleProcess implements SampleWorkers {
  private final List<String> command;
  private final Path logDirectory;
  private final int maxWorkers;
  private final Map<Long, Started> processes = new ConcurrentHashMap<>();

  SampleProcess(List<String> command, Path logDirectory, int maxWorkers) {
    this.command = List.copyOf(command);
    this.logDirectory = logDirectory;
    this.maxWorkers = maxWorkers;
  }

  private record Started(Process process, Path lastWords) {}

  @Override
  public Optional<Trouble> start(long preflightId, int workers, Workers kind, Duration limit) {
    if (processes.containsKey(preflightId)) {
      return Optional.empty();
    }
    try {
      Files.createDirectories(logDirectory);
      Path words = logDirectory.resolve("preflight-" + preflightId + ".last-words");
      Files.deleteIfExists(words);
      ProcessBuilder builder = new ProcessBuilder(command);
      SampleJob.variables(preflightId, words.toString())
          .forEach((name, value) -> builder.environment().put(name, value));
      builder.environment().put("UNDERSTUDY_WORKER_OWNER", "preflight-" + preflightId);
      builder.environment().put("QUARKUS_HTTP_HOST_ENABLED", "false");
      builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
      builder.redirectErrorStream(true);
      builder.redirectOutput(logDirectory.resolve("preflight-" + preflightId + ".log").toFile());
      processes.put(preflightId, new Started(builder.start(), words));
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(
          new Trouble(
              "a worker cannot be started (" + e.getClass().getSimpleName() + ")",
              "check understudy.launcher.command ("
                  + command.get(0)
                  + ") and understudy.launcher.log-directory ("
                  + logDirectory
                  + ")",
              false));
    }
  }

  @Override
  public View look(long preflightId, int workers) {
    Started started = processes.get(preflightId);
    if (started == null) {
      return new View(0, 1, 0, null, null); // another scheduler has it
    }
    if (started.process().isAlive()) {
      int fit = Math.min(workers, maxWorkers);
      return new View(fit, 0, workers - fit, tooMany(), null);
    }
    int exit = started.process().exitValue();
    return exit == 0
        ? new View(0, 0, 0, null, null)
        : new View(
            0,
            0,
            0,
            null,
            LastWords.of(
                "the worker ended with exit code " + exit,
                read(started.lastWords()),
                "see " + logDirectory.resolve("preflight-" + preflightId + ".log")));
  }

  private Trouble tooMany() {
    return new Trouble(
        "understudy.launcher.max-workers is " + maxWorkers,
        "raise it if the machine has room, or ask for fewer",
        false);
  }

  private static String read(Path file) {
    try {
      return Files.isRegularFile(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      return ""; // the log says the same
    }
  }

  @Override
  public void end(long preflightId) {
    Started started = processes.remove(preflightId);
    if (started != null) {
      started.process().destroy(); // it is about to end by itself
    }
  }

  @Override
  public PreflightCheck rights(String name) {
    return PreflightCheck.skipped(name, "workers are processes of this machine");
  }

  @Override
  public Optional<Size> size(Workers kind) {
    return Optional.of(
        new Size(
            Runtime.getRuntime().availableProcessors() + " processors for all of them",
            "",
            OptionalLong.empty()));
  }
}
