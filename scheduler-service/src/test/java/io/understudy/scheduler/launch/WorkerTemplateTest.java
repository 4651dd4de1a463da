package io.understudy.scheduler.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.understudy.scheduler.launch.Launcher.Demand;
import io.understudy.scheduler.pipeline.Workers;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkerTemplateTest {
  static final String YAML =
      """
      apiVersion: batch/v1
      kind: Job
      metadata:
        labels:
          app.kubernetes.io/instance: blue
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

  static final String BOUNDED =
      YAML.replace(
          "metadata:\n  labels",
          """
          metadata:
            annotations:
              understudy.io/max-workers: "8"
              understudy.io/max-cpu: "2"
              understudy.io/max-memory: "8Gi"
            labels""");

  @Test
  void theJobOfARunHasWhatTheTemplateHasAndTheRun() {
    WorkerTemplate template = WorkerTemplate.parse("job.yaml", YAML);
    Job job = template.of(new Demand(42, 8), 3, 8, null);
    assertThat(job.getMetadata().getName()).isEqualTo("blue-run-42-3");
    assertThat(job.getMetadata().getLabels())
        .containsEntry(WorkerTemplate.RUN, "42")
        .containsEntry(WorkerTemplate.IMAGE, "local")
        .doesNotContainKey(WorkerTemplate.CLASS)
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
    assertThat(WorkerTemplate.parse("a", YAML.replace(":local", ":next")).hash())
        .isNotEqualTo(WorkerTemplate.parse("b", YAML).hash());
    assertThat(WorkerTemplate.parse("a", BOUNDED.replace("8Gi", "9Gi")).hash())
        .as("bounds are no part of the workers")
        .isEqualTo(WorkerTemplate.parse("b", BOUNDED).hash());
  }

  @Test
  void resourcesThatAPipelineAsksForAreAskedForAndLimitedWithinTheBounds() {
    WorkerTemplate template = WorkerTemplate.parse("job.yaml", BOUNDED);
    Workers asked =
        new Workers(
            "",
            1,
            Map.of(
                "cpu", new Quantity("1500m"),
                "memory", new Quantity("9Gi"),
                "ephemeral-storage", new Quantity("1Gi")));
    Job job = template.of(new Demand(42, 8, asked), 3, 8, null);
    ResourceRequirements resources =
        job.getSpec().getTemplate().getSpec().getContainers().get(0).getResources();
    assertThat(resources.getRequests())
        .isEqualTo(Map.of("cpu", new Quantity("1500m"), "memory", new Quantity("8Gi")));
    assertThat(resources.getLimits()).isEqualTo(resources.getRequests());
    assertThat(job.getMetadata().getAnnotations()).doesNotContainKey("understudy.io/max-memory");
    assertThat(template.maxWorkers()).hasValue(8);
  }

  @ParameterizedTest
  @CsvSource({
    "understudy/transform:1.2.3, 1.2.3",
    "registry:5000/understudy/transform, latest",
    "registry:5000/understudy/transform:1.2.3_eu, 1.2.3_eu",
    "r/t@sha256:0123456789abcdef0123456789abcdef, 0123456789ab",
    "r/t:1@sha256:0123456789abcdef0123456789abcdef, 0123456789ab",
    "r/t:v1-, v1",
    "r/t:aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffff1234567890, aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffff123"
  })
  void theImageIsALabel(String image, String label) {
    assertThat(WorkerTemplate.imageLabel(image)).isEqualTo(label);
  }

  @Test
  void boundsThatAreNoneAreRefused() {
    assertThatThrownBy(() -> WorkerTemplate.parse("job.yaml", BOUNDED.replace("8Gi", "much")))
        .hasMessage(
            "understudy.launcher.job-templates: job.yaml has an annotation understudy.io/max-memory"
                + " that is no amount such as 2 or 8Gi; expected a batch/v1 Job with a container"
                + " named \"worker\"");
    assertThatThrownBy(
            () ->
                WorkerTemplate.parse("job.yaml", BOUNDED.replace("workers: \"8\"", "workers: few")))
        .hasMessageContaining("has an annotation understudy.io/max-workers that is no number");
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
  }
}
