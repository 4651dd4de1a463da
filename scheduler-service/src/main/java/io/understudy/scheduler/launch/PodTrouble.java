package io.understudy.scheduler.launch;

import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Why a pod does not start, in words that a platform engineer can act on. */
enum PodTrouble {
  /** The network plugin has no address left. */
  ADDRESSES("subnet out of Pod IPs"),
  /** A ResourceQuota of the namespace is used up. */
  QUOTA("the namespace's ResourceQuota is used up"),
  /** The scheduler of the cluster finds no node. */
  UNSCHEDULABLE("no node has room for them or fits their placement"),
  /** The image cannot be pulled. */
  IMAGE("the worker image cannot be pulled; check image, tag and imagePullSecrets"),
  /** A secret, config map or volume that the pod names is not there. */
  CONFIGURATION("a Secret, ConfigMap or volume that the worker names is not there"),
  /** The pod was refused by a policy or an admission webhook. */
  FORBIDDEN("the cluster refuses the worker pods (admission or policy)"),
  /** The node cannot set the pod up. */
  SANDBOX("nodes fail to set the pods up (sandbox or container runtime)");

  private static final Set<String> IMAGE_REASONS =
      Set.of(
          "ErrImagePull",
          "ImagePullBackOff",
          "InvalidImageName",
          "ErrImageNeverPull",
          "ImageInspectError",
          "RegistryUnavailable");
  private static final Set<String> CONFIGURATION_REASONS =
      Set.of("CreateContainerConfigError", "FailedMount", "FailedAttachVolume");

  /**
   * In the words of AWS VPC CNI, Azure CNI, Calico, Cilium, host-local, Kube-OVN, in this order.
   */
  private static final Pattern NO_ADDRESS =
      Pattern.compile(
          "failed to assign an ip address|insufficient ?free ?address|insufficientcidr"
              + "|no available address|not enough ips available"
              + "|no more free affine blocks|assigned 0 out of \\d+ requested ipv|per host block limit"
              + "|pools are likely exhausted"
              + "|range is full|no more ips available|cidr ranges are exhausted"
              + "|no ip(v[46])? addresses available|no available ip|out of ip(s| addresses)"
              + "|ip space.{0,80}exhausted|ip_space_exhausted|ip address(es)? .{0,40}exhausted"
              + "|noavailableaddress");

  private static final Pattern QUOTA_NAME = Pattern.compile("exceeded quota: ([a-z0-9.-]{1,63})");

  private static final Pattern ABSENT =
      Pattern.compile("(secret|configmap|persistentvolumeclaim) \"[a-z0-9.-]{1,253}\" not found");

  private final String words;

  PodTrouble(String words) {
    this.words = words;
  }

  /** What is wrong. */
  String words() {
    return words;
  }

  /** From the pod's own status; empty while it may just be starting. */
  static Optional<PodTrouble> of(Pod pod) {
    if (pod.getStatus() == null) {
      return Optional.empty();
    }
    for (ContainerStatus status : pod.getStatus().getContainerStatuses()) {
      ContainerStateWaiting waiting =
          status.getState() == null ? null : status.getState().getWaiting();
      if (waiting != null && waiting.getReason() != null) {
        if (IMAGE_REASONS.contains(waiting.getReason())) {
          return Optional.of(IMAGE);
        }
        if (CONFIGURATION_REASONS.contains(waiting.getReason())) {
          return Optional.of(CONFIGURATION);
        }
        if (waiting.getReason().equals("CreateContainerError")
            || waiting.getReason().equals("RunContainerError")) {
          return Optional.of(SANDBOX);
        }
      }
    }
    for (PodCondition condition : pod.getStatus().getConditions()) {
      if ("PodScheduled".equals(condition.getType())
          && "False".equals(condition.getStatus())
          && "Unschedulable".equals(condition.getReason())) {
        return Optional.of(UNSCHEDULABLE);
      }
    }
    return Optional.empty();
  }

  /** From a warning about the pod or its Job. */
  static Optional<PodTrouble> ofEvent(@Nullable String reason, @Nullable String message) {
    String text = message == null ? "" : message.toLowerCase(Locale.ROOT);
    if (reason == null) {
      return Optional.empty();
    }
    return switch (reason) {
      case "FailedCreatePodSandBox", "FailedCreatePodContainer", "FailedPodSandBoxStatus" ->
          Optional.of(NO_ADDRESS.matcher(text).find() ? ADDRESSES : SANDBOX);
      case "AcquireAddressFailed" -> Optional.of(ADDRESSES);
      case "FailedMount", "FailedAttachVolume" -> Optional.of(CONFIGURATION);
      case "FailedCreate" ->
          Optional.of(
              text.contains("exceeded quota") || text.contains("quota") ? QUOTA : FORBIDDEN);
      case "FailedScheduling", "FailedScaleUp" ->
          NO_ADDRESS.matcher(text).find() ? Optional.of(ADDRESSES) : Optional.of(UNSCHEDULABLE);
      default -> Optional.empty();
    };
  }

  /** What the cluster names that helps: the quota, what nodes lack or what is absent; or "". */
  String detail(@Nullable String message) {
    String text = message == null ? "" : message;
    if (this == QUOTA) {
      Matcher quota = QUOTA_NAME.matcher(text);
      return quota.find() ? " (" + quota.group(1) + ")" : "";
    }
    if (this == UNSCHEDULABLE && text.matches("\\d+/\\d+ nodes are available: .{1,200}")) {
      return " (" + text.replaceAll("[.\\s]+$", "") + ")";
    }
    if (this == CONFIGURATION) {
      Matcher absent = ABSENT.matcher(text);
      return absent.find() ? " (" + absent.group() + ")" : "";
    }
    return "";
  }
}
