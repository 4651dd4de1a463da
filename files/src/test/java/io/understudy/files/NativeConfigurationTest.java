package io.understudy.files;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.parquet.column.values.bitpacking.BytePacker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xerial.snappy.Snappy;
import org.yaml.snakeyaml.Yaml;

/**
 * What a native binary is told about the libraries of this module fits those that are on the class
 * path: a class or member that is not there is passed over in silence when the binary is built, and
 * missed when it runs.
 */
class NativeConfigurationTest {
  private static final String FOLDER = "/META-INF/native-image/io.understudy/understudy-files/";

  private record Entry(
      Class<?> type, List<Map<String, Object>> fields, List<Map<String, Object>> methods) {}

  @SuppressWarnings("unchecked")
  private static List<Entry> entries(String file) throws Exception {
    List<Entry> entries = new ArrayList<>();
    try (InputStream in = NativeConfigurationTest.class.getResourceAsStream(FOLDER + file)) {
      List<Map<String, Object>> config = new Yaml().load(in);
      for (Map<String, Object> entry : config) {
        entries.add(
            new Entry(
                Class.forName((String) entry.get("name"), false, Zstd.class.getClassLoader()),
                (List<Map<String, Object>>) entry.getOrDefault("fields", List.of()),
                (List<Map<String, Object>>) entry.getOrDefault("methods", List.of())));
      }
    }
    return entries;
  }

  private static List<String> names(Class<?> inJar) throws Exception {
    Path jar = Path.of(inJar.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.stream().map(entry -> entry.getName()).toList();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"reflect-config.json", "jni-config.json"})
  void everyClassFieldAndMethodIsThere(String file) throws Exception {
    for (Entry entry : entries(file)) {
      for (Map<String, Object> field : entry.fields()) {
        entry.type().getDeclaredField((String) field.get("name"));
      }
      for (Map<String, Object> method : entry.methods()) {
        assertThat(method.get("parameterTypes")).isEqualTo(List.of("int"));
        entry.type().getDeclaredMethod((String) method.get("name"), int.class);
      }
    }
  }

  @Test
  void everyPackerThatParquetLooksUpByNameIsRegistered() throws Exception {
    List<Class<?>> registered =
        entries("reflect-config.json").stream().<Class<?>>map(Entry::type).toList();
    List<Class<?>> packers = new ArrayList<>();
    for (String name : names(BytePacker.class)) {
      if (name.matches("org/apache/parquet/column/values/bitpacking/[A-Za-z]+\\.class")) {
        Class<?> type =
            Class.forName(name.replace('/', '.').substring(0, name.length() - 6), false, loader());
        for (Field field : type.getDeclaredFields()) {
          if (field.getName().equals("factory") && Modifier.isStatic(field.getModifiers())) {
            packers.add(type);
          }
        }
      }
    }
    assertThat(registered).containsExactlyInAnyOrderElementsOf(packers);
  }

  /** Its library stores what it made into fields of these. */
  @Test
  void everyClassOfZstdThatKeepsAPlaceInABufferOrAContextIsRegistered() throws Exception {
    List<Class<?>> registered =
        entries("jni-config.json").stream().<Class<?>>map(Entry::type).toList();
    List<Class<?>> kept = new ArrayList<>();
    for (String name : names(Zstd.class)) {
      // those for direct buffers, and for training dictionaries, are not used here
      if (name.matches("com/github/luben/zstd/[A-Za-z]+\\.class") && !name.contains("Buffer")) {
        Class<?> type =
            Class.forName(name.replace('/', '.').substring(0, name.length() - 6), false, loader());
        if (Stream.of(type.getDeclaredFields())
            .anyMatch(field -> List.of("nativePtr", "srcPos").contains(field.getName()))) {
          kept.add(type);
        }
      }
    }
    assertThat(registered).hasSizeGreaterThan(5).containsAll(kept);
  }

  @Test
  void everyResourcePatternIsOfSomethingThatThereIs() throws Exception {
    List<String> there = new ArrayList<>(names(Zstd.class));
    there.addAll(names(Snappy.class));
    for (Pattern pattern : patterns()) {
      assertThat(there).as(pattern.pattern()).anyMatch(name -> pattern.matcher(name).matches());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"amd64 x86_64", "aarch64 aarch64"})
  void theLibrariesForWhatWeRunOnAreIncluded(String names) throws Exception {
    String[] platform = names.split(" ");
    List<String> wanted =
        Stream.concat(
                names(Zstd.class).stream().filter(n -> n.startsWith("linux/" + platform[0] + "/")),
                names(Snappy.class).stream()
                    .filter(n -> n.endsWith("Linux/" + platform[1] + "/libsnappyjava.so")))
            .filter(name -> name.endsWith(".so"))
            .toList();
    List<Pattern> patterns = patterns();
    assertThat(wanted)
        .hasSize(2)
        .allMatch(name -> patterns.stream().anyMatch(p -> p.matcher(name).matches()));
  }

  @Test
  void whatIsInitialisedAtRunTimeIsThere() throws Exception {
    Properties properties = new Properties();
    try (InputStream in =
        NativeConfigurationTest.class.getResourceAsStream(FOLDER + "native-image.properties")) {
      properties.load(in);
    }
    String option = "--initialize-at-run-time=";
    String arguments = properties.getProperty("Args");
    assertThat(arguments).startsWith(option);
    List<String> all = new ArrayList<>();
    for (String jar : System.getProperty("java.class.path").split(java.io.File.pathSeparator)) {
      if (jar.endsWith(".jar")) {
        try (JarFile file = new JarFile(jar)) {
          file.stream().forEach(entry -> all.add(entry.getName()));
        }
      }
    }
    for (String name : arguments.substring(option.length()).split(",")) {
      String folder = name.replace('.', '/') + "/";
      assertThat(all.stream().anyMatch(each -> each.startsWith(folder)) || isOurs(folder))
          .as(name)
          .isTrue();
    }
  }

  private static boolean isOurs(String folder) throws Exception {
    Path classes =
        Path.of(FileRewriter.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    return java.nio.file.Files.isDirectory(classes.resolve(folder));
  }

  private static ClassLoader loader() {
    return NativeConfigurationTest.class.getClassLoader();
  }

  @SuppressWarnings("unchecked")
  private static List<Pattern> patterns() throws IOException {
    try (InputStream in =
        NativeConfigurationTest.class.getResourceAsStream(FOLDER + "resource-config.json")) {
      Map<String, Map<String, List<Map<String, String>>>> config = new Yaml().load(in);
      return config.get("resources").get("includes").stream()
          .map(include -> Pattern.compile(include.get("pattern")))
          .toList();
    }
  }
}
