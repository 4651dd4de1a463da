package io.understudy.standalone.demo;

import io.understudy.standalone.Console;
import io.understudy.standalone.run.Progress;
import io.understudy.standalone.run.RunApi;
import io.understudy.standalone.run.RunStatus;
import java.time.Duration;

/** Shows how a run goes until it has ended. */
final class Watch {
  private static final Duration REDRAW = Duration.ofMillis(300);
  private static final Duration LINE = Duration.ofSeconds(3);
  private static final int MOST_LINES = 20;

  private final RunApi api;
  private final Console console;

  Watch(RunApi api, Console console) {
    this.api = api;
    this.console = console;
  }

  /** The run as it ended. */
  RunStatus toTheEnd(long run) throws InterruptedException {
    long start = System.nanoTime();
    long shown = 0;
    String last = "";
    while (true) {
      RunStatus status = api.status(run);
      Duration since = Duration.ofNanos(System.nanoTime() - start);
      if (console.terminal()) {
        console.redraw(Progress.block(status, since, MOST_LINES));
      } else {
        String line = Progress.line(status, since);
        boolean due = shown == 0 || System.nanoTime() - shown > LINE.toNanos();
        if (due && !line.equals(last)) {
          console.line(line);
          shown = System.nanoTime();
          last = line;
        }
      }
      if (status.finished()) {
        return status;
      }
      Thread.sleep(REDRAW);
    }
  }
}
