package io.understudy.engine.provider;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The functions of Python's module {@code random}, with keyed choices in place of chance. */
final class RandomMethods {
  private static final int MOST = 10_000;

  private RandomMethods() {}

  static void add(Table table) {
    table.add("random", Kind.NUMBER, "", (o, s) -> s.fraction());
    table.add("randint", Kind.INTEGER, "a, b", (o, s) -> s.between(o.whole(0), o.whole(1)));
    table.add("randrange", Kind.INTEGER, "start, stop=none, step=1", RandomMethods::range);
    table.add("uniform", Kind.NUMBER, "a, b", RandomMethods::uniform);
    table.add("gauss", Kind.NUMBER, "mu=0.0, sigma=1.0", RandomMethods::gauss);
    table.add("normalvariate", Kind.NUMBER, "mu=0.0, sigma=1.0", RandomMethods::gauss);
    table.add(
        "getrandbits",
        Kind.INTEGER,
        "k",
        (o, s) -> {
          int bits = o.whole(0, 0, 63);
          return bits == 0 ? 0L : s.between(0, bits == 63 ? Long.MAX_VALUE - 1 : (1L << bits) - 1);
        });
    table.add("choice", Kind.ANY, "seq", (o, s) -> ShapeProviders.element(o, 0, s));
    table.add(
        "choices",
        Kind.LIST,
        "population, weights=none, cum_weights=none, k=1",
        RandomMethods::choices);
    table.add(
        "sample",
        Kind.LIST,
        "population, k",
        (o, s) -> {
          List<?> items = o.items(0);
          return ShapeProviders.sample(items, o.whole(1, 0, items.size()), s);
        });
    table.add(
        "shuffle",
        Kind.LIST,
        "x",
        (o, s) -> {
          List<?> items = o.items(0);
          return ShapeProviders.sample(items, items.size(), s);
        });
  }

  private static Object range(Options o, Source s) {
    long start = o.has(1) ? o.whole(0) : 0;
    long stop = o.has(1) ? o.whole(1) : o.whole(0);
    long step = o.whole(2);
    boolean empty = step == 0 || (step > 0 ? stop <= start : stop >= start);
    if (empty) {
      throw new IllegalArgumentException("the range is empty");
    }
    long count = Math.ceilDiv(stop - start, step);
    return start + step * s.between(0, count - 1);
  }

  private static Object uniform(Options o, Source s) {
    double a = o.number(0);
    return a + (o.number(1) - a) * s.fraction();
  }

  /** Box and Muller's way from two even choices to one on a bell curve. */
  private static Object gauss(Options o, Source s) {
    double radius = Math.sqrt(-2 * Math.log(1 - s.fraction()));
    return o.number(0) + o.number(1) * radius * Math.cos(2 * Math.PI * s.fraction());
  }

  private static Object choices(Options o, Source s) {
    List<?> items = o.items(0);
    int count = o.whole(3, 0, MOST);
    @Nullable List<Double> weights = null;
    if (o.has(1) || o.has(2)) {
      weights = new ArrayList<>();
      double before = 0;
      for (Object weight : o.items(o.has(1) ? 1 : 2)) {
        double size = ShapeProviders.weight(weight);
        weights.add(o.has(1) ? size : size - before);
        before = size;
      }
      if (weights.size() != items.size()) {
        throw new IllegalArgumentException("there must be as many weights as items");
      }
    }
    List<@Nullable Object> chosen = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      chosen.add(
          items.get(weights == null ? s.below(items.size()) : ShapeProviders.weighted(weights, s)));
    }
    return chosen;
  }
}
