package io.understudy.engine.fake;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import net.datafaker.Faker;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Datafaker's words for one locale, read from the YAML resources in its jar: first those of
 * language and country, then of the language, then English.
 */
final class LocaleData {
  private static final String FALLBACK = "en";
  private static final Pattern TAG = Pattern.compile("[A-Za-z]{2,3}([-_][A-Za-z0-9]{1,8}){0,3}");

  private final String tag;
  private final List<Map<?, ?>> documents;

  /** English documents by group, read when first asked for. */
  private final Map<String, Optional<Map<?, ?>>> english = new ConcurrentHashMap<>();

  /** What was asked for, since templates ask for the same lists again and again. */
  private final Map<String, List<String>> known = new ConcurrentHashMap<>();

  private LocaleData(String tag, List<Map<?, ?>> documents) {
    this.tag = tag;
    this.documents = List.copyOf(documents);
  }

  /**
   * @param name such as {@code en_US}, {@code en-US} or {@code de}
   * @throws IllegalArgumentException if Datafaker has no words for it
   */
  static LocaleData of(String name) {
    String[] parts = name.strip().split("[-_]", 2);
    List<Map<?, ?>> documents = new ArrayList<>();
    String region = parts.length > 1 ? parts[1].replace('_', '-') : "";
    String language = parts[0].toLowerCase(Locale.ROOT);
    if (TAG.matcher(name.strip()).matches()) {
      for (String resource : resources(language, region)) {
        document(resource).ifPresent(documents::add);
      }
    }
    if (documents.isEmpty()) {
      throw new IllegalArgumentException(
          "unknown locale \"" + name + "\"; expected one like en_US, en_GB, de or fr_CA");
    }
    return new LocaleData(language + "-" + region.toUpperCase(Locale.ROOT), documents);
  }

  /** Names of the words for a locale, its own first. */
  private static Set<String> resources(String language, String region) {
    Set<String> resources = new LinkedHashSet<>();
    if (!region.isEmpty()) {
      resources.add(language + "-" + region);
      int country = region.indexOf('-');
      String code = country < 0 ? region : region.substring(0, country);
      resources.add(language + "-" + code.toUpperCase(Locale.ROOT));
    }
    resources.add(language);
    return resources;
  }

  static LocaleData english() {
    return of(FALLBACK);
  }

  String tag() {
    return tag;
  }

  /** The entries at a group and key, such as {@code name} and {@code last_name}; may be empty. */
  List<String> entries(String group, String key) {
    return known.computeIfAbsent(group + "." + key, name -> found(group, key));
  }

  private List<String> found(String group, String key) {
    for (Map<?, ?> document : documents) {
      List<String> found = strings(at(document, group, key));
      if (!found.isEmpty()) {
        return found;
      }
    }
    return english
        .computeIfAbsent(group, g -> document(FALLBACK + "/" + g))
        .map(document -> strings(at(document, group, key)))
        .orElse(List.of());
  }

  private static @Nullable Object at(Map<?, ?> document, String group, String key) {
    return document.get(group) instanceof Map<?, ?> words ? words.get(key) : null;
  }

  /** What YAML reads as something else than text (such as the country code NO) is left out. */
  private static List<String> strings(@Nullable Object entries) {
    if (entries instanceof String one) {
      return List.of(one);
    }
    if (!(entries instanceof List<?> list)) {
      return List.of();
    }
    List<String> strings = new ArrayList<>();
    for (Object entry : list) {
      if (entry instanceof String text && !text.isBlank()) {
        strings.add(text);
      }
    }
    return strings;
  }

  private static Optional<Map<?, ?>> document(String name) {
    try (InputStream in = Faker.class.getResourceAsStream("/" + name + ".yml")) {
      if (in == null) {
        return Optional.empty();
      }
      Map<?, ?> root = new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
      Object locale = root.values().iterator().next();
      return locale instanceof Map<?, ?> groups && groups.get("faker") instanceof Map<?, ?> words
          ? Optional.of(words)
          : Optional.empty();
    } catch (IOException e) {
      throw new IllegalStateException("Datafaker's resource " + name + ".yml cannot be read", e);
    }
  }
}
