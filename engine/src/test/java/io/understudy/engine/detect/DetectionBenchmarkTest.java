package io.understudy.engine.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * What {@code benchmarks/detection} runs, never part of a build: scores and speed on a file of
 * labelled sentences.
 */
@EnabledIfSystemProperty(named = "detection.sentences", matches = ".+")
class DetectionBenchmarkTest {
  private static final int WARM_UPS = 40;
  private static final int PASSES = 20;

  @Test
  void printsScoresAndSpeed() throws IOException {
    List<DetectionScores.Sentence> sentences =
        DetectionScores.read(Path.of(System.getProperty("detection.sentences")));
    Detector detector = new Detector(List.of());
    DetectionScores scores = new DetectionScores();
    long bytes = 0;
    for (DetectionScores.Sentence sentence : sentences) {
      scores.add(sentence, detector.spans(sentence.text()));
      bytes += sentence.text().getBytes(StandardCharsets.UTF_8).length;
    }

    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long nanos = 0;
    long found = 0;
    for (int pass = 0; pass < WARM_UPS + PASSES; pass++) {
      Detector fresh = new Detector(List.of()); // another would remember what it found
      long begin = threads.getCurrentThreadCpuTime();
      for (DetectionScores.Sentence sentence : sentences) {
        found += fresh.spans(sentence.text()).size();
      }
      nanos += pass < WARM_UPS ? 0 : threads.getCurrentThreadCpuTime() - begin;
    }

    assertThat(found).isPositive();
    double megabytes = bytes * (double) PASSES / 1e6;
    String speed =
        String.format(
            Locale.ROOT,
            "%d sentences, %.2f MB; %.1f MB/s of CPU time, one core%n",
            sentences.size(),
            bytes / 1e6,
            megabytes / (nanos / 1e9));
    Files.writeString(Path.of("target/detection-benchmark.txt"), scores.table() + speed);
  }
}
