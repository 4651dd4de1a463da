package io.understudy.engine.fake;

import io.understudy.engine.key.Draw;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Expands Datafaker's word templates, such as {@code #{Name.first_name}#{city_suffix}}: {@code
 * #{x}} is an entry of the list x, {@code #} a digit.
 */
final class Templates {
  private static final int DEEPEST = 8;
  private static final int ATTEMPTS_PER_WORD = 4;

  private final LocaleData data;
  private final Map<String, Reference> references = new HashMap<>();

  Templates(LocaleData data) {
    this.data = data;
  }

  /** All literal words of a list and of the lists it is the union of. */
  List<String> words(String group, String key) {
    Set<String> words = new LinkedHashSet<>();
    collect(group, key, words, 0);
    return List.copyOf(words);
  }

  private void collect(String group, String key, Set<String> words, int depth) {
    for (String entry : data.entries(group, key)) {
      if (entry.indexOf("#{") < 0) {
        words.add(entry.strip());
      } else if (depth < DEEPEST
          && entry.startsWith("#{")
          && entry.indexOf('}') == entry.length() - 1) {
        Reference reference = reference(group, entry.substring(2, entry.length() - 1));
        collect(reference.group(), reference.key(), words, depth + 1);
      }
    }
  }

  /** Up to {@code most} different expansions of a list's templates, chosen by the draw. */
  List<String> expansions(String group, String key, int most, Draw draw) {
    boolean literal = data.entries(group, key).stream().allMatch(e -> e.indexOf('#') < 0);
    if (literal) {
      return words(group, key);
    }
    Set<String> expansions = new LinkedHashSet<>();
    for (int i = 0; i < ATTEMPTS_PER_WORD * most && expansions.size() < most; i++) {
      expand(group, key, draw, 0).map(String::strip).ifPresent(expansions::add);
    }
    return new ArrayList<>(expansions);
  }

  private Optional<String> expand(String group, String key, Draw draw, int depth) {
    List<String> entries = data.entries(group, key);
    if (entries.isEmpty() || depth > DEEPEST) {
      return Optional.empty();
    }
    String template = entries.get(draw.below(entries.size()));
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < template.length(); i++) {
      char c = template.charAt(i);
      int end = template.startsWith("#{", i) ? template.indexOf('}', i) : -1;
      if (end > 0) {
        Reference reference = reference(group, template.substring(i + 2, end));
        Optional<String> part = expand(reference.group(), reference.key(), draw, depth + 1);
        if (part.isEmpty()) {
          return Optional.empty();
        }
        text.append(part.get());
        i = end;
      } else if (c == '#') {
        text.append((char) ('0' + draw.below(10)));
      } else if (c == 'Ø') {
        text.append((char) ('1' + draw.below(9)));
      } else {
        text.append(c);
      }
    }
    return Optional.of(text.toString());
  }

  private Reference reference(String group, String text) {
    return references.computeIfAbsent(group + "#" + text, name -> Reference.of(group, text));
  }

  /** Which list {@code #{...}} means: {@code Group.key}, or a key of the same group. */
  private record Reference(String group, String key) {
    static Reference of(String group, String text) {
      int point = text.indexOf('.');
      return point < 0
          ? new Reference(group, snake(text))
          : new Reference(snake(text.substring(0, point)), snake(text.substring(point + 1)));
    }

    private static String snake(String text) {
      return text.strip().replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }
  }
}
