package io.understudy.engine.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.understudy.engine.detect.DetectionScores.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

class DetectionScoresTest {
  private static final Path SENTENCES =
      Path.of("/work/shared/data/entities/presidio_generated.json");

  @Test
  void findsWhatIsLabelledInSentences(TestReporter reporter) throws IOException {
    assumeTrue(Files.isReadable(SENTENCES), "labelled sentences are not here");
    Detector detector = new Detector(List.of());
    DetectionScores scores = new DetectionScores();

    for (DetectionScores.Sentence sentence : DetectionScores.read(SENTENCES)) {
      scores.add(sentence, detector.spans(sentence.text()));
    }

    reporter.publishEntry("scores", "\n" + scores.table());
    Files.writeString(Path.of("target/detection-scores.txt"), scores.table());
    Files.write(Path.of("target/detection-mistakes.tsv"), scores.mistakes);
    for (Kind kind : Kind.values()) {
      assertThat(scores.of(kind).f2())
          .as("F2 of %s%n%s", kind, scores.table())
          .isGreaterThan(kind == Kind.PERSON ? 0.80 : 0.90);
    }
  }
}
