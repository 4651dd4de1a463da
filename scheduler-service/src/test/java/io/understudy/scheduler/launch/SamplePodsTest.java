package io.understudy.scheduler.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.EventListBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.understudy.scheduler.launch.SampleWorkers.Trouble;
import io.understudy.scheduler.launch.SampleWorkers.View;
import io.understudy.scheduler.pipeline.Workers;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Against the API of a server in this process; pods and events are the test's. */
@Timeout(60)
@EnableKubernetesMockClient(crud = true)
class SamplePodsTest {
  private static final String SPACE = "masking";
  private static final Duration LIMIT = Duration.ofMinutes(3);

  KubernetesMockServer server;
  KubernetesClient client;

  private SamplePods pods(Duration patience) {
    return new SamplePods(
        client,
        () -> WorkerTemplates.of(WorkerTemplate.parse("job.yaml", WorkerTemplateTest.YAML)),
        new KubernetesJobs.Settings(SPACE, 50, null, patience, 20),
        Clock.systemUTC());
  }

  private void pod(String name, String phase) {
    pod(new PodBuilder().withNewStatus().withPhase(phase).endStatus().build(), name);
  }

  private void pod(Pod pod, String name) {
    Pod made =
        new PodBuilder(pod)
            .withNewMetadata()
            .withName(name)
            .addToLabels("job-name", "blue-preflight-7")
            .addToLabels(SampleJob.PREFLIGHT, "7")
            .endMetadata()
            .build();
    client.pods().inNamespace(SPACE).resource(made).create();
  }

  private void warning(String about, String reason, String message) {
    Event event =
        new EventBuilder()
            .withNewMetadata()
            .withName(about + ".1")
            .endMetadata()
            .withNewInvolvedObject()
            .withName(about)
            .endInvolvedObject()
            .withType("Warning")
            .withReason(reason)
            .withMessage(message)
            .build();
    server // its own store does not know this selector
        .expect()
        .get()
        .withPath("/api/v1/namespaces/masking/events?fieldSelector=involvedObject.name%3D" + about)
        .andReturn(200, new EventListBuilder().withItems(event).build())
        .always();
  }

  @Test
  void theJobIsThatOfWorkersButOfNoRun() {
    SamplePods pods = pods(Duration.ZERO);
    assertThat(pods.start(7, 3, Workers.DEFAULT, LIMIT)).isEmpty();
    assertThat(pods.start(7, 3, Workers.DEFAULT, LIMIT)).isEmpty();
    Job job = client.batch().v1().jobs().inNamespace(SPACE).withName("blue-preflight-7").get();
    assertThat(job.getMetadata().getLabels())
        .containsEntry(SampleJob.PREFLIGHT, "7")
        .containsEntry("app.kubernetes.io/instance", "blue")
        .doesNotContainKey(WorkerTemplate.RUN);
    assertThat(job.getSpec().getTemplate().getMetadata().getLabels())
        .containsEntry(SampleJob.PREFLIGHT, "7")
        .doesNotContainKey(WorkerTemplate.RUN);
    assertThat(job.getSpec().getParallelism()).isEqualTo(3);
    assertThat(job.getSpec().getCompletions()).isNull();
    assertThat(job.getSpec().getBackoffLimit()).isZero();
    assertThat(job.getSpec().getActiveDeadlineSeconds()).isEqualTo(180);
    assertThat(job.getSpec().getTemplate().getSpec().getContainers().get(0).getEnv())
        .extracting(EnvVar::getName)
        .containsExactlyInAnyOrder(
            "OTHER",
            "UNDERSTUDY_WORKER_OWNER",
            "UNDERSTUDY_MODE",
            "UNDERSTUDY_PREFLIGHT_ID",
            "UNDERSTUDY_PREFLIGHT_LAST_WORDS");
    assertThat(job.getSpec().getTemplate().getSpec().getContainers().get(0).getEnv())
        .contains(new EnvVar("UNDERSTUDY_MODE", "preflight", null))
        .contains(new EnvVar("UNDERSTUDY_PREFLIGHT_ID", "7", null))
        .contains(new EnvVar("OTHER", "stays", null));
    pods.end(7);
    assertThat(client.batch().v1().jobs().inNamespace(SPACE).list().getItems()).isEmpty();
  }

