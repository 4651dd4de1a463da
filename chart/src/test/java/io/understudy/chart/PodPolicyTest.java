package io.understudy.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The "restricted" Pod Security Standard, and what a shared cluster asks for beyond it. */
class PodPolicyTest {
  private static final Set<String> VOLUMES =
      Set.of(
          "configMap",
          "csi",
          "downwardAPI",
          "emptyDir",
          "ephemeral",
          "persistentVolumeClaim",
          "projected",
          "secret");

  @ParameterizedTest
  @FieldSource("io.understudy.chart.Chart#KUBERNETES")
  void everyPodIsRestricted(String kubernetes) {
    for (Manifests rendered :
        List.of(Chart.renderOn(kubernetes), Chart.renderOn(kubernetes, Samples.everything()))) {
      Map<String, JsonNode> pods = rendered.pods();
      assertThat(pods).containsKeys("scheduler", "transform", "loader", "worker", "test");
      pods.forEach((name, pod) -> restricted(name, pod));
    }
    assertThat(Chart.renderOn(kubernetes, Samples.everything()).pods()).containsKey("worker-big");
  }

  @Test
  void nothingElseMakesPods() {
    for (JsonNode object : Chart.render(Samples.everything()).objects()) {
      assertThat(object.path("kind").asText())
          .isNotIn("StatefulSet", "DaemonSet", "ReplicaSet", "CronJob", "Job");
    }
  }

  private static void restricted(String name, JsonNode pod) {
    JsonNode spec = pod.path("spec");
    pod.at("/metadata/annotations")
        .fieldNames()
        .forEachRemaining(key -> assertThat(key).as(name).doesNotContain("apparmor", "seccomp"));
    assertThat(spec.path("hostNetwork").asBoolean()).as(name).isFalse();
    assertThat(spec.path("hostPID").asBoolean()).as(name).isFalse();
    assertThat(spec.path("hostIPC").asBoolean()).as(name).isFalse();
    assertThat(spec.at("/securityContext/runAsNonRoot").asBoolean()).as(name).isTrue();
    assertThat(spec.at("/securityContext/runAsUser").asInt(1)).as(name).isNotZero();
    assertThat(spec.at("/securityContext/seccompProfile/type").asText())
        .as(name)
        .isEqualTo("RuntimeDefault");
    for (String beyond :
        List.of("sysctls", "seLinuxOptions", "windowsOptions", "supplementalGroups")) {
      assertThat(spec.path("securityContext").has(beyond)).as(name + ": " + beyond).isFalse();
    }
    assertThat(spec.has("initContainers")).as(name).isFalse();
    assertThat(spec.has("ephemeralContainers")).as(name).isFalse();
    assertThat(spec.path("containers")).as(name).hasSize(1);
    JsonNode container = spec.at("/containers/0");
    JsonNode rights = container.path("securityContext");
    assertThat(rights.path("privileged").asBoolean()).as(name).isFalse();
    assertThat(rights.path("allowPrivilegeEscalation").asBoolean(true)).as(name).isFalse();
    assertThat(rights.path("readOnlyRootFilesystem").asBoolean()).as(name).isTrue();
    assertThat(rights.at("/capabilities/drop/0").asText()).as(name).isEqualTo("ALL");
    assertThat(rights.path("capabilities").has("add")).as(name).isFalse();
    // what the pod says of these holds: the container takes nothing of it back
    for (String weaker :
        List.of(
            "runAsNonRoot",
            "runAsUser",
            "seccompProfile",
            "procMount",
            "seLinuxOptions",
            "windowsOptions",
            "appArmorProfile")) {
      assertThat(rights.has(weaker)).as(name + ": " + weaker).isFalse();
    }
    for (String amount : List.of("limits", "requests")) {
      assertThat(container.at("/resources/" + amount + "/cpu").asText()).as(name).isNotEmpty();
      assertThat(container.at("/resources/" + amount + "/memory").asText()).as(name).isNotEmpty();
    }
    for (JsonNode volume : spec.path("volumes")) {
      Set<String> types = new TreeSet<>();
      volume.fieldNames().forEachRemaining(types::add);
      types.remove("name");
      assertThat(VOLUMES).as("%s: %s", name, volume).containsAll(types);
    }
    for (JsonNode port : container.path("ports")) {
      assertThat(port.path("hostPort").asInt()).as(name).isZero();
      assertThat(port.path("containerPort").asInt()).as(name).isGreaterThan(1023);
    }
  }

