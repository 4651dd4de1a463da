package io.understudy.chart;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** The objects of one rendering. */
record Manifests(List<JsonNode> objects) {
  /** A key that is there twice is an error, as it is for some clients of Kubernetes. */
  static final ObjectMapper YAML =
      new YAMLMapper().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

  Manifests {
    objects = List.copyOf(objects);
  }

  static Manifests parse(String text) {
    List<JsonNode> objects = new ArrayList<>();
    try (MappingIterator<JsonNode> documents =
        YAML.readerFor(JsonNode.class).readValues(new StringReader(text))) {
      while (documents.hasNext()) {
        JsonNode object = documents.next();
        if (object.isObject() && !object.isEmpty()) {
          objects.add(object);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Manifests(objects);
  }

  static JsonNode yaml(String text) {
    try {
      return YAML.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** KIND/NAME of every object. */
  List<String> names() {
    return objects.stream().map(Manifests::name).toList();
  }

  private static String name(JsonNode object) {
    return object.path("kind").asText() + "/" + object.at("/metadata/name").asText();
  }

  /** The object called KIND/NAME; "Job/worker" and "Job/worker-CLASS" are templates of workers. */
  JsonNode object(String name) {
    if (name.startsWith("Job/worker")) {
      String file = name.replace("Job/worker", "job") + ".yaml";
      return yaml(object("ConfigMap/understudy-worker").path("data").path(file).asText());
    }
    return objects.stream()
        .filter(object -> name(object).equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + name + " in " + names()));
  }

  List<JsonNode> ofKind(String kind) {
    return objects.stream().filter(each -> each.path("kind").asText().equals(kind)).toList();
  }

  /** Every pod that can come from this installation: by component, its metadata and spec. */
  Map<String, JsonNode> pods() {
    Map<String, JsonNode> pods = new LinkedHashMap<>();
    for (String component : List.of("scheduler", "transform", "loader")) {
      pods.put(component, object("Deployment/understudy-" + component).at("/spec/template"));
    }
    object("ConfigMap/understudy-worker")
        .path("data")
        .fieldNames()
        .forEachRemaining(
            file -> {
              String worker = file.replace("job", "worker").replace(".yaml", "");
              pods.put(worker, object("Job/" + worker).at("/spec/template"));
            });
    ofKind("Pod").forEach(pod -> pods.put("test", pod));
    return pods;
  }

  /** The one container of a component's pods. */
  JsonNode container(String component) {
    return pods().get(component).at("/spec/containers/0");
  }

  /** An environment variable of a component: its value, its source, or a missing node. */
  JsonNode env(String component, String name) {
    JsonNode entry = named(container(component).path("env"), name);
    return entry.has("value") ? entry.path("value") : entry.path("valueFrom");
  }

  /** Follows a JSON pointer in which {@code @NAME} is the element of an array with that name. */
  static JsonNode at(JsonNode node, String pointer) {
    JsonNode place = node;
    for (String step : pointer.substring(1).split("/")) {
      String plain = step.replace("~1", "/").replace("~0", "~");
      if (plain.startsWith("@")) {
        place = named(place, plain.substring(1));
      } else {
        place = place.isArray() ? place.path(Integer.parseInt(plain)) : place.path(plain);
      }
    }
    return place;
  }

  private static JsonNode named(JsonNode array, String name) {
    return StreamSupport.stream(array.spliterator(), false)
        .filter(each -> each.path("name").asText().equals(name))
        .findFirst()
        .orElse(MissingNode.getInstance());
  }
}
