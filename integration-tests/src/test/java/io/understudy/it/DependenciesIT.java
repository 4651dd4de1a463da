package io.understudy.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page that lists what is in each service is what is in each service. */
class DependenciesIT {
  private static final Path PAGE =
      Installation.REPOSITORY.resolve("docs/reference/dependencies.md");

  private record Listed(String name, Pattern pattern, String in) {
    boolean isOf(String service) {
      return in.equals("all") || in.equals(service);
    }
  }

  private static List<Listed> listed() throws IOException {
    List<Listed> listed = new ArrayList<>();
    for (String line : Files.readAllLines(PAGE)) {
      String[] cells = line.split("\\|");
      if (line.startsWith("| `")) {
        for (String name : cells[1].replace("`", "").split(",")) {
          String regex = Pattern.quote(name.strip()).replace("*", "\\E.*\\Q");
          listed.add(new Listed(name.strip(), Pattern.compile(regex), cells[2].strip()));
        }
      }
    }
    return listed;
  }

  /** Without versions: {@code group.artifact}. */
  private static List<String> jars(String service) throws IOException {
    Path lib = Installation.REPOSITORY.resolve(service + "-service/target/quarkus-app/lib");
    try (Stream<Path> files = Files.walk(lib)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".jar"))
          .map(name -> name.replaceFirst("-\\d[\\w.-]*\\.jar$", ""))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"scheduler", "transform", "loader"})
  void everyJarIsListed(String service) throws IOException {
    List<Listed> listed = listed().stream().filter(each -> each.isOf(service)).toList();
    assertThat(jars(service))
        .hasSizeGreaterThan(100)
        .allMatch(jar -> listed.stream().anyMatch(each -> each.pattern().matcher(jar).matches()));
  }

  @Test
  void everyRowIsOfAJar() throws IOException {
    for (Listed each : listed()) {
      for (String service : List.of("scheduler", "transform", "loader")) {
        if (each.isOf(service)) {
          assertThat(jars(service))
              .as(each.name() + " in " + service)
              .anyMatch(jar -> each.pattern().matcher(jar).matches());
        }
      }
    }
  }
}
