package io.understudy.scheduler.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class WorkerTemplateTest {
  static final String YAML =
      """
      apiVersion: batch/v1
      kind: Job
      metadata:
        labels:
          app.kubernetes.io/instance: blue
          understudy.io/revision: "7"
      spec:
        backoffLimit: 1000000
        template:
          metadata:
            labels: { app.kubernetes.io/instance: blue }
          spec:
            restartPolicy: Never
            containers:
              - name: worker
                image: busybox:local
                env:
                  - { name: UNDERSTUDY_MODE, value: api }
                  - { name: OTHER, value: stays }
              - name: sidecar
                image: busybox:local
      """;

  @Test
  void theJobOfARunHasWhatTheTemplateHasAndTheRun() {
    WorkerTemplate template = WorkerTemplate.parse("job.yaml", YAML);
    Job job = template.of(42, 3, 8, null);
    assertThat(job.getMetadata().getName()).isEqualTo("blue-run-42-3");
    assertThat(job.getMetadata().getLabels())
        .containsEntry(WorkerTemplate.RUN, "42")
        .containsEntry(WorkerTemplate.REVISION, "7")
        .containsEntry("app.kubernetes.io/instance", "blue");
    assertThat(job.getSpec().getTemplate().getMetadata().getLabels())
        .containsEntry(WorkerTemplate.RUN, "42");
    assertThat(job.getSpec().getParallelism()).isEqualTo(8);
    assertThat(job.getSpec().getCompletions()).isNull();
    Container worker = job.getSpec().getTemplate().getSpec().getContainers().get(0);
    assertThat(worker.getEnv())
        .extracting(EnvVar::getName)
        .containsExactlyInAnyOrder(
            "OTHER", "UNDERSTUDY_MODE", "UNDERSTUDY_WORKER_RUN", "UNDERSTUDY_WORKER_OWNER");
    assertThat(job.getSpec().getTemplate().getSpec().getContainers().get(1).getEnv()).isEmpty();
    assertThat(template.job().getMetadata().getName()).isNull();
  }

  @Test
  void aReleaseThatLeavesTheWorkersAsTheyAreHasTheSameHash() {
    String next = YAML.replace("\"7\"", "\"8\"");
    assertThat(WorkerTemplate.parse("a", next).hash())
        .isEqualTo(WorkerTemplate.parse("b", YAML).hash());
    assertThat(WorkerTemplate.parse("a", YAML.replace(":local", ":next")).hash())
        .isNotEqualTo(WorkerTemplate.parse("b", YAML).hash());
  }

  @Test
  void whatIsNoWorkerJobIsRefusedWithFileAndRemedy() {
    assertThatThrownBy(() -> WorkerTemplate.parse("job.yaml", "kind: Pod\napiVersion: v1\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("job.yaml")
        .hasMessageContaining("batch/v1 Job");
    assertThatThrownBy(
            () -> WorkerTemplate.parse("job.yaml", YAML.replace("name: worker", "name: w")))
        .hasMessageContaining("has no container named \"worker\"");
    assertThatThrownBy(() -> WorkerTemplate.read(Path.of("/nowhere/job.yaml")))
        .hasMessageContaining("/nowhere/job.yaml cannot be read (NoSuchFileException)");
  }
}
