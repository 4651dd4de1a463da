package io.understudy.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Wrong values are refused before anything is installed, and every value is described. */
class ValuesSchemaTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          replicas: 3                                             | replicas
          scheduler: {replica: 3}                                 | replica
          scheduler: {replicas: two}                              | /scheduler/replicas
          scheduler: {replicas: -1}                               | /scheduler/replicas
          transform: {image: {tags: "1"}}                         | tags
          transform: {image: {repository: ""}}                    | /transform/image/repository
          loader: {image: {digest: "sha256:12"}}                  | /loader/image/digest
          worker: {image: {pullPolicy: Sometimes}}                | /worker/image/pullPolicy
          worker: {resources: {limit: {cpu: 1}}}                  | limit
          worker: {resources: {limits: {memory: 2GB}}}            | /worker/resources/limits/memory
          worker: {nodeSelector: {disk: 1}}                       | /worker/nodeSelector/disk
          worker: {tolerations: [{key: a, effect: Never}]}        | /worker/tolerations/0/effect
          worker: {affinity: {nodeAfinity: {}}}                   | nodeAfinity
          worker: {topologySpreadConstraints: [{maxSkew: 1}]}     | /worker/topologySpreadConstraints/0
          worker: {extraEnv: {A: b}}                              | /worker/extraEnv
          worker: {extraEnv: [{name: A, value: 1}]}               | /worker/extraEnv/0/value
          worker: {serviceAccount: {annotations: {a: true}}}      | /worker/serviceAccount/annotations/a
          worker: {terminationGracePeriodSeconds: 5}              | /worker/terminationGracePeriodSeconds
          worker: {maxConcurrent: 0}                              | /worker/maxConcurrent
          worker: {replicas: 3}                                   | replicas
          worker: {classes: {Big: {}}}                            | Big
          worker: {classes: {big: {image: {tag: x}}}}             | image
          worker: {classes: {big: {maxConcurrent: 0}}}            | /worker/classes/big/maxConcurrent
          worker: {maxResources: {pods: 5}}                       | pods
          worker: {maxResources: {memory: lots}}                  | /worker/maxResources/memory
          database: {url: "postgresql://db/x"}                    | /database/url
          database: {password: secret}                            | password
          buckets: {source: prod-exports}                         | /buckets/source
          buckets: {endpoint: "s3.example.com"}                   | /buckets/endpoint
          buckets: {pathStyle: "true"}                            | /buckets/pathStyle
          buckets: {access: {type: static}}                       | /buckets/access/type
          buckets: {access: {webIdentity: {roleArn: masking}}}    | /buckets/access/webIdentity/roleArn
          keys: {secret: {name: Not_A_Name}}                      | /keys/secret/name
          targets: {perf: {secret: {name: a, passwordKey: b}}}    | /targets/perf
          targets: {perf: {url: "jdbc:mysql://h/d"}}              | /targets/perf/url
          targets: {perf: {url: "jdbc:postgresql://h/d", password: x}} | password
          caBundle: {configMap: a, secret: b}                     | /caBundle
          networkPolicy: {apiFrom: [{cidr: 10.0.0.0/8}]}          | /networkPolicy/apiFrom/0
          metrics: {serviceMonitor: {interval: often}}            | /metrics/serviceMonitor/interval
          access: {type: open}                                    | /access/type
          access: {oidc: {audience: understudy}}                  | /access/oidc/audience
          access: {tokens: {secret: {token: x}}}                  | token
          log: {level: info}                                      | /log/level
          scheduler: {service: {type: ExternalName}}              | /scheduler/service/type
          scheduler: {podDisruptionBudget: {maxUnavailable: 0}}   | /scheduler/podDisruptionBudget/maxUnavailable
          test: {workers: 0}                                      | /test/workers
          commonLabels: {team: 7}                                 | /commonLabels/team
          """)
  void aWrongValueIsRefusedAtItsPlace(String values, String place) {
    assertThatThrownBy(() -> Chart.text(Chart.CURRENT, List.of(Chart.LEAST, values)))
        .hasMessageContaining("values don't meet the specifications of the schema")
        .satisfies(
            refusal ->
                assertThat(refusal.getMessage().replace('.', '/'))
                    .contains(place.startsWith("/") ? place.substring(1) : place));
  }

  @Test
  void theSchemaKnowsTheValuesThatAreDocumentedAndNoOthers() throws IOException {
    JsonNode values = Manifests.YAML.readTree(Chart.built().resolve("values.yaml").toFile());
    JsonNode schema = Manifests.YAML.readTree(Chart.built().resolve("values.schema.json").toFile());
    Set<String> described = new TreeSet<>();
    describe(schema, schema, "", described);
    described.remove("/global"); // Helm's own
    Set<String> documented = new TreeSet<>();
    document(values, schema, schema, "", documented);
    assertThat(documented).isEqualTo(described);
  }

  private static JsonNode resolved(JsonNode root, JsonNode schema) {
    return schema.has("$ref") ? root.at(schema.path("$ref").asText().substring(1)) : schema;
  }

  private static void describe(JsonNode root, JsonNode schema, String path, Set<String> into) {
    for (String name : names(resolved(root, schema).path("properties"))) {
      into.add(path + "/" + name);
      JsonNode child = resolved(root, resolved(root, schema).path("properties").path(name));
      if (closed(child)) {
        describe(root, child, path + "/" + name, into);
      }
    }
  }

  private static void document(
      JsonNode values, JsonNode root, JsonNode schema, String path, Set<String> into) {
    for (String name : names(values)) {
      into.add(path + "/" + name);
      JsonNode child = resolved(root, resolved(root, schema).path("properties").path(name));
      if (closed(child)) {
        document(values.path(name), root, child, path + "/" + name, into);
      }
    }
  }

  /** An object of the chart's own; those of Kubernetes' making are not listed value by value. */
  private static boolean closed(JsonNode schema) {
    return schema.path("properties").size() > 0
        && !names(schema.path("properties")).contains("claims")
        && !names(schema.path("properties")).contains("podAffinity");
  }

  private static List<String> names(JsonNode object) {
    Set<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return List.copyOf(names);
  }
}
