package io.understudy.chart;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The chart as the build made it. What it renders is kept, because many tests look at the same.
 * Helm's library leaves hooks out of what it renders, so the copy that is rendered here has the
 * test pod as an ordinary object. It asks a cluster for what is there already, so in the copy the
 * data of a Secret NAME that is there is the value {@code global.NAME}.
 */
final class Chart {
  /** The oldest Kubernetes that the chart says it can, one in between, and a current one. */
  static final List<String> KUBERNETES = List.of("v1.20.0", "v1.25.0", "v1.34.0");

  static final String CURRENT = "v1.34.0";

  /** All that an install needs. */
  static final String LEAST =
      """
      database: {url: "jdbc:postgresql://db.example.com:5432/understudy"}
      buckets: {source: "s3://prod-exports/shop/", sink: "s3://masked/shop/"}
      keys: {secret: {name: understudy-keys}}
      """;

  private static final Path BUILT = Path.of(property("understudy.chart"));
  private static final Path RENDERED = withoutHooks();
  private static final Map<List<String>, Manifests> KNOWN = new ConcurrentHashMap<>();

  private Chart() {}

  static String property(String name) {
    String value = System.getProperty(name);
    if (value == null) {
      throw new IllegalStateException("system property " + name + ": set by the build");
    }
    return value;
  }

  static Path built() {
    return BUILT;
  }

  static LintResult lint() {
    return new Helm(BUILT).lint().strict().call();
  }

  /** What {@link #LEAST} and then these values install on a current Kubernetes. */
  static Manifests render(String... values) {
    return renderOn(CURRENT, values);
  }

  /** The same on another Kubernetes. */
  static Manifests renderOn(String kubernetes, String... values) {
    List<String> key = Stream.concat(Stream.of(kubernetes, LEAST), Stream.of(values)).toList();
    return KNOWN.computeIfAbsent(
        key, ignored -> Manifests.parse(text(kubernetes, key.subList(1, key.size()))));
  }

  /**
   * What these values alone install.
   *
   * @throws RuntimeException with Helm's message if it refuses
   */
  static String text(String kubernetes, List<String> values) {
    TemplateCommand command =
        new Helm(RENDERED)
            .template()
            .withName("understudy")
            .withNamespace("masking")
            .withKubeVersion(kubernetes);
    try {
      Path directory = Files.createTempDirectory("values");
      for (int index = 0; index < values.size(); index++) {
        Path file = Files.writeString(directory.resolve(index + ".yaml"), values.get(index));
        command.withValuesFile(file);
      }
      String manifests = command.call();
      delete(directory);
      return manifests;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path withoutHooks() {
    try {
      Path copy = Files.createTempDirectory("chart");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(copy)));
      for (Path file : files(BUILT)) {
        Path target = copy.resolve(BUILT.relativize(file).toString());
        Files.createDirectories(target.getParent());
        String text = Files.readString(file);
        Files.writeString(
            target,
            text.replaceAll("(?m)^ *helm\\.sh/hook.*\\R", "")
                .replaceAll(
                    "\\(lookup \"v1\" \"Secret\" \\S+ \\$name\\)\\.data",
                    "get (.Values.global | default dict) \\$name"));
      }
      return copy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  private static void delete(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      files.sorted((one, other) -> other.compareTo(one)).forEach(path -> path.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
