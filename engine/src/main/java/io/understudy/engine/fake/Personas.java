package io.understudy.engine.fake;

import io.understudy.engine.key.KeyedFunction;
import java.util.ArrayList;
import java.util.List;

/** Makes persons for one key and the locales of one config. Immutable, shared between threads. */
public final class Personas {
  private static final List<String> DEFAULT = List.of("en_US");

  private final KeyedFunction function;
  private final List<String> locales;
  private final List<Pools> pools;

  Personas(KeyedFunction function, List<String> locales) {
    this.function = function;
    this.locales = locales.isEmpty() ? DEFAULT : List.copyOf(locales);
    List<Pools> each = new ArrayList<>();
    for (String locale : this.locales) {
      each.add(Pools.of(List.of(locale)));
    }
    this.pools = List.copyOf(each);
  }

  /**
   * The person that stands for a subject: always the same one.
   *
   * @param subject in canonical form
   */
  public Persona of(String subject) {
    long seed = function.number(subject);
    int locale =
        pools.size() == 1
            ? 0
            : (int) Math.unsignedMultiplyHigh(function.number(seed, 0), pools.size());
    return new Persona(function, seed, subject, locales.get(locale), pools.get(locale));
  }
}
