package io.understudy.scheduler.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.understudy.scheduler.launch.Launcher.Demand;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Against the API of a server in this process; pods are the test's, as nothing makes any there. */
@Timeout(120)
@EnableKubernetesMockClient(crud = true)
class KubernetesJobsTest {
  private static final String SPACE = "masking";

  KubernetesMockServer server;
  KubernetesClient client;

  private final List<String> lost = new CopyOnWriteArrayList<>();
  private final List<KubernetesJobs> launchers = new ArrayList<>();

  @AfterEach
  void stop() {
    launchers.forEach(KubernetesJobs::stop);
  }

  private KubernetesJobs launcher(String template) {
    KubernetesJobs launcher =
        new KubernetesJobs(
            client,
            WorkerTemplate.parse("job.yaml", template),
            new KubernetesJobs.Settings(SPACE, 50, null, Duration.ZERO),
            Clock.systemUTC(),
            lost::add);
    launchers.add(launcher.start());
    return launcher;
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    while (!condition.getAsBoolean()) {
      Thread.sleep(20);
    }
  }

  private List<Job> jobs() {
    return client.batch().v1().jobs().inNamespace(SPACE).list().getItems();
  }

  private int parallelism(String name) {
    Job job = client.batch().v1().jobs().inNamespace(SPACE).withName(name).get();
    return job == null ? -1 : job.getSpec().getParallelism();
  }

  private void pod(String name, String job, String phase) {
    Pod pod =
        new PodBuilder()
            .withNewMetadata()
            .withName(name)
            .addToLabels("job-name", job)
            .addToLabels(WorkerTemplate.RUN, "1")
            .addToLabels("app.kubernetes.io/instance", "blue")
            .endMetadata()
            .withNewStatus()
            .withPhase(phase)
            .endStatus()
            .build();
    client.pods().inNamespace(SPACE).resource(pod).createOr(existing -> existing.update());
  }

  @Test
  void aRunHasOneJobWithItsShare() throws InterruptedException {
    launcher(WorkerTemplateTest.YAML).keep(List.of(new Demand(1, 8), new Demand(2, 60)));
    await(() -> jobs().size() == 2);
    assertThat(parallelism("blue-run-1-1")).isEqualTo(8);
    assertThat(parallelism("blue-run-2-1")).isEqualTo(42);
  }

  @Test
  void theJobOfARunThatHasEndedGoes() throws InterruptedException {
    KubernetesJobs launcher = launcher(WorkerTemplateTest.YAML);
    launcher.keep(List.of(new Demand(1, 8)));
    await(() -> jobs().size() == 1);
    launcher.keep(List.of());
    await(() -> jobs().isEmpty());
  }

  @Test
  void workersWithoutWorkEndByThemselves() throws InterruptedException {
    KubernetesJobs launcher = launcher(WorkerTemplateTest.YAML);
    launcher.keep(List.of(new Demand(1, 8)));
    await(() -> jobs().size() == 1);
    launcher.keep(List.of(new Demand(1, 2), new Demand(2, 1)));
    await(() -> jobs().size() == 2);
    assertThat(parallelism("blue-run-1-1")).isEqualTo(8);
  }

  @Test
  void podsThatCannotStartLowerTheRunAndItsStatusSaysWhy() throws InterruptedException {
    KubernetesJobs launcher = launcher(WorkerTemplateTest.YAML);
    List<Demand> demands = List.of(new Demand(1, 50));
    launcher.keep(demands);
    await(() -> jobs().size() == 1);
    pod("a", "blue-run-1-1", "Running");
    pod("b", "blue-run-1-1", "Running");
    pod("c", "blue-run-1-1", "Pending");
    client
        .pods()
        .inNamespace(SPACE)
        .withName("c")
        .editStatus(
            pod ->
                new PodBuilder(pod)
                    .editStatus()
                    .addNewContainerStatus()
                    .withNewState()
                    .withNewWaiting("", "ImagePullBackOff")
                    .endState()
                    .endContainerStatus()
                    .endStatus()
                    .build());
    await(() -> parallelism("blue-run-1-1") == 2);
    await(() -> launcher.keep(demands).containsKey(1L));
    assertThat(launcher.keep(demands).get(1L))
        .isEqualTo(
            "48 of 50 workers wait: the worker image cannot be pulled; check image, tag and"
                + " imagePullSecrets; running on 2");
  }

  @Test
  void theJobsOfAPodThatDiesAreTakenBackAtOnce() throws InterruptedException {
    launcher(WorkerTemplateTest.YAML).keep(List.of(new Demand(1, 8)));
    await(() -> jobs().size() == 1);
    pod("a", "blue-run-1-1", "Running");
    pod("b", "blue-run-1-1", "Running");
    client.pods().inNamespace(SPACE).withName("a").delete();
    pod("b", "blue-run-1-1", "Failed");
    await(() -> lost.contains("a") && lost.contains("b"));
  }

  @Test
  void aNewReleaseWindsDownTheJobsOfTheOldOne() throws InterruptedException {
    launcher(WorkerTemplateTest.YAML).keep(List.of(new Demand(1, 8)));
    await(() -> jobs().size() == 1);
    String next = WorkerTemplateTest.YAML.replace("\"7\"", "\"8\"").replace(":local", ":next");
    launcher(next).keep(List.of(new Demand(1, 8)));
    await(() -> parallelism("blue-run-1-2") == 8 && parallelism("blue-run-1-1") == 0);
    launchers.get(0).keep(List.of(new Demand(1, 8), new Demand(2, 1)));
    Thread.sleep(1500);
    assertThat(jobs()).as("the old release leaves everything to the new one").hasSize(2);
  }
}