  @Test
  void podsMayTakeTheirTime() {
    SamplePods pods = pods(Duration.ofMinutes(1));
    pods.start(7, 3, Workers.DEFAULT, LIMIT);
    pod("a", "Running");
    pod("b", "Pending");
    assertThat(pods.look(7, 3)).isEqualTo(new View(1, 2, 0, null, null));
  }

  @Test
  void aQuotaKeepsSomeFromRunning() throws InterruptedException {
    SamplePods pods = pods(Duration.ZERO);
    pods.start(7, 3, Workers.DEFAULT, LIMIT);
    pod("a", "Running");
    warning(
        "blue-preflight-7",
        "FailedCreate",
        "pods \"x\" is forbidden: exceeded quota: few, requested: pods=1, used: pods=3");
    Thread.sleep(2);
    assertThat(pods.look(7, 3))
        .isEqualTo(
            new View(
                1,
                0,
                2,
                new Trouble(
                    "the namespace's ResourceQuota is used up (few)",
                    "raise the ResourceQuota, lower worker.resources, or run fewer workers"
                        + " (worker.maxConcurrent, parallelism:)",
                    false),
                null));
  }

  @Test
  void aSecretThatIsNotThereIsNamed() throws InterruptedException {
    SamplePods pods = pods(Duration.ZERO);
    pods.start(7, 1, Workers.DEFAULT, LIMIT);
    pod("a", "Pending");
    warning(
        "a",
        "FailedMount",
        "MountVolume.SetUp failed for volume \"keys\" : secret \"understudy-keys\" not found");
    Thread.sleep(2);
    assertThat(pods.look(7, 1).trouble())
        .isEqualTo(
            new Trouble(
                "a Secret, ConfigMap or volume that the worker names is not there (secret"
                    + " \"understudy-keys\" not found)",
                "create the Secret in the namespace masking (docs/how-to/install-kubernetes.md says"
                    + " what goes in), or correct the value that names it",
                false));
  }

  @Test
  void anImageThatCannotBePulledIsToldAsSuch() throws InterruptedException {
    SamplePods pods = pods(Duration.ZERO);
    pods.start(7, 1, Workers.DEFAULT, LIMIT);
    pod(
        new PodBuilder()
            .withNewStatus()
            .withPhase("Pending")
            .withContainerStatuses(
                new ContainerStatusBuilder()
                    .withName("worker")
                    .withNewState()
                    .withNewWaiting()
                    .withReason("ImagePullBackOff")
                    .endWaiting()
                    .endState()
                    .build())
            .endStatus()
            .build(),
        "a");
    Thread.sleep(2);
    Trouble trouble = pods.look(7, 1).trouble();
    assertThat(trouble.image()).isTrue();
    assertThat(trouble.remedy())
        .isEqualTo(
            "correct worker.image and image.registry, name the registry's login in"
                + " imagePullSecrets, or push the image");
  }

  @Test
  void aPodThatDiedHasLastWords() {
    SamplePods pods = pods(Duration.ZERO);
    pods.start(7, 1, Workers.DEFAULT, LIMIT);
    pod(
        new PodBuilder()
            .withNewStatus()
            .withPhase("Failed")
            .withContainerStatuses(
                new ContainerStatusBuilder()
                    .withName("worker")
                    .withNewState()
                    .withNewTerminated()
                    .withExitCode(1)
                    .withMessage("the job table does not answer; start it")
                    .endTerminated()
                    .endState()
                    .build())
            .endStatus()
            .build(),
        "a");
    assertThat(pods.look(7, 1).died())
        .isEqualTo(
            new Trouble(
                "the worker's pod a ended with exit code 1: the job table does not answer",
                "start it",
                false));
  }
}
