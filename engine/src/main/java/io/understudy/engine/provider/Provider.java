package io.understudy.engine.provider;

import io.understudy.engine.fake.Personas;
import io.understudy.engine.fake.Pools;
import io.understudy.engine.key.Draw;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One of the names behind {@code fake.} or {@code random.}. Immutable.
 *
 * @param name as in Python's Faker
 * @param kind of its results
 * @param parameters what it takes
 * @param maker makes a result
 */
public record Provider(String name, Kind kind, List<Parameter> parameters, Maker maker) {
  public Provider {
    parameters = List.copyOf(parameters);
  }

  /** Makes a result of options and choices. */
  @FunctionalInterface
  interface Maker {
    @Nullable Object make(Options options, Source source);
  }

  /**
   * A result.
   *
   * @param arguments at the positions of the parameters; null for those left out
   * @param draw the choices that belong to the key
   * @param key what they follow from
   * @return null, a text, number, boolean, date, time, list or map
   * @throws IllegalArgumentException for arguments that cannot be; the message has no value
   */
  public @Nullable Object make(
      @Nullable Object[] arguments, Draw draw, Pools pools, Personas personas, String key) {
    return maker.make(new Options(parameters, arguments), new Source(draw, pools, personas, key));
  }

  /** How it is called, such as {@code random_int(min=0, max=9999, step=1)}. */
  public String signature() {
    return name + "(" + String.join(", ", parameters.stream().map(Object::toString).toList()) + ")";
  }
}
