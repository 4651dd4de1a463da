package io.understudy.engine.provider;

import io.understudy.engine.fake.Entity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * All provider names. A name that stands for an entity and is called without arguments is the
 * entity's fake and not here; with arguments it is.
 */
public final class Providers {
  /** Parts of {@code fake.persona()}. */
  public static final List<String> PERSONA = List.of("first_name", "last_name", "email", "gender");

  private static final Map<String, Provider> ALL = all();
  private static final Map<String, Provider> RANDOM = random();

  private Providers() {}

  private static Map<String, Provider> all() {
    Table table = new Table();
    ShapeProviders.add(table);
    NumberProviders.add(table);
    DateProviders.add(table);
    LoremProviders.add(table);
    InternetProviders.add(table);
    FileProviders.add(table);
    UserAgents.add(table);
    PlaceProviders.add(table);
    PersonProviders.add(table);
    FinanceProviders.add(table);
    BarcodeProviders.add(table);
    ColorProviders.add(table);
    return table.all();
  }

  private static Map<String, Provider> random() {
    Table table = new Table();
    RandomMethods.add(table);
    return table.all();
  }

  /** What {@code fake.NAME(...)} is, if it is not an entity without arguments. */
  public static Optional<Provider> of(String name) {
    return Optional.ofNullable(ALL.get(name));
  }

  /** What {@code random.NAME(...)} is. */
  public static Optional<Provider> random(String name) {
    return Optional.ofNullable(RANDOM.get(name));
  }

  /** All of {@code random.}, in the order of their names. */
  public static List<Provider> randomMethods() {
    return sorted(RANDOM);
  }

  /** All that entities do not stand for, in the order of their names. */
  public static List<Provider> catalogue() {
    return sorted(ALL);
  }

  private static List<Provider> sorted(Map<String, Provider> providers) {
    List<Provider> sorted = new ArrayList<>();
    for (String name : new TreeSet<>(providers.keySet())) {
      sorted.add(providers.get(name));
    }
    return List.copyOf(sorted);
  }

  /** Names of {@code random.} for suggestions. */
  public static List<String> randomNames() {
    return List.copyOf(new TreeSet<>(RANDOM.keySet()));
  }

  /** Every name that can stand behind {@code fake.}. */
  public static List<String> names() {
    TreeSet<String> names = new TreeSet<>(ALL.keySet());
    names.addAll(Entity.names());
    return List.copyOf(names);
  }
}
