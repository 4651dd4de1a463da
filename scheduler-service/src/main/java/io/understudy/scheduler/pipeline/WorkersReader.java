package io.understudy.scheduler.pipeline;

import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;

/** Reads what a pipeline wants its workers to be like, within what the installation allows. */
final class WorkersReader {
  private static final int MOST_WEIGHT = 100;
  private static final Set<String> KEYS = ordered("class", "weight", "resources");
  private static final Set<String> RESOURCES = ordered("cpu", "memory", "ephemeral-storage");
  private static final Pattern AMOUNT =
      Pattern.compile("[0-9]{1,12}(\\.[0-9]{1,9})?(m|k|M|G|T|Ki|Mi|Gi|Ti)?");

  private final Problems problems;
  private final @Nullable WorkerClasses classes;

  /**
   * @param classes that may be asked for; null: any, as the pipeline was accepted before
   */
  WorkersReader(Problems problems, @Nullable WorkerClasses classes) {
    this.problems = problems;
    this.classes = classes;
  }

  Workers read(Section top) {
    Optional<Node> node = top.node("workers");
    if (node.isEmpty()) {
      return Workers.DEFAULT;
    }
    Section section = Section.of(node.get(), "workers", KEYS, problems);
    String name = section.text("class").orElse("");
    boolean known = classes == null || classes.has(name);
    if (!known) {
      unknown(section, name);
    }
    return new Workers(name, weight(section), resources(section, name, known));
  }

  private void unknown(Section section, String name) {
    Set<String> names = classes == null ? Set.of() : classes.names();
    String all =
        names.isEmpty()
            ? "it has the default only: leave class out"
            : "known are " + String.join(", ", names) + "; left out: the default";
    problems.at(
        section.node("class").orElseThrow(),
        "workers.class",
        "the installation has no worker class \"" + name + "\"",
        NearName.of(name, names).map(near -> "did you mean \"" + near + "\"? ").orElse("") + all);
  }

  private int weight(Section section) {
    Optional<String> text = section.text("weight");
    if (text.isEmpty()) {
      return Workers.DEFAULT.weight();
    }
    int value = text.get().matches("[0-9]{1,3}") ? Integer.parseInt(text.get()) : 0;
    if (value < 1 || value > MOST_WEIGHT) {
      problems.at(
          section.node("weight").orElseThrow(),
          "workers.weight",
          "expected a whole number from 1 to " + MOST_WEIGHT + ", found \"" + text.get() + "\"",
          "write such a number, or leave it out: 1");
      return Workers.DEFAULT.weight();
    }
    return value;
  }

  private Map<String, Quantity> resources(Section section, String name, boolean known) {
    Map<String, Quantity> asked = new LinkedHashMap<>();
    Optional<Node> node = section.node("resources");
    if (node.isEmpty()) {
      return asked;
    }
    Section resources = Section.of(node.get(), section.field("resources"), RESOURCES, problems);
    for (String resource : RESOURCES) {
      resources
          .text(resource)
          .flatMap(text -> amount(resources, resource, text))
          .ifPresent(
              amount -> {
                asked.put(resource, amount);
                if (classes != null && known) {
                  bounded(resources, resource, amount, name, classes.of(name).get(resource));
                }
              });
    }
    return asked;
  }

  private Optional<Quantity> amount(Section resources, String resource, String text) {
    Quantity amount = AMOUNT.matcher(text).matches() ? new Quantity(text) : new Quantity("0");
    if (amount.getNumericalAmount().signum() > 0) {
      return Optional.of(amount);
    }
    problems.at(
        resources.node(resource).orElseThrow(),
        resources.field(resource),
        "expected an amount as Kubernetes writes it, found \"" + text + "\"",
        resource.equals("cpu") ? "write such as 2 or 1500m" : "write such as 8Gi");
    return Optional.empty();
  }

  private void bounded(
      Section resources, String resource, Quantity amount, String name, @Nullable Quantity most) {
    if (most != null && amount.getNumericalAmount().compareTo(most.getNumericalAmount()) <= 0) {
      return;
    }
    String of = name.isEmpty() ? "the default worker class" : "worker class \"" + name + "\"";
    String value =
        (name.isEmpty() ? "worker" : "worker.classes." + name) + ".maxResources." + resource;
    problems.at(
        resources.node(resource).orElseThrow(),
        resources.field(resource),
        most == null
            ? of + " has its own " + resource + " and allows no other"
            : amount + " is more than the " + most + " that " + of + " allows",
        (most == null ? "leave it out" : "ask for at most " + most)
            + ", name another class, or have the chart's value "
            + value
            + (most == null ? " set" : " raised"));
  }

  private static Set<String> ordered(String... keys) {
    return Collections.unmodifiableSet(new LinkedHashSet<>(List.of(keys)));
  }
}
