package io.understudy.transform.work;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How long this process has been running. On Linux by the kernel's own clock, to 10 ms: the instant
 * at which it started is known to Java to the second only, since that of the machine's start is.
 */
final class ProcessAge {
  private static final Path STAT = Path.of("/proc/self/stat");
  private static final Path UPTIME = Path.of("/proc/uptime");

  /** What a tick of {@code /proc} is on every architecture. */
  private static final long MILLIS_OF_TICK = 10;

  /** The field of the process's start in ticks, counted from the one behind its name. */
  private static final int START = 19;

  private ProcessAge() {}

  static Duration now() {
    try {
      Duration age = between(Files.readString(STAT), Files.readString(UPTIME));
      return age.isNegative() ? sinceStart() : age;
    } catch (IOException | RuntimeException e) {
      return sinceStart(); // a kernel, or what stands for one, with other files
    }
  }

  private static Duration sinceStart() {
    Instant now = Instant.now();
    return Duration.between(ProcessHandle.current().info().startInstant().orElse(now), now);
  }

  /** From the start in {@code /proc/PID/stat} to the time since the machine's in {@code uptime}. */
  static Duration between(String stat, String uptime) {
    // the name is in parentheses and may have blanks
    List<String> fields = List.of(stat.substring(stat.lastIndexOf(')') + 1).trim().split(" "));
    long started = Long.parseLong(fields.get(START)) * MILLIS_OF_TICK;
    double seconds = Double.parseDouble(uptime.substring(0, uptime.indexOf(' ')));
    return Duration.ofMillis(Math.round(seconds * 1000) - started);
  }
}
