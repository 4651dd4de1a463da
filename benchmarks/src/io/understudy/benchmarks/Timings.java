package io.understudy.benchmarks;

import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Times in nanoseconds, from many threads. */
final class Timings {
  private final ConcurrentLinkedQueue<Long> all = new ConcurrentLinkedQueue<>();

  void add(long nanos) {
    all.add(nanos);
  }

  /** "p50 / p99 / most" in milliseconds. */
  String summary() {
    long[] sorted = all.stream().mapToLong(Long::longValue).sorted().toArray();
    return sorted.length == 0
        ? "none"
        : "%.1f / %.1f / %.1f".formatted(millis(at(sorted, 0.5)), millis(at(sorted, 0.99)), millis(at(sorted, 1)));
  }

  double millis(double share) {
    return all.isEmpty() ? 0 : millis(at(all.stream().mapToLong(Long::longValue).sorted().toArray(), share));
  }

  private static double millis(long nanos) {
    return nanos / 1e6;
  }

  private static long at(long[] sorted, double share) {
    return sorted[(int) Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  }

  static double median(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
