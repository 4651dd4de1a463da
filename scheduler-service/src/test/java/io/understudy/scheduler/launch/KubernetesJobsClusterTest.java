package io.understudy.scheduler.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.understudy.scheduler.launch.Launcher.Demand;
import java.io.File;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** On a real cluster whose kubeconfig the variable names; pods sleep in the place of workers. */
@Timeout(300)
@EnabledIfEnvironmentVariable(named = "UNDERSTUDY_TEST_KUBECONFIG", matches = ".+")
class KubernetesJobsClusterTest {
  static final String TEMPLATE =
      WorkerTemplateTest.YAML
          .replace(
              "image: busybox:local\n          env",
              "image: busybox:local\n          imagePullPolicy: Never\n"
                  + "          command: [sh, -c, \"trap 'exit 143' TERM; sleep 600 & wait\"]\n"
                  + "          env")
          .replaceAll("      - name: sidecar\\n.*\\n", "");
  private static final int ASKED = 12;

  private final String space = "launch-" + Long.toString(System.nanoTime(), 36);
  private final KubernetesClient client =
      new KubernetesClientBuilder()
          .withConfig(Config.fromKubeconfig(new File(System.getenv("UNDERSTUDY_TEST_KUBECONFIG"))))
          .build();
  private final List<String> lost = new CopyOnWriteArrayList<>();
  private KubernetesJobs launcher = launcher(1);

  private KubernetesJobs launcher(int patienceSeconds) {
    return new KubernetesJobs(
        client,
        () -> WorkerTemplates.of(WorkerTemplate.parse("job.yaml", TEMPLATE)),
        new KubernetesJobs.Settings(space, 100, null, Duration.ofSeconds(patienceSeconds), 20),
        Clock.systemUTC(),
        lost::add);
  }

  @BeforeEach
  void makeNamespace() throws InterruptedException {
    client
        .namespaces()
        .resource(new NamespaceBuilder().withNewMetadata().withName(space).endMetadata().build())
        .create();
    await(
        () ->
            client.serviceAccounts().inNamespace(space).withName("default").get() != null
                && !client.secrets().inNamespace(space).list().getItems().isEmpty());
  }

  @AfterEach
  void removeNamespace() {
    launcher.stop();
    client.namespaces().withName(space).delete();
    client.close();
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    while (!condition.getAsBoolean()) {
      Thread.sleep(100);
    }
  }

  private List<Pod> running() {
    return client.pods().inNamespace(space).list().getItems().stream()
        .filter(pod -> "Running".equals(pod.getStatus().getPhase()))
        .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
        .toList();
  }

  private String reason(List<Demand> demands) {
    return launcher.keep(demands).getOrDefault(1L, "");
  }

  @Test
  void underAQuotaTheRunGoesOnWithWhatFitsAndUpAgainWhenItIsLifted() throws InterruptedException {
    client
        .resourceQuotas()
        .inNamespace(space)
        .resource(
            new ResourceQuotaBuilder()
                .withNewMetadata()
                .withName("few")
                .endMetadata()
                .withNewSpec()
                .withHard(Map.of("pods", new Quantity("3")))
                .endSpec()
                .build())
        .create();
    List<Demand> demands = List.of(new Demand(1, ASKED));
    launcher.start().keep(demands);
    await(() -> running().size() == 3 && reason(demands).contains("running on 3"));
    assertThat(reason(demands))
        .isEqualTo(
            "9 of 12 workers wait: the namespace's ResourceQuota is used up (few); running on 3");
    client.resourceQuotas().inNamespace(space).withName("few").delete();
    await(() -> running().size() == ASKED && reason(demands).isEmpty());
  }

  @Test
  void aPodThatIsKilledIsReportedAndReplaced() throws InterruptedException {
    List<Demand> demands = List.of(new Demand(1, 2));
    launcher.start().keep(demands);
    await(() -> running().size() == 2);
    String victim = running().get(0).getMetadata().getName();
    client.pods().inNamespace(space).withName(victim).withGracePeriod(0).delete();
    await(() -> lost.contains(victim));
    await(() -> running().size() == 2);
    launcher.keep(List.of());
    await(() -> client.batch().v1().jobs().inNamespace(space).list().getItems().isEmpty());
    await(() -> running().isEmpty());
  }
}
