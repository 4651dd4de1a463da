package io.understudy.engine.fake;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A full name, part by part: given names and surname get the fakes that they get alone, so that a
 * name in one table agrees with first and last name in another. Titles and suffixes stay.
 *
 * <p>{@code Dr. Noah Gray Jr. -> Dr. Marlon Wisoky Jr.}; {@code GRAY, NOAH -> WISOKY, MARLON}.
 *
 * @param given of the first-name entity in use
 * @param surname of the last-name entity
 */
record FullName(TextFake given, TextFake surname) implements TextFake {
  private static final Set<String> TITLES =
      Set.of(
          "mr",
          "mrs",
          "ms",
          "miss",
          "mx",
          "dr",
          "prof",
          "professor",
          "sir",
          "madam",
          "rev",
          "hon",
          "herr",
          "frau",
          "mme",
          "mlle",
          "monsieur",
          "madame",
          "señor",
          "señora",
          "sr",
          "sra");
  private static final Set<String> SUFFIXES =
      Set.of("jr", "sr", "i", "ii", "iii", "iv", "v", "md", "phd", "dds", "dvm", "esq");
  private static final Set<String> PARTICLES =
      Set.of(
          "van", "von", "der", "den", "de", "del", "della", "di", "da", "dos", "das", "do", "du",
          "la", "le", "ten", "ter", "zu", "zur", "bin", "ibn", "al", "el", "af", "av");

  /** Whether a word is a title, with or without a full stop. */
  static boolean isTitle(String word) {
    return TITLES.contains(plain(word));
  }

  @Override
  public String fake(String original, String key) {
    return new FullName(new Keyed(given, key), new Keyed(surname, key)).fake(original);
  }

  /** Each name of several gets a fake of its own. */
  private static final class Keyed implements TextFake {
    private final TextFake names;
    private final String key;
    private int count;

    Keyed(TextFake names, String key) {
      this.names = names;
      this.key = key;
    }

    @Override
    public String fake(String original) {
      count++;
      return names.fake(original, count == 1 ? key : key + "/" + count);
    }

    @Override
    public String fake(String shape, String other) {
      return names.fake(shape, other);
    }
  }

  @Override
  public String fake(String original) {
    int comma = original.indexOf(',');
    if (comma > 0 && comma < original.length() - 1) {
      String after = original.substring(comma + 1).strip();
      if (!after.isEmpty() && !SUFFIXES.contains(plain(after))) {
        String before = original.substring(0, comma).strip();
        return (before.isEmpty() ? "" : surname.fake(before)) + ", " + given(words(after));
      }
    }
    List<String> words = words(original);
    return words.stream().allMatch(FullName::isTitle) ? given.fake(original) : inOrder(words);
  }

  private String inOrder(List<String> words) {
    int start = 0;
    while (start < words.size() && isTitle(words.get(start))) {
      start++;
    }
    int end = words.size();
    while (end - start > 1 && SUFFIXES.contains(plain(words.get(end - 1)))) {
      end--;
    }
    List<String> parts = new ArrayList<>(words.subList(0, start));
    if (end - start == 1) {
      String only = words.get(start);
      parts.add(start > 0 ? surname.fake(only) : given.fake(only));
    } else if (end > start) {
      int last = surnameStart(words, start, end);
      parts.add(given(words.subList(start, last)));
      parts.add(surname(String.join(" ", words.subList(last, end))));
    }
    parts.addAll(words.subList(end, words.size()));
    return String.join(" ", parts);
  }

  /** A comma before a suffix does not belong to the name: {@code Noah Gray, Jr.}. */
  private String surname(String words) {
    return words.endsWith(",") && words.length() > 1
        ? surname.fake(words.substring(0, words.length() - 1)) + ","
        : surname.fake(words);
  }

  private static int surnameStart(List<String> words, int start, int end) {
    for (int i = start + 1; i < end - 1; i++) {
      if (PARTICLES.contains(words.get(i).toLowerCase(Locale.ROOT))) {
        return i;
      }
    }
    return end - 1;
  }

  private String given(List<String> words) {
    List<String> fakes = new ArrayList<>();
    for (String word : words) {
      boolean stays = isTitle(word) || SUFFIXES.contains(plain(word)) && fakes.size() > 0;
      fakes.add(stays ? word : given.fake(word));
    }
    return String.join(" ", fakes);
  }

  private static String plain(String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    return lower.indexOf('.') < 0 ? lower : lower.replace(".", "");
  }

  private static List<String> words(String text) {
    return List.of(text.strip().split("\\s+"));
  }
}
