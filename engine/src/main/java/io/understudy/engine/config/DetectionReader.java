package io.understudy.engine.config;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.understudy.engine.detect.Checksum;
import io.understudy.engine.detect.DetectionSettings;
import io.understudy.engine.detect.OwnRecogniser;
import io.understudy.engine.expression.Suggestion;
import io.understudy.engine.fake.Entity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads how personal data is looked for.
 *
 * <ul>
 *   <li>{@code recognisers}: a list of what a config knows beside what is known here, each with
 *       {@code entity} (what is found), {@code pattern} (RE2) or {@code column_names} (patterns of
 *       whole names, in any letter case) or both, {@code context} (words), {@code checksum} and
 *       {@code confidence} (0 to 1; below 0.5 a find needs a context word near it)
 *   <li>{@code detection.cell_characters}, {@code detection.file_characters}: budgets
 * </ul>
 */
final class DetectionReader {
  private static final Words RECOGNISER =
      Words.of(
          "entity", "pattern", "context", "checksum", "column_names", "confidence", "description");
  private static final Words DETECTION = Words.of("cell_characters", "file_characters");
  private static final double USUAL_CONFIDENCE = 0.8;
  private static final int MOST_RECOGNISERS = 1_000;
  private static final int MOST_CELL_CHARACTERS = 1 << 24;

  private DetectionReader() {}

  /**
   * Reads {@code globals.recognisers} and {@code globals.detection}.
   *
   * @param outer what holds where they say nothing
   */
  static DetectionSettings read(Section globals, DetectionSettings outer) {
    List<OwnRecogniser> recognisers = outer.recognisers();
    if (globals.has("recognisers")) {
      recognisers = new ArrayList<>();
      List<Section> items = globals.sections("recognisers", RECOGNISER);
      if (items.size() > MOST_RECOGNISERS) {
        globals.problem(
            "recognisers",
            "there are more than " + MOST_RECOGNISERS + " recognisers",
            "join patterns of one entity with |");
      }
      for (Section item : items) {
        recogniser(item).ifPresent(recognisers::add);
      }
    }
    Optional<Section> detection = globals.section("detection", DETECTION);
    long cell = outer.cellCharacters();
    long file = outer.fileCharacters();
    if (detection.isPresent()) {
      cell = whole(detection.get(), "cell_characters", cell, MOST_CELL_CHARACTERS);
      file = whole(detection.get(), "file_characters", file, Long.MAX_VALUE);
    }
    return new DetectionSettings(recognisers, (int) cell, file);
  }

  /** Absent if it has problems. */
  private static Optional<OwnRecogniser> recogniser(Section section) {
    if (section.has("description")) {
      section.text("description");
    }
    Optional<Entity> entity = entity(section);
    @Nullable Pattern pattern =
        section.has("pattern")
            ? section
                .text("pattern")
                .flatMap(text -> pattern(section, text, Pattern::compile))
                .orElse(null)
            : null;
    List<Pattern> names = new ArrayList<>();
    for (Text name :
        section.has("column_names") ? section.texts("column_names") : List.<Text>of()) {
      pattern(section, name, OwnRecogniser::columnName).ifPresent(names::add);
    }
    Set<String> context = new HashSet<>();
    for (Text word : section.has("context") ? section.texts("context") : List.<Text>of()) {
      context(section, word).ifPresent(context::add);
    }
    @Nullable Checksum checksum =
        section.has("checksum")
            ? section.text("checksum").flatMap(text -> checksum(section, text)).orElse(null)
            : null;
    double confidence = confidence(section);
    if (!section.has("pattern") && !section.has("column_names")) {
      section.problem("the recogniser finds nothing", "add pattern: or column_names:");
    }
    if (section.has("pattern") && confidence < OwnRecogniser.TELLING && context.isEmpty()) {
      section.problem(
          "a pattern with a confidence below " + OwnRecogniser.TELLING + " needs context words",
          "add context:, or raise the confidence");
    }
    return entity.map(
        found -> new OwnRecogniser(found, pattern, context, checksum, names, confidence));
  }

  private static Optional<Entity> entity(Section section) {
    if (!section.has("entity")) {
      section.problem(
          "the recogniser does not say what it finds",
          "add entity:, such as unique_identifier for a kind of your own");
      return Optional.empty();
    }
    Optional<Text> name = section.text("entity");
    Optional<Entity> entity = name.flatMap(text -> Entity.byName(text.value()));
    if (name.isPresent() && entity.isEmpty()) {
      List<String> nearest = Entity.nearest(name.get().value());
      section.problem(
          name.get(),
          "unknown entity \"" + name.get().value() + "\"",
          nearest.isEmpty()
              ? "use unique_identifier for a kind of your own: its fakes keep the shape"
              : "did you mean \"" + nearest.getFirst() + "\"?");
    }
    return entity;
  }

  private static Optional<Pattern> pattern(
      Section section, Text text, Function<String, Pattern> compiler) {
    try {
      Pattern pattern = compiler.apply(text.value());
      if (!pattern.matches("")) {
        return Optional.of(pattern);
      }
      section.problem(text, "the pattern fits the empty text", "make a part of it mandatory");
    } catch (PatternSyntaxException e) {
      section.problem(
          text,
          "this is no pattern that RE2 knows: " + e.getDescription(),
          "RE2 has neither look-around nor back-references; see github.com/google/re2/wiki/Syntax");
    }
    return Optional.empty();
  }

  private static Optional<String> context(Section section, Text word) {
    boolean one =
        !word.value().isEmpty() && word.value().codePoints().allMatch(Character::isLetterOrDigit);
    if (!one) {
      section.problem(word, "a context word has letters and digits only", "list words one by one");
    }
    return one ? Optional.of(word.value()) : Optional.empty();
  }

  private static Optional<Checksum> checksum(Section section, Text text) {
    Optional<Checksum> checksum = Checksum.byName(text.value());
    if (checksum.isEmpty()) {
      String guess = Suggestion.didYouMean(text.value(), Checksum.names());
      section.problem(
          text,
          "unknown checksum \"" + text.value() + "\"",
          guess.isEmpty() ? "what can be here: " + String.join(", ", Checksum.names()) : guess);
    }
    return checksum;
  }

  private static double confidence(Section section) {
    Optional<Text> text =
        section.has("confidence") ? section.text("confidence") : Optional.<Text>empty();
    if (text.isEmpty()) {
      return USUAL_CONFIDENCE;
    }
    double confidence = parsed(text.get().value());
    if (confidence >= 0 && confidence <= 1) {
      return confidence;
    }
    section.problem(text.get(), "a confidence is a number from 0 to 1", "");
    return USUAL_CONFIDENCE;
  }

  private static double parsed(String number) {
    try {
      return Double.parseDouble(number);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  private static long whole(Section section, String key, long otherwise, long most) {
    Optional<Text> text = section.has(key) ? section.text(key) : Optional.<Text>empty();
    if (text.isEmpty()) {
      return otherwise;
    }
    double number = parsed(text.get().value().replace("_", ""));
    if (number >= 1 && number <= most && number == Math.rint(number)) {
      return (long) number;
    }
    section.problem(text.get(), "a whole number from 1 to " + most + " is expected", "");
    return otherwise;
  }
}
