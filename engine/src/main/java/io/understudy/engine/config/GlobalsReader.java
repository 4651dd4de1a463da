package io.understudy.engine.config;

import io.understudy.engine.expression.Suggestion;
import io.understudy.engine.fake.Entity;
import io.understudy.engine.fake.Pools;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code globals}.
 *
 * <ul>
 *   <li>{@code locales}: where fakes come from, such as {@code [en_US, de_DE]}
 *   <li>{@code coverage}: {@code declared}, {@code detected} (if left out) or {@code open}
 *   <li>{@code key}: id of the secret key; fakes and hashes depend on it and on nothing else
 *   <li>{@code subject}: the column whose original value says whose row it is; a person's fakes and
 *       date offsets are the same in every table with that value
 *   <li>{@code seed}: taken for the sake of configs that have it; the key decides instead
 *   <li>{@code classify.enable} (true if left out) and {@code classify.entities}: whether {@code
 *       column.entity} has a value, and which
 *   <li>{@code recognisers}, {@code detection}: how personal data is looked for ({@link
 *       DetectionReader})
 *   <li>{@code enable_classify}, {@code ner_entities}: the same in the original's later versions
 *   <li>{@code classify.num_samples}, {@code ner}: settings of the original's models, taken but
 *       without effect: names decide on columns, and free text is searched for everything known
 *   <li>{@code lock_columns}: columns that no rule changes
 * </ul>
 */
final class GlobalsReader {
  private static final Words WORDS =
      Words.of(
          "locales",
          "seed",
          "classify",
          "ner",
          "lock_columns",
          "coverage",
          "key",
          "subject",
          "recognisers",
          "detection");
  private static final Words CLASSIFY =
      Words.of("enable", "entities", "num_samples", "enable_classify", "classify_model_provider");
  private static final Words NER =
      Words.of(
          "ner_threshold",
          "ner_optimized",
          "enable_regexps",
          "enable_gliner",
          "entities",
          "ner_entities",
          "gliner");
  private static final List<String> COVERAGES = List.of("declared", "detected", "open");

  private GlobalsReader() {}

  /**
   * Reads the globals of a config.
   *
   * @param outer what holds where they say nothing
   */
  static Globals read(Document document, Section config, Globals outer) {
    @Nullable Section globals = config.section("globals", WORDS).orElse(null);
    if (globals == null) {
      return outer;
    }
    globals.number("seed");
    Optional<Section> classify = globals.section("classify", CLASSIFY);
    classify.ifPresent(section -> section.number("num_samples"));
    globals.section("ner", NER).ifPresent(GlobalsReader::ner);
    boolean hasEntities = classify.isPresent() && classify.get().has("entities");
    @Nullable Set<Entity> entities = hasEntities ? entities(classify.get()) : outer.entities();
    return new Globals(
        globals.has("locales") ? locales(globals) : outer.locales(),
        globals.text("coverage").map(text -> coverage(globals, text)).orElse(outer.coverage()),
        globals.place("coverage").orElse(outer.coveragePlace()),
        globals.text("key").orElse(outer.key()),
        classify
            .flatMap(section -> section.bool("enable").or(() -> section.bool("enable_classify")))
            .orElse(outer.classify()),
        entities,
        globals.has("lock_columns") ? values(globals.texts("lock_columns")) : outer.locked(),
        DetectionReader.read(globals, outer.detection()),
        globals.text("subject").orElse(outer.subject()),
        written(document, globals, outer));
  }

  private static Map<String, @Nullable Object> written(
      Document document, Section globals, Globals outer) {
    Map<String, @Nullable Object> written = new LinkedHashMap<>(outer.written());
    for (String key : globals.keys()) {
      written.put(key, PlainValues.of(document, globals.written(key), 0));
    }
    return written;
  }

  private static void ner(Section ner) {
    ner.number("ner_threshold");
    ner.bool("ner_optimized");
    ner.bool("enable_regexps");
    ner.bool("enable_gliner");
    entities(ner);
  }

  private static List<String> locales(Section globals) {
    List<String> locales = new ArrayList<>();
    for (Text locale : globals.texts("locales")) {
      try {
        Pools.of(List.of(locale.value()));
        locales.add(locale.value());
      } catch (IllegalArgumentException e) {
        globals.problem(locale, String.valueOf(e.getMessage()), "");
      }
    }
    return locales;
  }

  private static Coverage coverage(Section globals, Text word) {
    return switch (word.value()) {
      case "declared" -> Coverage.DECLARED;
      case "detected" -> Coverage.DETECTED;
      case "open" -> Coverage.OPEN;
      default -> {
        globals.problem(
            word,
            "coverage must be declared, detected or open, found \"" + word.value() + "\"",
            Suggestion.didYouMean(word.value(), COVERAGES));
        yield Coverage.DECLARED;
      }
    };
  }

  /**
   * Any text is allowed, as the original's models look for anything; what nothing here can find has
   * no effect, which is worth a note.
   */
  private static Set<Entity> entities(Section section) {
    Set<Entity> entities = EnumSet.noneOf(Entity.class);
    for (Text name : section.has("entities") ? section.texts("entities") : List.<Text>of()) {
      Entity.byName(name.value()).ifPresentOrElse(entities::add, () -> unknown(section, name));
    }
    return entities;
  }

  private static void unknown(Section section, Text name) {
    List<String> known = new ArrayList<>();
    for (Entity entity : Entity.values()) {
      known.add(entity.entityName());
    }
    section.note(
        name,
        "nothing is known of entity \"" + name.value() + "\", so naming it here has no effect",
        Suggestion.didYouMean(name.value(), known));
  }

  private static Set<String> values(List<Text> texts) {
    Set<String> values = new HashSet<>();
    texts.forEach(text -> values.add(text.value()));
    return values;
  }
}
