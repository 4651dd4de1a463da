package io.understudy.engine.expression;

import io.understudy.engine.fake.Entity;
import io.understudy.engine.transform.Transform;
import io.understudy.engine.transform.Transforms;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the options of the filters that replace personal data inside texts. */
final class EntityFilters {
  private EntityFilters() {}

  /**
   * The transform of a filter.
   *
   * @throws ExpressionException if an argument depends on the row
   * @throws IllegalArgumentException if an argument is not what is expected
   */
  static Transform of(int at, String name, Transforms make, List<Code> arguments) {
    Set<Entity> entities = entities(at, KeyedCode.option(at, "entities", arguments.getFirst()));
    Object second = KeyedCode.option(at, option(name), arguments.get(arguments.size() > 1 ? 1 : 0));
    return switch (name) {
      case "fake_entities" -> {
        String onError = second == null ? "redact" : String.valueOf(second);
        Object extended = KeyedCode.option(at, "extended", arguments.get(2));
        yield make.fakeEntities(entities, onError, Values.truth(extended));
      }
      case "hash_entities" ->
          make.hashEntities(entities, second == null ? "" : Values.text(at, second));
      case "label_entities" -> make.labelEntities(entities, Values.truth(second));
      default -> make.redactEntities(entities);
    };
  }

  private static String option(String name) {
    return switch (name) {
      case "fake_entities" -> "on_error";
      case "hash_entities" -> "salt";
      default -> "extended";
    };
  }

  /** Names that nothing is known of are refused: what they mean would stay in the text. */
  private static Set<Entity> entities(int at, @Nullable Object names) {
    Set<Entity> entities = EnumSet.noneOf(Entity.class);
    if (names == null) {
      return entities;
    }
    List<?> list = names instanceof List<?> given ? given : List.of(names);
    for (Object name : list) {
      Optional<Entity> entity =
          name instanceof String word ? Entity.byName(word) : Optional.empty();
      entities.add(
          entity.orElseThrow(
              () ->
                  new ExpressionException(
                      at,
                      "argument \"entities\" names something that is no entity: "
                          + (name instanceof String word ? "\"" + word + "\"" : "not a text"),
                      name instanceof String word ? WordChecker.nearestEntity(word) : "")));
    }
    if (entities.isEmpty()) {
      throw new ExpressionException(
          at,
          "argument \"entities\" is an empty list, so that nothing would be replaced",
          "leave it out for all entities");
    }
    return entities;
  }
}
