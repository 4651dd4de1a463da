package io.understudy.standalone.run;

import java.time.Duration;
import java.util.Locale;

/** Amounts as people read them. */
public final class Amounts {
  private static final double KILO = 1_000;

  private Amounts() {}

  /** {@code 1,234,567}. */
  public static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** {@code 1 file}, {@code 2 files}. */
  public static String count(long number, String one) {
    return count(number) + " " + one + (number == 1 ? "" : "s");
  }

  /** {@code 999 B}, {@code 12.3 MB}; powers of 1,000. */
  public static String bytes(long bytes) {
    if (bytes < KILO) {
      return bytes + " B";
    }
    double amount = bytes;
    int unit = -1;
    do {
      amount /= KILO;
      unit++;
    } while (amount >= KILO - 0.5 && unit < 4);
    String format = amount < 99.95 ? "%.1f %cB" : "%.0f %cB";
    return String.format(Locale.ROOT, format, amount, "kMGTP".charAt(unit));
  }

  /** {@code 0:07}, {@code 12:34}, {@code 1:02:03}; parts of a second are left out. */
  public static String clock(Duration duration) {
    long seconds = duration.toSeconds();
    return seconds < 3_600
        ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
        : String.format(
            Locale.ROOT, "%d:%02d:%02d", seconds / 3_600, seconds / 60 % 60, seconds % 60);
  }

  /** {@code 0.4 s}, {@code 12 s}, else as {@link #clock}. */
  public static String seconds(Duration duration) {
    double seconds = duration.toMillis() / KILO;
    if (seconds < 9.95) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    return seconds < 99.5 ? String.format(Locale.ROOT, "%.0f s", seconds) : clock(duration);
  }
}
