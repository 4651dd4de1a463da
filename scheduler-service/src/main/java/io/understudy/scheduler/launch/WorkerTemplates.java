package io.understudy.scheduler.launch;

import io.fabric8.kubernetes.api.model.Quantity;
import io.understudy.scheduler.pipeline.WorkerClasses;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The Jobs that workers run in: the installation's default, and one for each worker class.
 *
 * @param byClass by name of the class, the default's being empty
 */
record WorkerTemplates(Map<String, WorkerTemplate> byClass) {

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
   * Reads the default's template, and those of the classes beside it: with {@code job.yaml}, class
   * {@code big} is in {@code job-big.yaml}.
   *
   * @throws IllegalArgumentException with file and remedy if one is none
   */
  static WorkerTemplates read(Path file) {
    Map<String, WorkerTemplate> found = new TreeMap<>();
    found.put("", WorkerTemplate.read(file));
    String name = String.valueOf(file.getFileName());
    int dot = name.lastIndexOf('.');
    String start = (dot < 0 ? name : name.substring(0, dot)) + "-";
    String end = dot < 0 ? "" : name.substring(dot);
    Path directory = file.toAbsolutePath().getParent();
    if (directory == null) {
      return new WorkerTemplates(found);
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, start + "*" + end)) {
      for (Path each : files) {
        String whole = String.valueOf(each.getFileName());
        found.put(
            whole.substring(start.length(), whole.length() - end.length()),
            WorkerTemplate.read(each));
      }
      return new WorkerTemplates(found);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "understudy.launcher.job-template: the worker classes beside "
              + file
              + " cannot be listed ("
              + e.getClass().getSimpleName()
              + "); the scheduler must be able to read its directory",
          e);
    }
  }

  Optional<WorkerTemplate> of(String workerClass) {
    return Optional.ofNullable(byClass.get(workerClass));
  }

  /** Of the release; the same in all of them. */
  long revision() {
    return byClass.values().stream().mapToLong(WorkerTemplate::revision).max().orElse(0);
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
