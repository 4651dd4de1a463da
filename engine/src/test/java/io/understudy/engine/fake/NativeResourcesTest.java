package io.understudy.engine.fake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.datafaker.Faker;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** A native binary has the resources that this module's configuration names, and no others. */
class NativeResourcesTest {
  private static final String CONFIG =
      "/META-INF/native-image/io.understudy/understudy-engine/resource-config.json";

  private static List<Pattern> patterns() throws IOException {
    try (InputStream in = NativeResourcesTest.class.getResourceAsStream(CONFIG)) {
      Map<String, Map<String, List<Map<String, String>>>> config = new Yaml().load(in);
      return config.get("resources").get("includes").stream()
          .map(include -> Pattern.compile(include.get("pattern")))
          .toList();
    }
  }

  private static boolean included(String resource) {
    try {
      return patterns().stream().anyMatch(pattern -> pattern.matcher(resource).matches());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static List<String> own() throws Exception {
    Path classes = Path.of(Pools.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (Stream<Path> files = Files.walk(classes.resolve("io"))) {
      return files
          .filter(file -> Files.isRegularFile(file) && !file.toString().endsWith(".class"))
          .map(file -> classes.relativize(file).toString().replace('\\', '/'))
          .toList();
    }
  }

  private static List<String> ofDatafaker(Predicate<String> wanted) throws Exception {
    Path jar = Path.of(Faker.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.stream().map(entry -> entry.getName()).filter(wanted).toList();
    }
  }

  @Test
  void everyResourceOfThisModuleIsIncluded() throws Exception {
    assertThat(own()).hasSizeGreaterThan(2).allMatch(NativeResourcesTest::included);
  }

  @Test
  void theWordsOfEveryLocaleAreIncluded() throws Exception {
    List<String> words =
        ofDatafaker(name -> name.matches("[A-Za-z]{2,3}([-_][A-Za-z0-9]{1,8}){0,3}\\.yml"));
    assertThat(words).hasSizeGreaterThan(50).allMatch(NativeResourcesTest::included);
  }

  @Test
  void theEnglishWordsOfEveryGroupAreIncluded() throws Exception {
    List<String> groups = ofDatafaker(name -> name.startsWith("en/") && name.endsWith(".yml"));
    assertThat(groups).hasSizeGreaterThan(100).allMatch(NativeResourcesTest::included);
  }

  @Test
  void everyPatternIsOfSomethingThatThereIs() throws Exception {
    List<String> there =
        Stream.concat(own().stream(), ofDatafaker(name -> name.endsWith(".yml")).stream()).toList();
    assertThat(patterns())
        .allSatisfy(
            pattern -> assertThat(there).anyMatch(resource -> pattern.matcher(resource).matches()));
  }
}
