package io.understudy.scheduler.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ClusterViewTest {
  private static final int PODS = 10_000;

  /** One go over all warnings for each warning took 10,000 times as long as reading them. */
  @Test
  @Timeout(20)
  void theEventsOfTenThousandPodsAreTakenInAtOnce() {
    List<String> lost = new ArrayList<>();
    try (KubernetesClient client =
            new KubernetesClientBuilder().withConfig(new ConfigBuilder().build()).build();
        ClusterView view = new ClusterView(client, "ns", null, Clock.systemUTC(), lost::add)) {
      long begin = System.nanoTime();
      for (int i = 0; i < PODS; i++) {
        view.podSeen(pod(i, "Pending"));
        view.warned(warning(i));
      }
      for (int i = 0; i < PODS / 2; i++) {
        view.podSeen(pod(i, "Running"));
        view.podSeen(pod(i, "Failed"));
      }
      long millis = (System.nanoTime() - begin) / 1_000_000;
      System.out.printf("%d pods, %d events: %d ms%n", PODS, 3 * PODS, millis);
      assertThat(lost).hasSize(PODS / 2);
      assertThat(view.warning("pod-1")).isEmpty();
      assertThat(view.warning("pod-" + (PODS - 1)).map(ClusterView.Warning::trouble))
          .contains(PodTrouble.UNSCHEDULABLE);
    }
  }

  private static Pod pod(int number, String phase) {
    return new PodBuilder()
        .withNewMetadata()
        .withName("pod-" + number)
        .endMetadata()
        .withNewStatus()
        .withPhase(phase)
        .endStatus()
        .build();
  }

  private static Event warning(int number) {
    return new EventBuilder()
        .withReason("FailedScheduling")
        .withMessage("0/1 nodes are available: 1 Too many pods.")
        .withNewInvolvedObject()
        .withName("pod-" + number)
        .endInvolvedObject()
        .build();
  }
}
