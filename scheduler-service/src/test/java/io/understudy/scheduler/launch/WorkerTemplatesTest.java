package io.understudy.scheduler.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorkerTemplatesTest {
  private static final String BIG =
      WorkerTemplateTest.BOUNDED.replace(
          "restartPolicy", "nodeSelector: { pool: big }\n      restartPolicy");

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
  void classesAreEntriesBesideTheDefault() {
    WorkerTemplates templates =
        WorkerTemplates.parse(
            Map.of(
                "job.yaml", WorkerTemplateTest.YAML, "job-big.yaml", BIG, "other.yaml", "no Job"));
    assertThat(templates).isEqualTo(withBig());
    assertThat(templates.mostWorkers()).isEqualTo(Map.of("big", 8));
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
  void aClassThatIsNoJobIsRefusedWithItsEntry() {
    Map<String, String> wrong =
        Map.of("job.yaml", WorkerTemplateTest.YAML, "job-big.yaml", "kind: Pod");
    assertThatThrownBy(() -> WorkerTemplates.parse(wrong))
        .hasMessageContaining("job-big.yaml is not a Kubernetes Job");
  }

  @Test
  void withoutADefaultThereIsNone() {
    assertThatThrownBy(() -> WorkerTemplates.parse(Map.of("job-big.yaml", BIG)))
        .hasMessage(
            "understudy.launcher.job-templates: the ConfigMap has no entry job.yaml; it must hold"
                + " the Kubernetes Job that workers run in");
  }
}
