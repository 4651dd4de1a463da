package io.understudy.engine.detect;

import io.understudy.engine.fake.Entity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * How well spans are found in labelled sentences: per kind the spans found right, found wrong, and
 * missed. A span is right if it shares at least half of its characters with a labelled one of the
 * same kind. The file's own mistakes (a kind that it labels only now and then) count against us.
 */
final class DetectionScores {
  private static final double SHARED = 0.5;

  /** Kinds of labels, and what we find for them. */
  enum Kind {
    PERSON(Entity.NAME, Entity.FIRST_NAME, Entity.LAST_NAME),
    EMAIL_ADDRESS(Entity.EMAIL),
    PHONE_NUMBER(Entity.PHONE_NUMBER),
    CREDIT_CARD(Entity.CREDIT_DEBIT_CARD),
    IBAN_CODE(Entity.IBAN),
    IP_ADDRESS(Entity.IPV4, Entity.IPV6),
    DOMAIN_NAME(Entity.URL),
    US_SSN(Entity.SSN);

    private final Set<Entity> entities;

    Kind(Entity... entities) {
      this.entities = Set.of(entities);
    }

    static Optional<Kind> of(Entity entity) {
      for (Kind kind : values()) {
        if (kind.entities.contains(entity)) {
          return Optional.of(kind);
        }
      }
      return Optional.empty();
    }
  }

  /** Counts of one kind. */
  static final class Score {
    private int right;
    private int wrong;
    private int missed;

    double precision() {
      return right + wrong == 0 ? 1 : (double) right / (right + wrong);
    }

    double recall() {
      return right + missed == 0 ? 1 : (double) right / (right + missed);
    }

    /** Recall counts twice as much as precision. */
    double f2() {
      double divisor = 4 * precision() + recall();
      return divisor == 0 ? 0 : 5 * precision() * recall() / divisor;
    }
  }

  /** A labelled span. */
  record Label(int start, int end, Kind kind) {}

  /** A sentence with its labels. */
  record Sentence(String text, List<Label> labels) {}

  private final Map<Kind, Score> scores = new EnumMap<>(Kind.class);

  /** What was found wrong or missed, for whoever improves the detector. */
  final List<String> mistakes = new ArrayList<>();

  DetectionScores() {
    for (Kind kind : Kind.values()) {
      scores.put(kind, new Score());
    }
  }

  static List<Sentence> read(Path json) throws IOException {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(64 << 20);
    List<Map<String, Object>> records =
        new Yaml(new SafeConstructor(options)).load(Files.readString(json));
    List<Sentence> sentences = new ArrayList<>();
    for (Map<String, Object> fields : records) {
      List<Label> labels = new ArrayList<>();
      for (Object span : (List<?>) fields.get("spans")) {
        label((Map<?, ?>) span).ifPresent(labels::add);
      }
      sentences.add(new Sentence((String) fields.get("full_text"), labels));
    }
    return sentences;
  }

  private static Optional<Label> label(Map<?, ?> span) {
    for (Kind kind : Kind.values()) {
      if (kind.name().equals(span.get("entity_type"))) {
        return Optional.of(
            new Label(
                (Integer) span.get("start_position"), (Integer) span.get("end_position"), kind));
      }
    }
    return Optional.empty();
  }

  void add(Sentence sentence, List<Span> found) {
    Set<Label> open = new HashSet<>(sentence.labels());
    for (Span span : found) {
      Optional<Kind> kind = Kind.of(span.entity());
      if (kind.isPresent()) {
        Optional<Label> label =
            open.stream().filter(l -> l.kind() == kind.get() && isSame(l, span)).findFirst();
        Score score = scores.get(kind.get());
        label.ifPresentOrElse(
            l -> score.right++,
            () -> {
              score.wrong++;
              note(kind.get(), "wrong", sentence.text(), span.start(), span.end());
            });
        label.ifPresent(open::remove);
      }
    }
    for (Label label : open) {
      scores.get(label.kind()).missed++;
      note(label.kind(), "missed", sentence.text(), label.start(), label.end());
    }
  }

  private void note(Kind kind, String what, String text, int start, int end) {
    String around = text.substring(Math.max(0, start - 25), Math.min(text.length(), end + 25));
    String line = kind + "\t" + what + "\t[" + text.substring(start, end) + "]\t" + around;
    mistakes.add(line.replace('\n', '|'));
  }

  private static boolean isSame(Label label, Span span) {
    int shared = Math.min(label.end(), span.end()) - Math.max(label.start(), span.start());
    int all = Math.max(label.end(), span.end()) - Math.min(label.start(), span.start());
    return shared >= SHARED * all;
  }

  Score of(Kind kind) {
    return scores.get(kind);
  }

  /** Kind, spans labelled, precision, recall, F2. */
  String table() {
    StringBuilder table = new StringBuilder("kind             labels  precision  recall     F2\n");
    for (Kind kind : Kind.values()) {
      Score score = of(kind);
      table.append(
          String.format(
              Locale.ROOT,
              "%-15s %7d %10.3f %7.3f %6.3f%n",
              kind,
              score.right + score.missed,
              score.precision(),
              score.recall(),
              score.f2()));
    }
    return table.toString();
  }
}
