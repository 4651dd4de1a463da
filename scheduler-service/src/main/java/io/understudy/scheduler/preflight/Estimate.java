package io.understudy.scheduler.preflight;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a run would take, from the speed that files of it were masked at; loading is not in it.
 *
 * @param workers that would be at work
 * @param bytes of all tables, input
 * @param bytesPerSecond of one worker, over all tables
 * @param seconds until all files are masked
 * @param memoryGibHours null if a worker asks for no memory
 * @param cost in {@code currency}, null without a price
 * @param unmeasured tables that are not in it
 */
@Schema(name = "Estimate")
@JsonInclude(JsonInclude.Include.NON_NULL)
record Estimate(
    int workers,
    long files,
    long bytes,
    long bytesPerSecond,
    long seconds,
    double workerHours,
    @Nullable Double memoryGibHours,
    @Nullable BigDecimal cost,
    @Nullable String currency,
    List<String> unmeasured) {
  private static final double GIB = 1 << 30;

  Estimate {
    unmeasured = List.copyOf(unmeasured);
  }

  /**
   * From what was listed and measured.
   *
   * @param fitting workers that fit now
   * @param memory of a worker, in bytes
   * @param price of one worker for an hour
   * @return null if nothing was measured
   */
  static @Nullable Estimate of(
      List<Sample> tables,
      List<Measured> measured,
      int fitting,
      OptionalLong memory,
      @Nullable BigDecimal price,
      String currency) {
    Map<String, Measured> speeds =
        measured.stream()
            .filter(each -> each.bytes() > 0 && each.millis() > 0)
            .collect(Collectors.toMap(Measured::table, Function.identity()));
    List<Sample> known = tables.stream().filter(t -> speeds.containsKey(t.table())).toList();
    if (known.isEmpty() || fitting < 1) {
      return null;
    }
    double work = 0;
    double longest = 0;
    for (Sample table : known) {
      Measured speed = Objects.requireNonNull(speeds.get(table.table()));
      double seconds = table.bytes() * (speed.millis() / 1000.0) / speed.bytes();
      work += seconds;
      longest = Math.max(longest, seconds / table.files());
    }
    long files = known.stream().mapToLong(Sample::files).sum();
    long bytes = known.stream().mapToLong(Sample::bytes).sum();
    int workers = (int) Math.min(fitting, files);
    double hours = work / 3600;
    return new Estimate(
        workers,
        files,
        bytes,
        Math.round(bytes / Math.max(work, 0.001)),
        (long) Math.ceil(Math.max(work / workers, longest)), // a file is one worker's
        rounded(hours),
        memory.isPresent() ? rounded(hours * memory.getAsLong() / GIB) : null,
        price == null
            ? null
            : price.multiply(BigDecimal.valueOf(hours)).setScale(2, RoundingMode.UP),
        price == null ? null : currency,
        tables.stream().map(Sample::table).filter(t -> !speeds.containsKey(t)).toList());
  }

  private static double rounded(double hours) {
    return BigDecimal.valueOf(hours).setScale(4, RoundingMode.UP).doubleValue();
  }

  /** For people. */
  String text() {
    Duration time = Duration.ofSeconds(seconds);
    return "estimate: %d files, %.1f MB at %.1f MB/s per worker: %d h %d min %d s with %d workers, %s worker-hours%s%s%s"
        .formatted(
            files,
            bytes / 1e6,
            bytesPerSecond / 1e6,
            time.toHours(),
            time.toMinutesPart(),
            time.toSecondsPart(),
            workers,
            BigDecimal.valueOf(workerHours).toPlainString(),
            memoryGibHours == null
                ? ""
                : ", " + BigDecimal.valueOf(memoryGibHours).toPlainString() + " GiB-hours",
            cost == null ? "" : ", " + cost.toPlainString() + " " + currency,
            unmeasured.isEmpty() ? "" : "; without " + String.join(", ", unmeasured));
  }
}
