package io.understudy.scheduler.launch;

import io.fabric8.kubernetes.api.model.authorization.v1.ResourceAttributes;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewStatus;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.understudy.jobtable.PreflightCheck;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the scheduler's service account must be allowed: each verb that its code uses, as {@code
 * kubernetes-rights.yaml} lists them.
 */
final class KubernetesRights {
  private static final String NAME = "NAME";

  private final KubernetesClient client;
  private final String namespace;
  private final @Nullable String owner;

  /**
   * @param owner name of the ConfigMap that Jobs go away with; null: none
   */
  KubernetesRights(KubernetesClient client, String namespace, @Nullable String owner) {
    this.client = client;
    this.namespace = namespace;
    this.owner = owner;
  }

  /** The rules of a Role that has them. */
  record Rules(List<PolicyRule> rules) {}

  static List<PolicyRule> rules() {
    try (InputStream text =
        Objects.requireNonNull(
            KubernetesRights.class.getResourceAsStream("/kubernetes-rights.yaml"))) {
      return Serialization.unmarshal(text, Rules.class).rules();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Asks the cluster about each. */
  PreflightCheck check(String name) {
    List<String> missing = new ArrayList<>();
    int asked = 0;
    try {
      for (PolicyRule rule : rules()) {
        boolean named = !rule.getResourceNames().isEmpty();
        if (named && owner == null) {
          continue;
        }
        String resource = rule.getResources().get(0);
        for (String verb : rule.getVerbs()) {
          asked++;
          if (!allowed(rule.getApiGroups().get(0), resource, verb, named ? owner : null)) {
            missing.add(verb + " " + resource + (named ? " \"" + owner + "\"" : ""));
          }
        }
      }
    } catch (KubernetesClientException e) {
      return PreflightCheck.fail(
          name,
          "the Kubernetes API did not say what the scheduler may do (status " + e.getCode() + ")",
          "check that the scheduler's pod reaches the API (networkPolicy.kubernetesTo,"
              + " .kubernetesPorts) and has the token of its service account");
    }
    return missing.isEmpty()
        ? PreflightCheck.pass(
            name, "the scheduler may do all " + asked + " things it does in " + namespace)
        : PreflightCheck.fail(
            name,
            "the scheduler's service account may not "
                + String.join(", ", missing)
                + " in "
                + namespace,
            "add it to the Role of the scheduler, or install the chart's Role again with helm"
                + " upgrade");
  }

  private boolean allowed(String group, String resource, String verb, @Nullable String named) {
    ResourceAttributes what = new ResourceAttributes();
    what.setNamespace(namespace);
    what.setGroup(group);
    what.setResource(resource);
    what.setVerb(verb);
    what.setName(named);
    SelfSubjectAccessReview review =
        client
            .authorization()
            .v1()
            .selfSubjectAccessReview()
            .create(
                new SelfSubjectAccessReviewBuilder()
                    .withNewSpec()
                    .withResourceAttributes(what)
                    .endSpec()
                    .build());
    SubjectAccessReviewStatus status = review.getStatus();
    return status != null && Boolean.TRUE.equals(status.getAllowed());
  }
}
