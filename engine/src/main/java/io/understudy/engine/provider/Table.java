package io.understudy.engine.provider;

import java.util.Map;
import java.util.TreeMap;

/** Providers by name, while they are collected. */
final class Table {
  private final Map<String, Provider> providers = new TreeMap<>();

  /**
   * @param parameters as {@link Parameter#list} reads them
   */
  void add(String name, Kind kind, String parameters, Provider.Maker maker) {
    Provider provider = new Provider(name, kind, Parameter.list(parameters), maker);
    if (providers.put(name, provider) != null) {
      throw new IllegalStateException("two providers " + name);
    }
  }

  /** Several names for one thing. */
  void add(String[] names, Kind kind, String parameters, Provider.Maker maker) {
    for (String name : names) {
      add(name, kind, parameters, maker);
    }
  }

  Map<String, Provider> all() {
    return Map.copyOf(providers);
  }
}
