package io.understudy.standalone.local;

import io.understudy.standalone.StandaloneException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A service as a process of its own, on the same ports for all its life: one that dies is started
 * again, as Kubernetes would, after a pause that grows while it keeps dying.
 */
final class SupervisedProcess implements AutoCloseable {
  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(300);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
  private static final Duration STEADY_AFTER = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(50);
  private static final int TAIL_LINES = 20;

  private final String name;
  private final List<String> command;
  private final Map<String, String> environment;
  private final URI url;
  private final URI managementUrl;
  private final Path log;
  private final Consumer<String> notices;
  private final Runnable onRestart;
  private final Duration patience;

  private @Nullable Process process;
  private boolean everReady;
  private boolean closing;

  /**
   * @param name as people call it
   * @param command program and arguments
   * @param environment added to this process's own
   * @param url base URL of the service's API
   * @param managementUrl base URL of its health and metrics
   * @param log where its output is appended
   * @param notices told, in words, when it died and was started again
   * @param onRestart called after each restart, when {@link #pid} is the new one
   * @param patience how long it may take to end
   */
  SupervisedProcess(
      String name,
      List<String> command,
      Map<String, String> environment,
      URI url,
      URI managementUrl,
      Path log,
      Consumer<String> notices,
      Runnable onRestart,
      Duration patience) {
    this.name = name;
    this.command = List.copyOf(command);
    this.environment = Map.copyOf(environment);
    this.url = url;
    this.managementUrl = managementUrl;
    this.log = log;
    this.notices = notices;
    this.onRestart = onRestart;
    this.patience = patience;
  }

  String name() {
    return name;
  }

  URI url() {
    return url;
  }

  URI managementUrl() {
    return managementUrl;
  }

  /** Process id of the present incarnation. */
  synchronized long pid() {
    if (process == null) {
      throw new IllegalStateException(name + " has not been started");
    }
    return process.pid();
  }

  /** Starts the process and its supervision. */
  synchronized void start() {
    process = launch();
    Thread.ofPlatform().daemon().name("supervise-" + name).start(this::supervise);
  }

  private Process launch() {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(environment);
    try {
      return builder.start();
    } catch (IOException e) {
      throw new StandaloneException(
          name + " cannot be started: the program " + command.getFirst() + " does not run", e);
    }
  }

  private void supervise() {
    Duration pause = SHORTEST_PAUSE;
    while (true) {
      Process current;
      synchronized (this) {
        if (closing || process == null) {
          return;
        }
        current = process;
      }
      long started = System.nanoTime();
      try {
        int exit = current.waitFor();
        if (!restartable()) {
          return;
        }
        Duration lived = Duration.ofNanos(System.nanoTime() - started);
        pause = lived.compareTo(STEADY_AFTER) > 0 ? SHORTEST_PAUSE : pause;
        notices.accept(
            name + " ended with exit code " + exit + "; starting it again (" + log + ")");
        Thread.sleep(pause);
        pause = min(pause.multipliedBy(2), LONGEST_PAUSE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
      synchronized (this) {
        if (closing) {
          return;
        }
        process = launch();
      }
      onRestart.run();
    }
  }

  /** One that was never ready is broken, not unlucky: whoever awaits it reports that. */
  private synchronized boolean restartable() {
    return !closing && everReady;
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  /**
   * Waits until the service says that it is ready.
   *
   * @throws StandaloneException with the end of its log, if it dies or takes longer than {@code
   *     limit}
   */
  void awaitReady(HttpClient http, Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!isReady(http)) {
      if (!isAlive()) {
        throw new StandaloneException(
            name + " ended while it started. The end of " + log + ":\n" + tail());
      }
      if (System.nanoTime() > deadline) {
        throw new StandaloneException(
            name
                + " was not ready after "
                + limit.toSeconds()
                + " s ("
                + managementUrl.resolve("/q/health/ready")
                + " says why). The end of "
                + log
                + ":\n"
                + tail());
      }
      Thread.sleep(POLL);
    }
    synchronized (this) {
      everReady = true;
    }
  }

  private synchronized boolean isAlive() {
    return process != null && process.isAlive();
  }

  private boolean isReady(HttpClient http) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(managementUrl.resolve("/q/health/ready"))
            .timeout(Duration.ofSeconds(5))
            .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  private String tail() {
    List<String> tail = new ArrayList<>();
    try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
      lines.forEach(
          line -> {
            tail.add("  " + line);
            if (tail.size() > TAIL_LINES) {
              tail.removeFirst();
            }
          });
    } catch (IOException e) {
      return "  (it cannot be read)";
    }
    return String.join("\n", tail);
  }

  /** Asks the process to end and does not wait for it. */
  synchronized void requestEnd() {
    closing = true;
    if (process != null) {
      process.destroy();
    }
  }

  /** Asks the process to end, and makes it. */
  @Override
  public void close() {
    requestEnd();
    Process last;
    synchronized (this) {
      last = process;
    }
    if (last != null) {
      Processes.awaitEnd(List.of(last.toHandle()), patience);
    }
  }
}
