package io.understudy.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What the scheduler's preflight asks the cluster about is what the chart's Role grants. */
class RightsTest {
  private static final Path USED =
      Path.of(Chart.property("understudy.repository"))
          .resolve("scheduler-service/src/main/resources/kubernetes-rights.yaml");

  private static Set<String> rights(JsonNode rules) {
    Set<String> rights = new TreeSet<>();
    for (JsonNode rule : rules) {
      for (JsonNode verb : rule.path("verbs")) {
        rights.add(
            verb.asText()
                + " "
                + rule.at("/apiGroups/0").asText()
                + "/"
                + rule.at("/resources/0").asText()
                + (rule.has("resourceNames") ? " of one name" : ""));
      }
    }
    return rights;
  }

  @Test
  void theRoleHasEveryVerbThatIsUsed() throws IOException {
    JsonNode role = Chart.render().object("Role/understudy-scheduler").path("rules");
    assertThat(rights(role))
        .containsAll(rights(Manifests.YAML.readTree(USED.toFile()).path("rules")));
  }
}
