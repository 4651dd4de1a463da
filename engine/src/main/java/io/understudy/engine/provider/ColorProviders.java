package io.understudy.engine.provider;

import java.util.List;
import java.util.Locale;

/** Colours in several notations, and pictures for moods. */
final class ColorProviders {
  private static final String[] SAFE =
      "black maroon green navy olive purple teal lime blue silver gray yellow fuchsia aqua white"
          .split(" ");
  private static final int FIRST_EMOJI = 0x1F600;
  private static final int EMOJIS = 0x40;

  private ColorProviders() {}

  static void add(Table table) {
    table.add(
        "color",
        Kind.WORDS,
        "hue=none, luminosity=none, color_format='hex'",
        (o, s) ->
            switch (o.text(2)) {
              case "hex" -> hex(s);
              case "rgb" -> "rgb(" + rgb(", ", s) + ")";
              case "hsl" -> "hsl(" + s.below(361) + ", " + s.below(101) + ", " + s.below(101) + ")";
              case "hsv" -> "hsv(" + s.below(361) + ", " + s.below(101) + ", " + s.below(101) + ")";
              default ->
                  throw new IllegalArgumentException(
                      "argument \"color_format\" must be hex, rgb, hsl or hsv");
            });
    table.add("color_name", Kind.WORDS, "", (o, s) -> capital(s.word("color", "name")));
    table.add("safe_color_name", Kind.WORDS, "", (o, s) -> s.oneOf(SAFE));
    table.add("hex_color", Kind.WORDS, "", (o, s) -> hex(s));
    table.add(
        "safe_hex_color",
        Kind.WORDS,
        "",
        (o, s) -> {
          StringBuilder color = new StringBuilder("#");
          for (int i = 0; i < 3; i++) {
            color.append(s.characters(ShapeProviders.HEX, 1).repeat(2));
          }
          return color.toString();
        });
    table.add("rgb_color", Kind.WORDS, "", (o, s) -> rgb(",", s));
    table.add("rgb_css_color", Kind.WORDS, "", (o, s) -> "rgb(" + rgb(",", s) + ")");
    String options = "hue=none, luminosity=none";
    table.add("color_rgb", Kind.LIST, options, (o, s) -> triple(256, 256, s));
    table.add("color_hsl", Kind.LIST, options, (o, s) -> triple(361, 101, s));
    table.add("color_hsv", Kind.LIST, options, (o, s) -> triple(361, 101, s));
    table.add(
        "color_rgb_float",
        Kind.LIST,
        options,
        (o, s) -> List.of(s.fraction(), s.fraction(), s.fraction()));
    table.add("emoji", Kind.WORDS, "", (o, s) -> Character.toString(FIRST_EMOJI + s.below(EMOJIS)));
  }

  private static String hex(Source s) {
    return "#" + s.characters(ShapeProviders.HEX, 6);
  }

  private static String rgb(String separator, Source s) {
    return s.below(256) + separator + s.below(256) + separator + s.below(256);
  }

  private static List<Long> triple(int first, int others, Source s) {
    return List.of((long) s.below(first), (long) s.below(others), (long) s.below(others));
  }

  private static String capital(String word) {
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }
}
