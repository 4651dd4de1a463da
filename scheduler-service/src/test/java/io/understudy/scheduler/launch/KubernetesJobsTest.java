package io.understudy.scheduler.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.understudy.scheduler.launch.Launcher.Demand;
import io.understudy.scheduler.pipeline.Workers;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Against the API of a server in this process; pods are the test's, as nothing makes any there. */
@Timeout(120)
class KubernetesJobsTest {
  private static final String SPACE = "masking";

  private final ApplyingApi api = new ApplyingApi();
  private final KubernetesClient client = api.start();
  private final List<String> lost = new CopyOnWriteArrayList<>();
  private final List<KubernetesJobs> launchers = new ArrayList<>();

  @AfterEach
  void stop() {
    launchers.forEach(KubernetesJobs::stop);
    client.close();
    api.stop();
  }

  private KubernetesJobs launcher(String template) {
    return launcher(WorkerTemplates.of(WorkerTemplate.parse("job.yaml", template)));
  }

  private KubernetesJobs launcher(WorkerTemplates templates) {
    return launcher(() -> templates);
  }

  private KubernetesJobs launcher(Supplier<WorkerTemplates> templates) {
    KubernetesJobs launcher =
        new KubernetesJobs(
            client,
            templates,
            new KubernetesJobs.Settings(SPACE, 50, null, Duration.ZERO, 100),
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

  private void installed(String template) {
    ConfigMap map =
        new ConfigMapBuilder()
            .withNewMetadata()
            .withName("blue-worker")
            .endMetadata()
            .addToData(WorkerTemplates.DEFAULT, template)
            .build();
    client.configMaps().inNamespace(SPACE).resource(map).createOr(existing -> existing.update());
  }

  @Test
  void allSchedulersFollowAnUpgradeAndARollback() throws InterruptedException {
    installed(WorkerTemplateTest.YAML);
    List<KubernetesJobs> both = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      both.add(launcher(new LiveTemplates(client, SPACE, "blue-worker").start()));
    }
    both.forEach(launcher -> launcher.keep(List.of(new Demand(1, 8))));
    await(() -> parallelism("blue-run-1-1") == 8);
    installed(WorkerTemplateTest.YAML.replace(":local", ":next"));
    await(() -> parallelism("blue-run-1-2") == 8 && parallelism("blue-run-1-1") == 0);
    installed("kind: Nonsense");
    installed(WorkerTemplateTest.YAML);
    await(() -> parallelism("blue-run-1-3") == 8 && parallelism("blue-run-1-2") == 0);
    Thread.sleep(1500);
    assertThat(jobs()).as("they do not undo each other's work").hasSize(3);
    assertThat(
            jobs().stream()
                .map(job -> job.getMetadata().getLabels().get(WorkerTemplate.IMAGE))
                .toList())
        .containsExactlyInAnyOrder("local", "next", "local");
  }

  @Test
  void withoutTemplatesNothingStarts() {
    assertThatThrownBy(() -> new LiveTemplates(client, SPACE, "blue-worker"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "understudy.launcher.job-templates: there is no ConfigMap blue-worker in namespace"
                + " masking; it must hold the Kubernetes Job that workers run in, as job.yaml");
  }

  private static Demand big(long run, int workers, int weight) {
    return new Demand(
        run, workers, new Workers("big", weight, Map.of("memory", new Quantity("8Gi"))));
  }

  @Test
  void runsOfAWorkerClassHaveItsJobsWithinItsBound() throws InterruptedException {
    KubernetesJobs launcher = launcher(WorkerTemplatesTest.withBig());
    launcher.keep(List.of(big(1, 20, 1), big(2, 20, 3), new Demand(3, 20)));
    await(() -> jobs().size() == 3);
    assertThat(parallelism("blue-run-1-1")).isEqualTo(2);
    assertThat(parallelism("blue-run-2-1")).isEqualTo(6);
    assertThat(parallelism("blue-run-3-1")).isEqualTo(20);
    Job made = client.batch().v1().jobs().inNamespace(SPACE).withName("blue-run-1-1").get();
    assertThat(made.getMetadata().getLabels())
        .containsEntry(WorkerTemplate.CLASS, "big")
        .containsEntry(WorkerTemplate.IMAGE, "local");
    assertThat(made.getSpec().getTemplate().getSpec().getNodeSelector())
        .containsEntry("pool", "big");
  }

  @Test
  void aRunWhoseWorkerClassIsGoneStandsStillAndSaysSo() throws InterruptedException {
    KubernetesJobs before = launcher(WorkerTemplatesTest.withBig());
    before.keep(List.of(big(1, 4, 1)));
    await(() -> parallelism("blue-run-1-1") == 4);
    before.stop();
    KubernetesJobs launcher = launcher(WorkerTemplateTest.YAML);
    await(() -> launcher.keep(List.of(big(1, 4, 1))).containsKey(1L));
    assertThat(launcher.keep(List.of(big(1, 4, 1))).get(1L))
        .isEqualTo(
            "no workers: the installation has no worker class \"big\" any more; add it to the"
                + " chart's worker.classes again, or cancel the run");
    await(() -> parallelism("blue-run-1-1") == 0);
  }

  private void fail(String job, String reason) {
    client
        .batch()
        .v1()
        .jobs()
        .inNamespace(SPACE)
        .withName(job)
        .editStatus(
            known ->
                new JobBuilder(known)
                    .withNewStatus()
                    .addNewCondition()
                    .withType("Failed")
                    .withStatus("True")
                    .withReason(reason)
                    .endCondition()
                    .endStatus()
                    .build());
  }

  @Test
  void aRunThatTookLongerThanItMayIsStoppedAndGetsNoFurtherJob() throws InterruptedException {
    String limited =
        WorkerTemplateTest.YAML.replace(
            "spec:\n  back", "spec:\n  activeDeadlineSeconds: 60\n  back");
    KubernetesJobs launcher = launcher(limited);
    launcher.keep(List.of(new Demand(1, 4)));
    await(() -> jobs().size() == 1);
    fail("blue-run-1-1", "DeadlineExceeded");
    await(() -> launcher.stopped().containsKey(1L));
    assertThat(launcher.stopped().get(1L))
        .isEqualTo(
            "the run's workers were stopped after 60 s, the most that the chart's"
                + " worker.activeDeadlineSeconds allows; raise it, or retry the run, which goes on"
                + " with the files that are left");
    assertThat(jobs()).hasSize(1);
    launcher.keep(List.of(new Demand(1, 0)));
    await(() -> launcher.stopped().isEmpty());
  }

  @Test
  void aJobThatTheClusterGaveUpIsNotMadeAgainAtOnce() throws InterruptedException {
    KubernetesJobs launcher = launcher(WorkerTemplateTest.YAML);
    launcher.keep(List.of(new Demand(1, 4)));
    await(() -> jobs().size() == 1);
    fail("blue-run-1-1", "BackoffLimitExceeded");
    await(() -> launcher.keep(List.of(new Demand(1, 4))).containsKey(1L));
    assertThat(launcher.keep(List.of(new Demand(1, 4))).get(1L))
        .isEqualTo(
            "no workers: the cluster gave up Job blue-run-1-1 (BackoffLimitExceeded); the next one"
                + " comes in a moment");
    assertThat(jobs()).hasSize(1);
  }

  @Test
  void aJobThatIsRefusedStopsNoOtherRun() throws InterruptedException {
    api.refuse(
        "run-1-", 422, "{\"kind\":\"Status\",\"code\":422,\"message\":\"spec.x: Invalid value\"}");
    KubernetesJobs launcher = launcher(WorkerTemplateTest.YAML);
    List<Demand> both = List.of(new Demand(1, 4), new Demand(2, 4));
    launcher.keep(both);
    await(() -> parallelism("blue-run-2-1") == 4);
    await(() -> launcher.keep(both).containsKey(1L));
    assertThat(launcher.keep(both))
        .isEqualTo(
            Map.of(
                1L, "no workers: the cluster refuses the run's Job (422): spec.x: Invalid value"));
  }

  @Test
  void anApiThatHasTooMuchToDoIsLeftAlone() throws InterruptedException {
    api.refuse(
        "run-1-", 429, "{\"kind\":\"Status\",\"code\":429,\"details\":{\"retryAfterSeconds\":2}}");
    KubernetesJobs launcher = launcher(WorkerTemplateTest.YAML);
    List<Demand> demands = List.of(new Demand(1, 4));
    launcher.keep(demands);
    await(() -> launcher.keep(demands).containsKey(1L));
    assertThat(launcher.keep(demands).get(1L))
        .isEqualTo("the Kubernetes API has too much to do (429); workers that run go on");
    Thread.sleep(1200);
    assertThat(api.applied()).as("asked again before it wants to be").isEqualTo(1);
    api.accept("run-1-");
    await(() -> parallelism("blue-run-1-1") == 4);
    await(() -> launcher.keep(demands).isEmpty());
  }
}
