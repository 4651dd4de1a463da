package io.understudy.scheduler.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.authorization.v1.ResourceAttributes;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.understudy.jobtable.PreflightCheck;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

@EnableKubernetesMockClient
class KubernetesRightsTest {
  KubernetesMockServer server;
  KubernetesClient client;

  private final List<String> asked = new CopyOnWriteArrayList<>();

  private PreflightCheck check(String denied) {
    server
        .expect()
        .post()
        .withPath("/apis/authorization.k8s.io/v1/selfsubjectaccessreviews")
        .andReply(
            201,
            request -> {
              SelfSubjectAccessReview review =
                  Serialization.unmarshal(
                      request.getBody().readUtf8(), SelfSubjectAccessReview.class);
              ResourceAttributes what = review.getSpec().getResourceAttributes();
              String right =
                  what.getVerb()
                      + " "
                      + what.getResource()
                      + (what.getName() == null ? "" : " " + what.getName());
              asked.add(right);
              return "{\"apiVersion\": \"authorization.k8s.io/v1\", \"kind\":"
                  + " \"SelfSubjectAccessReview\", \"status\": {\"allowed\": "
                  + !right.equals(denied)
                  + "}}";
            })
        .always();
    return new KubernetesRights(client, "masking", "understudy-worker").check("rights");
  }

  @Test
  void eachVerbIsAskedFor() {
    assertThat(check(""))
        .isEqualTo(
            PreflightCheck.pass("rights", "the scheduler may do all 13 things it does in masking"));
    assertThat(asked)
        .containsExactly(
            "create jobs",
            "get jobs",
            "list jobs",
            "watch jobs",
            "patch jobs",
            "delete jobs",
            "list pods",
            "watch pods",
            "list events",
            "watch events",
            "get configmaps understudy-worker",
            "list configmaps understudy-worker",
            "watch configmaps understudy-worker");
  }

  @Test
  void oneThatIsMissingIsNamed() {
    assertThat(check("patch jobs"))
        .isEqualTo(
            PreflightCheck.fail(
                "rights",
                "the scheduler's service account may not patch jobs in masking",
                "add it to the Role of the scheduler, or install the chart's Role again with helm"
                    + " upgrade"));
  }
}
