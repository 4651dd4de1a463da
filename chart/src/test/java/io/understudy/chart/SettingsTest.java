package io.understudy.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the chart tells the services is what they listen to. */
class SettingsTest {
  private static final Path REPOSITORY = Path.of(Chart.property("understudy.repository"));
  private static final Pattern SETTING = Pattern.compile("`(\\.?[a-z][-a-z0-9.\"A-Z]*)`");

  @Test
  void everyVariableIsASettingOfTheReference() throws IOException {
    Set<String> known = new TreeSet<>();
    for (String line : Files.readAllLines(REPOSITORY.resolve("docs/reference/services.md"))) {
      if (line.startsWith("| `understudy.")) {
        String cell = line.substring(0, line.indexOf(" |", 1));
        String group = "";
        for (MatchResult setting : SETTING.matcher(cell).results().toList()) {
          String name = setting.group(1);
          String full = name.startsWith(".") ? group + name : name;
          group = name.startsWith(".") ? group : name.substring(0, name.lastIndexOf('.'));
          known.add(variable(full));
        }
      }
    }
    Set<String> told = new TreeSet<>();
    for (JsonNode pod : Chart.render(Samples.everything()).pods().values()) {
      for (JsonNode entry : pod.at("/spec/containers/0/env")) {
        if (entry.path("name").asText().startsWith("UNDERSTUDY_")) {
          told.add(entry.path("name").asText());
        }
      }
    }
    assertThat(told).isNotEmpty().isSubsetOf(known);
  }

  private static String variable(String setting) {
    return setting.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
  }

  @ParameterizedTest
  @CsvSource({"quarkus.http.port=, 0", "quarkus.management.port=, 1"})
  void portsAreTheServicesOwn(String setting, int index) throws IOException {
    for (String component : Set.of("scheduler", "transform", "loader")) {
      Path properties =
          REPOSITORY.resolve(component + "-service/src/main/resources/application.properties");
      String line =
          Files.readAllLines(properties).stream()
              .filter(each -> each.startsWith(setting))
              .findFirst()
              .orElseThrow();
      String port = line.substring(line.indexOf('=') + 1);
      assertThat(
              Chart.render().container(component).at("/ports/" + index + "/containerPort").asText())
          .isEqualTo(port);
    }
  }
}
