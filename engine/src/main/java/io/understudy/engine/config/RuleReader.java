package io.understudy.engine.config;

import io.understudy.engine.expression.Suggestion;
import io.understudy.engine.expression.Vocabulary;
import io.understudy.engine.fake.Entity;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the items of {@code rows.update}. */
final class RuleReader {
  private static final Words WORDS =
      Words.of(
          "name",
          "entity",
          "type",
          "condition",
          "foreach",
          "value",
          "fallback_value",
          "description",
          "unique");

  private final Document document;
  private final ExpressionReader expressions;

  RuleReader(Document document, ExpressionReader expressions) {
    this.document = document;
    this.expressions = expressions;
  }

  /** Absent if it has problems. */
  Optional<Rule> read(Section.Item item) {
    Section rule = Section.of(document, item.node(), item.path(), WORDS);
    if (rule.has("description")) {
      rule.text("description");
    }
    boolean selects =
        rule.has("name") || rule.has("entity") || rule.has("type") || rule.has("condition");
    if (!selects && !rule.keys().isEmpty()) {
      rule.problem("the rule does not say what it changes", "add name, entity, type or condition");
    }
    List<Text> names = rule.has("name") ? rule.texts("name") : null;
    Set<Entity> entities = rule.has("entity") ? entities(rule) : null;
    Set<String> types = rule.has("type") ? types(rule) : null;
    Optional<Source> condition = expressions.read(rule, "condition");
    boolean each = rule.has("foreach");
    Optional<Source> foreach = expressions.read(rule, "foreach");
    Optional<Source> value = expressions.read(rule, "value", each);
    Optional<Source> fallback = expressions.read(rule, "fallback_value", each);
    if (!rule.has("value")) {
      rule.problem("the rule has no value", "add value: and what the cells get");
    }
    if (value.isEmpty() || (each && foreach.isEmpty())) {
      return Optional.empty();
    }
    return Optional.of(
        new Rule(
            rule.place(),
            names,
            entities,
            types,
            orNull(condition),
            orNull(foreach),
            value.get(),
            orNull(fallback),
            unique(rule)));
  }

  private static boolean unique(Section rule) {
    boolean unique = rule.bool("unique").orElse(false);
    if (unique && rule.has("foreach")) {
      rule.problem("unique", "a rule with foreach cannot be unique", "remove one of the two");
    }
    if (unique && rule.has("fallback_value")) {
      rule.problem(
          "unique",
          "a fallback_value can stand in several cells, so the rule cannot be unique",
          "remove one of the two");
    }
    return unique;
  }

  private static @Nullable Source orNull(Optional<Source> source) {
    return source.orElse(null);
  }

  static Set<Entity> entities(Section rule) {
    Set<Entity> entities = EnumSet.noneOf(Entity.class);
    for (Text name : rule.texts("entity")) {
      Optional<Entity> entity = Entity.byName(name.value());
      if (entity.isPresent()) {
        entities.add(entity.get());
      } else {
        List<String> nearest = Entity.nearest(name.value());
        rule.problem(
            name,
            "unknown entity \"" + name.value() + "\"",
            nearest.isEmpty() ? "" : "did you mean \"" + nearest.get(0) + "\"?");
      }
    }
    return entities;
  }

  static Set<String> types(Section rule) {
    Set<String> types = new HashSet<>();
    for (Text type : rule.texts("type")) {
      if (Vocabulary.COLUMN_TYPES.contains(type.value())) {
        types.add(type.value());
      } else if (Vocabulary.REFUSED_COLUMN_TYPES.containsKey(type.value())) {
        rule.problem(
            type,
            "column type \"" + type.value() + "\" is refused",
            Vocabulary.REFUSED_COLUMN_TYPES.getOrDefault(type.value(), ""));
      } else {
        List<String> sorted = new ArrayList<>(Vocabulary.COLUMN_TYPES);
        sorted.sort(null);
        String remedy = Suggestion.didYouMean(type.value(), sorted);
        rule.problem(
            type,
            "unknown column type \"" + type.value() + "\"",
            remedy.isEmpty() ? "what can be here: " + String.join(", ", sorted) : remedy);
      }
    }
    return types;
  }
}
