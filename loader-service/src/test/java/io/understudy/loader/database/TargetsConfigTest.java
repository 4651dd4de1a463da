package io.understudy.loader.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.source.yaml.YamlConfigSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Targets as they are configured. */
class TargetsConfigTest {

  private static TargetsConfig environment(Map<String, String> variables) {
    return config(new SmallRyeConfigBuilder().withSources(new EnvConfigSource(variables, 300)));
  }

  private static TargetsConfig config(SmallRyeConfigBuilder builder) {
    SmallRyeConfig config =
        builder
            .withConverter(Duration.class, 100, new DurationConverter())
            .withMapping(TargetsConfig.class)
            .build();
    return config.getConfigMapping(TargetsConfig.class);
  }

  @Test
  void environmentVariablesNameATarget() {
    TargetsConfig config =
        environment(
            Map.of(
                "UNDERSTUDY_TARGETS__DEMO__JDBC_URL", "jdbc:postgresql://h/d",
                "UNDERSTUDY_TARGETS__DEMO__USERNAME", "u",
                "UNDERSTUDY_TARGETS__DEMO__PASSWORD", "p",
                "UNDERSTUDY_TARGETS__PERF__JDBC_URL", "jdbc:postgresql://h/e",
                "UNDERSTUDY_TARGETS__PERF__MAX_CONNECTIONS", "7"));
    assertThat(new Targets(config).names()).containsExactly("demo", "perf");
    assertThat(config.byName().get("demo").username()).contains("u");
    assertThat(config.byName().get("demo").password()).contains("p");
    assertThat(config.byName().get("perf").maxConnections()).isEqualTo(7);
    assertThat(config.byName().get("perf").schema()).isEmpty();
    assertThat(new Targets(config).get("perf").schema()).isEqualTo("public");
  }

  @Test
  void propertiesNameATargetWithAnyCharacters() {
    TargetsConfig config =
        config(
            new SmallRyeConfigBuilder()
                .withSources(
                    new PropertiesConfigSource(
                        Map.of("understudy.targets.\"Perf 2.x\".jdbc-url", "jdbc:postgresql://h/d"),
                        "test",
                        100)));
    assertThat(new Targets(config).get("Perf 2.x").toString()).isEqualTo("target \"Perf 2.x\"");
  }

  @Test
  void aFileNamesATargetAndTakesItsLoginFromTheEnvironment(@TempDir Path directory)
      throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("application.yaml"),
            """
            understudy:
              targets:
                Perf 2.x:
                  jdbc-url: jdbc:postgresql://h/d
                  password: ${TARGET_0_PASSWORD}
                  username: ${TARGET_0_USERNAME}
                  max-connections: 7
            """);
    TargetsConfig config =
        config(
            new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(
                    new YamlConfigSource(file.toUri().toURL()),
                    new EnvConfigSource(
                        Map.of("TARGET_0_PASSWORD", "p$s", "TARGET_0_USERNAME", "u"), 300)));
    TargetsConfig.Entry target = config.byName().get("Perf 2.x");
    assertThat(target.username()).contains("u");
    assertThat(target.password()).contains("p$s");
    assertThat(target.maxConnections()).isEqualTo(7);
  }

  @Test
  void withoutTargetsThereAreNone() {
    Targets targets = new Targets(environment(Map.of()));
    assertThat(targets.names()).isEmpty();
    assertThatThrownBy(() -> targets.get("absent"))
        .isInstanceOf(UnknownTargetException.class)
        .hasMessage(
            "target \"absent\" is not configured; set understudy.targets.\"absent\".jdbc-url for"
                + " the loader service, or name another target in the pipeline");
  }
}
