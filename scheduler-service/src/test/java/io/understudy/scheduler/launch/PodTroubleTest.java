package io.understudy.scheduler.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages as schedulers, kubelets and network plugins of real clusters write them. */
class PodTroubleTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "FailedCreate | pods \"w-x\" is forbidden: exceeded quota: few, requested: pods=1, used: pods=5, limited: pods=5 | QUOTA",
        "FailedCreate | pods \"w-x\" is forbidden: violates PodSecurity \"restricted:latest\" | FORBIDDEN",
        "FailedCreatePodSandBox | rpc error: plugin type=\"host-local\" failed (add): failed to allocate for range 0: no IP addresses available in range set: 10.88.0.1-10.88.0.6 | ADDRESSES",
        "FailedCreatePodSandBox | plugin type=\"aws-cni\" name=\"aws-cni\" failed (add): add cmd: failed to assign an IP address to container | ADDRESSES",
        "FailedCreatePodSandBox | Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for sandbox \"ce54\": Failed to allocate pool: Failed to delegate: Failed to allocate address: No available addresses | ADDRESSES",
        "FailedCreatePodSandBox | networkPlugin cni failed to set up pod \"a_b\" network: Failed to allocate pool: Failed to delegate: Failed to allocate pool: No available address pools | ADDRESSES",
        "FailedCreatePodSandBox | plugin type=\"azure-vnet\" failed (add): IPAM Invoker Add failed with error: Failed to get IP address from CNS with error: %w: AllocateIPConfig failed: not enough IPs available for 9c6a7f37, waiting on Azure CNS to allocate more with NC Status: , IP config request is [IPConfigRequest: | ADDRESSES",
        "FailedCreatePodSandBox | plugin type=\"calico\" failed (add): failed to request IPv4 addresses: Assigned 0 out of 1 requested IPv4 addresses; No more free affine blocks and strict affinity enabled | ADDRESSES",
        "FailedCreatePodSandBox | networkPlugin cni failed to set up pod \"default1\" network: cannot allocate new block due to per host block limit | ADDRESSES",
        "FailedCreatePodSandBox | networkPlugin cni failed to set up pod \"a_b\" network: unable to allocate IP via local cilium agent: [POST /ipam][502] postIpamFailure  range is full | ADDRESSES",
        "FailedCreatePodSandBox | unable to allocate IP via local cilium agent: [POST /ipam][502] postIpamFailure  No more IPs available | ADDRESSES",
        "FailedCreatePodSandBox | plugin type=\"cilium-cni\" failed (add): unable to allocate IP via local cilium agent: [POST /ipam][502] postIpamFailure \"all CIDR ranges are exhausted\" | ADDRESSES",
        "AcquireAddressFailed | NoAvailableAddress | ADDRESSES",
        "FailedCreatePodSandBox | plugin type=\"calico\" failed (add): error adding host side routes for interface: calid29a, error: route already exists for an interface other than 'calid29a' | SANDBOX",
        "FailedCreatePodSandBox | network plugin is not ready: cni config uninitialized | SANDBOX",
        "FailedScheduling | 0/3 nodes are available: 3 Too many pods. | UNSCHEDULABLE",
        "FailedCreatePodSandBox | rpc error: code = DeadlineExceeded desc = context deadline exceeded | SANDBOX",
        "FailedScheduling | 0/3 nodes are available: 3 Insufficient cpu. | UNSCHEDULABLE",
        "FailedMount | MountVolume.SetUp failed for volume \"keys\" : secret \"keys\" not found | CONFIGURATION",
      })
  void warningsAreUnderstood(String reason, String message, PodTrouble expected) {
    assertThat(PodTrouble.ofEvent(reason, message)).contains(expected);
  }

  @Test
  void otherWarningsAreNone() {
    assertThat(PodTrouble.ofEvent("BackOff", "Back-off restarting failed container")).isEmpty();
    assertThat(PodTrouble.ofEvent(null, null)).isEmpty();
  }

  @Test
  void theQuotaAndWhatNodesLackAreNamed() {
    assertThat(PodTrouble.QUOTA.detail("exceeded quota: few, requested: pods=1"))
        .isEqualTo(" (few)");
    assertThat(PodTrouble.UNSCHEDULABLE.detail("0/3 nodes are available: 3 Insufficient cpu."))
        .isEqualTo(" (0/3 nodes are available: 3 Insufficient cpu)");
    assertThat(PodTrouble.IMAGE.detail("anything")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "ImagePullBackOff,IMAGE",
    "ErrImageNeverPull,IMAGE",
    "CreateContainerConfigError,CONFIGURATION",
    "CreateContainerError,SANDBOX"
  })
  void whatAContainerWaitsForIsUnderstood(String reason, PodTrouble expected) {
    assertThat(PodTrouble.of(waiting(reason))).contains(expected);
  }

  @Test
  void aPodThatIsBeingMadeIsInNoTrouble() {
    assertThat(PodTrouble.of(waiting("ContainerCreating"))).isEmpty();
    assertThat(PodTrouble.of(new Pod())).isEmpty();
  }

  private static Pod waiting(String reason) {
    return new PodBuilder()
        .withNewStatus()
        .addNewContainerStatus()
        .withNewState()
        .withNewWaiting("", reason)
        .endState()
        .endContainerStatus()
        .endStatus()
        .build();
  }
}
