package io.understudy.scheduler.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Quantity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerTemplatesTest {
  private static final String BIG =
      WorkerTemplateTest.BOUNDED.replace(
          "restartPolicy", "nodeSelector: { pool: big }\n      restartPolicy");

  @TempDir Path directory;

  /** The default, and a class with eight workers at most. */
  static WorkerTemplates withBig() {
    return new WorkerTemplates(
        Map.of(
            "",
            WorkerTemplate.parse("job.yaml", WorkerTemplateTest.YAML),
            "big",
            WorkerTemplate.parse("job-big.yaml", BIG)));
  }

  @Test
  void classesAreInFilesBesideTheDefault() throws IOException {
    Path file = Files.writeString(directory.resolve("job.yaml"), WorkerTemplateTest.YAML);
    Files.writeString(directory.resolve("job-big.yaml"), BIG);
    Files.writeString(directory.resolve("other.yaml"), "no Job");
    WorkerTemplates templates = WorkerTemplates.read(file);
    assertThat(templates).isEqualTo(withBig());
    assertThat(templates.mostWorkers()).isEqualTo(Map.of("big", 8));
    assertThat(templates.revision()).isEqualTo(7);
    assertThat(templates.instance()).isEqualTo("blue");
    assertThat(templates.classes().most())
        .isEqualTo(
            Map.of(
                "",
                Map.of(),
                "big",
                Map.of("cpu", new Quantity("2"), "memory", new Quantity("8Gi"))));
  }

  @Test
  void aClassThatIsNoJobIsRefusedWithItsFile() throws IOException {
    Path file = Files.writeString(directory.resolve("job.yaml"), WorkerTemplateTest.YAML);
    Files.writeString(directory.resolve("job-big.yaml"), "kind: Pod");
    assertThatThrownBy(() -> WorkerTemplates.read(file))
        .hasMessageContaining("job-big.yaml is not a Kubernetes Job");
  }
}
