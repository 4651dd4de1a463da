package io.understudy.scheduler.launch;

import io.fabric8.kubernetes.api.model.Quantity;
import io.understudy.scheduler.pipeline.WorkerClasses;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The Jobs that workers run in: the installation's default, and one for each worker class.
 *
 * @param byClass by name of the class, the default's being empty
 */
record WorkerTemplates(Map<String, WorkerTemplate> byClass) {
  static final String DEFAULT = "job.yaml";
  private static final Pattern OF_CLASS = Pattern.compile("job-(.+)\\.yaml");

  WorkerTemplates {
    if (!byClass.containsKey("")) {
      throw new IllegalArgumentException("worker classes need a default");
    }
    byClass = Map.copyOf(byClass);
  }

  /** The default alone. */
  static WorkerTemplates of(WorkerTemplate template) {
    return new WorkerTemplates(Map.of("", template));
  }

  /**
   * Reads them from the content of a ConfigMap: the default's is {@code job.yaml}, that of class
   * {@code big} is {@code job-big.yaml}; anything else is passed over.
   *
   * @throws IllegalArgumentException with entry and remedy if the default is missing or one is none
   */
  static WorkerTemplates parse(Map<String, String> content) {
    String usual = content.get(DEFAULT);
    if (usual == null) {
      throw new IllegalArgumentException(
          "understudy.launcher.job-templates: the ConfigMap has no entry "
              + DEFAULT
              + "; it must hold the Kubernetes Job that workers run in");
    }
    Map<String, WorkerTemplate> found = new TreeMap<>();
    found.put("", WorkerTemplate.parse(DEFAULT, usual));
    content.forEach(
        (entry, text) -> {
          Matcher ofClass = OF_CLASS.matcher(entry);
          if (ofClass.matches()) {
            found.put(ofClass.group(1), WorkerTemplate.parse(entry, text));
          }
        });
    return new WorkerTemplates(found);
  }

  Optional<WorkerTemplate> of(String workerClass) {
    return Optional.ofNullable(byClass.get(workerClass));
  }

  /** Which installation workers belong to, if the templates say. */
  @Nullable String instance() {
    return byClass.getOrDefault("", byClass.values().iterator().next()).instance();
  }

  /** Most workers of a class at a time, of all runs together; classes without are absent. */
  Map<String, Integer> mostWorkers() {
    Map<String, Integer> most = new HashMap<>();
    byClass.forEach(
        (name, template) -> template.maxWorkers().ifPresent(workers -> most.put(name, workers)));
    return most;
  }

  /** What pipelines may ask for. */
  WorkerClasses classes() {
    Map<String, Map<String, Quantity>> most = new HashMap<>();
    byClass.forEach((name, template) -> most.put(name, template.maxResources()));
    return new WorkerClasses(most);
  }
}
