package io.understudy.engine.provider;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Texts in a given shape, and choices among given elements. */
final class ShapeProviders {
  static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
  static final String LOWER = LETTERS.substring(0, 26);
  static final String UPPER = LETTERS.substring(26);
  static final String HEX = "0123456789abcdef";
  private static final int MOST = 10_000;

  private ShapeProviders() {}

  static void add(Table table) {
    table.add(
        "bothify",
        Kind.TEXT,
        "text='## ??', letters='" + LETTERS + "'",
        (o, s) -> lexify(numerify(o.text(0), s), o.text(1), s));
    table.add("numerify", Kind.TEXT, "text='###'", (o, s) -> numerify(o.text(0), s));
    table.add(
        "lexify",
        Kind.TEXT,
        "text='????', letters='" + LETTERS + "'",
        (o, s) -> lexify(o.text(0), o.text(1), s));
    table.add("hexify", Kind.TEXT, "text='^^^^', upper=false", ShapeProviders::hexify);
    table.add("random_letter", Kind.WORDS, "", (o, s) -> s.characters(LETTERS, 1));
    table.add(
        "random_letters",
        Kind.LIST,
        "length=16",
        (o, s) -> letters(s.characters(LETTERS, o.whole(0, 0, MOST))));
    table.add("random_lowercase_letter", Kind.WORDS, "", (o, s) -> s.characters(LOWER, 1));
    table.add("random_uppercase_letter", Kind.WORDS, "", (o, s) -> s.characters(UPPER, 1));
    table.add("random_element", Kind.ANY, "elements='abc'", (o, s) -> element(o, 0, s));
    table.add(
        new String[] {"random_elements", "random_choices"},
        Kind.LIST,
        "elements='abc', length=none, unique=false, use_weighting=none",
        ShapeProviders::elements);
    table.add(
        "random_sample",
        Kind.LIST,
        "elements='abc', length=none",
        (o, s) -> {
          List<?> items = o.items(0);
          int count = o.has(1) ? o.whole(1, 0, items.size()) : 1 + s.below(items.size());
          return sample(items, count, s);
        });
    table.add(
        "pystr_format",
        Kind.TEXT,
        "string_format='?#-###', letters='" + LETTERS + "'",
        (o, s) -> lexify(numerify(o.text(0), s), o.text(1), s));
    table.add(
        "pystr",
        Kind.TEXT,
        "min_chars=none, max_chars=20, prefix='', suffix=''",
        (o, s) -> {
          int most = o.whole(1, 0, MOST);
          int least = o.has(0) ? o.whole(0, 0, most) : most;
          int length = (int) s.between(least, most);
          return o.text(2) + s.characters(LETTERS, length) + o.text(3);
        });
  }

  private static List<String> letters(String text) {
    return text.chars().mapToObj(Character::toString).toList();
  }

  /** # a digit, % one that is not zero, ! a digit or nothing, @ one that is not zero or nothing. */
  static String numerify(String shape, Source s) {
    StringBuilder text = new StringBuilder(shape.length());
    for (int i = 0; i < shape.length(); i++) {
      char c = shape.charAt(i);
      switch (c) {
        case '#' -> text.append(s.below(10));
        case '%' -> text.append(1 + s.below(9));
        case '!' -> {
          int digit = s.below(11);
          text.append(digit < 10 ? Integer.toString(digit) : "");
        }
        case '@' -> {
          int digit = s.below(10);
          text.append(digit > 0 ? Integer.toString(digit) : "");
        }
        default -> text.append(c);
      }
    }
    return text.toString();
  }

  /** ? is one of the letters. */
  static String lexify(String shape, String letters, Source s) {
    if (letters.isEmpty()) {
      throw new IllegalArgumentException("argument \"letters\" must not be empty");
    }
    StringBuilder text = new StringBuilder(shape.length());
    for (int i = 0; i < shape.length(); i++) {
      char c = shape.charAt(i);
      text.append(c == '?' ? letters.charAt(s.below(letters.length())) : c);
    }
    return text.toString();
  }

  private static String hexify(Options o, Source s) {
    String shape = o.text(0);
    String digits = o.bool(1) ? HEX.toUpperCase(Locale.ROOT) : HEX;
    StringBuilder text = new StringBuilder(shape.length());
    for (int i = 0; i < shape.length(); i++) {
      char c = shape.charAt(i);
      text.append(c == '^' ? digits.charAt(s.below(16)) : c);
    }
    return text.toString();
  }

  /** One of a list; of a dictionary a key, as often as its value says. */
  static @Nullable Object element(Options o, int position, Source s) {
    if (!(o.value(position) instanceof Map<?, ?> weights) || weights.isEmpty()) {
      List<?> items = o.items(position);
      return items.get(s.below(items.size()));
    }
    List<Object> keys = new ArrayList<>(weights.keySet());
    List<Double> sizes = new ArrayList<>();
    for (Object weight : weights.values()) {
      sizes.add(weight(weight));
    }
    return keys.get(weighted(sizes, s));
  }

  static double weight(@Nullable Object weight) {
    if (weight instanceof Number number && number.doubleValue() >= 0) {
      return number.doubleValue();
    }
    throw new IllegalArgumentException("weights must be numbers that are not negative");
  }

  static int weighted(List<Double> weights, Source s) {
    double sum = 0;
    for (double weight : weights) {
      sum += weight;
    }
    if (!(sum > 0) || Double.isInfinite(sum)) {
      throw new IllegalArgumentException("the weights must have a sum above zero");
    }
    double point = s.fraction() * sum;
    for (int i = 0; i < weights.size(); i++) {
      point -= weights.get(i);
      if (point < 0) {
        return i;
      }
    }
    return weights.size() - 1;
  }

  private static Object elements(Options o, Source s) {
    List<?> items = o.items(0);
    int most = o.bool(2) ? items.size() : MOST;
    int count = o.has(1) ? o.whole(1, 0, most) : 1 + s.below(items.size());
    if (o.bool(2)) {
      return sample(items, count, s);
    }
    List<@Nullable Object> chosen = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      chosen.add(element(o, 0, s));
    }
    return chosen;
  }

  /** Different positions of a list, in the order in which they are drawn. */
  static List<@Nullable Object> sample(List<?> items, int count, Source s) {
    List<@Nullable Object> rest = new ArrayList<>(items);
    List<@Nullable Object> sample = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      sample.add(rest.remove(s.below(rest.size())));
    }
    return sample;
  }
}