  @Test
  void aReadOnlyRootStillHasATmpOfLimitedSize() {
    Map<String, JsonNode> pods = Chart.render().pods();
    pods.remove("test");
    pods.forEach(
        (name, pod) -> {
          JsonNode spec = pod.path("spec");
          assertThat(Manifests.at(spec, "/volumes/@tmp/emptyDir/sizeLimit").asText())
              .as(name)
              .isNotEmpty();
          assertThat(Manifests.at(spec, "/containers/0/volumeMounts/@tmp/mountPath").asText())
              .as(name)
              .isEqualTo("/tmp");
        });
  }

  @Test
  void theSchedulerAloneTalksToKubernetes() {
    Chart.render(Samples.everything())
        .pods()
        .forEach(
            (name, pod) ->
                assertThat(pod.at("/spec/automountServiceAccountToken").asBoolean(true))
                    .as(name)
                    .isEqualTo(name.equals("scheduler")));
  }

  @Test
  void theSchedulerMayDoWhatItDoesAndInItsOwnNamespaceOnly() {
    Manifests rendered = Chart.render(Samples.everything());
    assertThat(rendered.ofKind("ClusterRole")).isEmpty();
    assertThat(rendered.ofKind("ClusterRoleBinding")).isEmpty();
    assertThat(rendered.ofKind("Role")).hasSize(1);
    assertThat(rendered.object("Role/understudy-scheduler").path("rules"))
        .isEqualTo(
            Manifests.yaml(
                """
                - {apiGroups: [batch], resources: [jobs], verbs: [create, get, list, watch, patch, delete]}
                - {apiGroups: [""], resources: [pods], verbs: [list, watch]}
                - {apiGroups: [""], resources: [events], verbs: [list, watch]}
                - {apiGroups: [""], resources: [configmaps], resourceNames: [understudy-worker], verbs: [get, list, watch]}
                """));
    JsonNode binding = rendered.object("RoleBinding/understudy-scheduler");
    assertThat(binding.path("subjects"))
        .isEqualTo(
            Manifests.yaml(
                "[{kind: ServiceAccount, name: understudy-scheduler, namespace: masking}]"));
    assertThat(binding.at("/roleRef/kind").asText()).isEqualTo("Role");
    assertThat(rendered.pods().get("scheduler").at("/spec/serviceAccountName").asText())
        .isEqualTo("understudy-scheduler");
  }

  @Test
  void trafficIsDeniedButForWhatIsOpened() {
    Manifests rendered = Chart.render();
    JsonNode all = rendered.object("NetworkPolicy/understudy-default").path("spec");
    assertThat(all.path("policyTypes")).isEqualTo(Manifests.yaml("[Ingress, Egress]"));
    assertThat(all.has("ingress")).isFalse();
    assertThat(all.path("egress"))
        .isEqualTo(
            Manifests.yaml("[{ports: [{protocol: UDP, port: 53}, {protocol: TCP, port: 53}]}]"));
    rendered
        .pods()
        .forEach(
            (name, pod) -> {
              JsonNode labels = pod.at("/metadata/labels");
              all.at("/podSelector/matchLabels")
                  .fields()
                  .forEachRemaining(
                      label ->
                          assertThat(labels.path(label.getKey()))
                              .as(name)
                              .isEqualTo(label.getValue()));
            });
    assertThat(rendered.object("NetworkPolicy/understudy-worker").path("spec").has("ingress"))
        .isFalse();
    for (String inner : List.of("transform", "loader")) {
      JsonNode ingress = rendered.object("NetworkPolicy/understudy-" + inner).at("/spec/ingress");
      assertThat(ingress).hasSize(1);
      List<String> callers = ingress.at("/0/from").findValuesAsText("app.kubernetes.io/component");
      assertThat(callers).containsExactly("scheduler", "test");
    }
  }
}
