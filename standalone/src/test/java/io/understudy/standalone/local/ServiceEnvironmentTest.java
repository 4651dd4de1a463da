package io.understudy.standalone.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServiceEnvironmentTest {
  private final ServiceEnvironment environment =
      new ServiceEnvironment(
          Map.of(ServiceName.SCHEDULER, 1, ServiceName.TRANSFORM, 2, ServiceName.LOADER, 3),
          Map.of(ServiceName.SCHEDULER, 11, ServiceName.TRANSFORM, 12, ServiceName.LOADER, 13),
          Path.of("/keys"),
          new Database("jdbc:postgresql://127.0.0.1:5/jobs", "ju", "jp"),
          new Database("jdbc:postgresql://127.0.0.1:5/target", "tu", "tp"),
          new Storage("http://127.0.0.1:9", "us-east-1", "a", "s", "production", "masked"),
          List.of("java", "-Dx=a,b", "C:\\worker.jar"),
          4,
          Path.of("/logs"),
          Duration.ofSeconds(6));

  @Test
  void onlyTheLoaderIsToldOfTheTarget() {
    assertThat(environment.of(ServiceName.LOADER))
        .containsEntry(
            "UNDERSTUDY_TARGETS__TARGET__JDBC_URL", "jdbc:postgresql://127.0.0.1:5/target")
        .containsEntry("UNDERSTUDY_TARGETS__TARGET__USERNAME", "tu")
        .containsEntry("UNDERSTUDY_TARGETS__TARGET__PASSWORD", "tp")
        .doesNotContainKey("UNDERSTUDY_KEYS_DIRECTORY");
    assertThat(environment.of(ServiceName.SCHEDULER).toString()).doesNotContain("/target");
    assertThat(environment.of(ServiceName.TRANSFORM).toString()).doesNotContain("/target");
  }

  @Test
  void theSchedulerStartsWorkersWithTheirCommandKeysAndLogs() {
    assertThat(environment.of(ServiceName.SCHEDULER))
        .containsEntry("UNDERSTUDY_LAUNCHER_TYPE", "local")
        .containsEntry("UNDERSTUDY_LAUNCHER_COMMAND", "java,-Dx=a\\,b,C:\\\\worker.jar")
        .containsEntry("UNDERSTUDY_LAUNCHER_MAX_WORKERS", "4")
        .containsEntry("UNDERSTUDY_LAUNCHER_LOG_DIRECTORY", "/logs")
        .containsEntry("UNDERSTUDY_LAUNCHER_STOP_TIMEOUT", "6s")
        .containsEntry("UNDERSTUDY_KEYS_DIRECTORY", "/keys")
        .containsEntry("QUARKUS_HTTP_PORT", "1")
        .containsEntry("QUARKUS_MANAGEMENT_PORT", "11")
        .containsEntry("QUARKUS_REST_CLIENT_TRANSFORM_URL", "http://127.0.0.1:2")
        .containsEntry("QUARKUS_REST_CLIENT_LOADER_URL", "http://127.0.0.1:3");
  }

  @Test
  void everyServiceListensOnLoopbackAndIsReadyOnlyWithTheBucket() {
    for (ServiceName service : ServiceName.values()) {
      assertThat(environment.of(service))
          .containsEntry("QUARKUS_HTTP_HOST", "127.0.0.1")
          .containsEntry("QUARKUS_MANAGEMENT_HOST", "127.0.0.1")
          .containsEntry("UNDERSTUDY_HEALTH_BUCKET", "s3://production/");
    }
  }
}
