package io.understudy.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whole installations, word for word: a change of the chart shows in the review what it changes in
 * a cluster. After a wanted change, {@code -Dunderstudy.expected=write} writes the files anew.
 */
class ExpectedManifestsTest {
  private static final Path EXPECTED = Path.of("src/test/resources/expected");
  private static final boolean WRITE = "write".equals(System.getProperty("understudy.expected"));
  private static final String NO_DASHBOARD = "metrics: {dashboard: {enabled: false}}";

  @ParameterizedTest
  @CsvSource({
    "least-1.20, v1.20.2, false",
    "least-current, v1.34.0, false",
    "everything-1.20, v1.20.2, true",
    "everything-current, v1.34.0, true"
  })
  void anInstallationIsAsItWas(String name, String kubernetes, boolean everything)
      throws IOException {
    String values = everything ? Samples.everything() : "{}";
    String rendered = plain(Chart.text(kubernetes, List.of(Chart.LEAST, values, NO_DASHBOARD)));
    Path file = EXPECTED.resolve(name + ".yaml");
    if (WRITE) {
      Files.createDirectories(EXPECTED);
      Files.writeString(file, rendered);
    }
    assertThat(rendered)
        .as("%s; after a wanted change: ./mvnw test -pl chart -Dunderstudy.expected=write", file)
        .isEqualTo(Files.readString(file));
  }

  /** Without what changes with each version, or is made up anew. */
  private static String plain(String rendered) {
    return rendered
        .replace(Chart.property("understudy.version"), "VERSION")
        .replaceAll("(checksum/\\w+): [0-9a-f]{64}", "$1: CHECKSUM")
        .replaceAll("(?m)^(  tokens?): \\S+$", "$1: RANDOM");
  }
}
