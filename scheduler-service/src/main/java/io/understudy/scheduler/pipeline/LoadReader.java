package io.understudy.scheduler.pipeline;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.nodes.Node;

/** Reads where the masked files are loaded to, and how. */
final class LoadReader {
  /** The rows of a rejects file are looked at by people. */
  private static final int MOST_REJECTS = 10_000;

  private static final Set<String> KEYS =
      Collections.unmodifiableSet(new LinkedHashSet<>(List.of("target", "mode", "key", "reject")));

  private final Problems problems;

  LoadReader(Problems problems) {
    this.problems = problems;
  }

  Optional<Load> read(Section top) {
    Optional<Node> node = top.node("load");
    if (node.isEmpty()) {
      return Optional.empty();
    }
    Section load = Section.of(node.get(), "load", KEYS, problems);
    load.required("target", "add target: NAME, as the loader service is configured");
    Load.Mode mode = mode(load);
    List<String> key = key(load, mode);
    int reject = reject(load);
    return load.text("target").map(name -> new Load(name, mode, key, reject));
  }

  private List<String> key(Section load, Load.Mode mode) {
    List<String> columns = load.texts("key").values().stream().distinct().toList();
    load.node("key")
        .filter(node -> mode != Load.Mode.UPSERT)
        .ifPresent(
            node ->
                problems.at(
                    node,
                    "load.key",
                    "is for mode: upsert, but the mode is " + mode.text(),
                    "leave one of them out"));
    return columns;
  }

  private Load.Mode mode(Section load) {
    Optional<String> written = load.text("mode");
    if (written.isEmpty()) {
      return Load.Mode.REPLACE;
    }
    Optional<Load.Mode> known =
        Arrays.stream(Load.Mode.values())
            .filter(each -> each.text().equals(written.get()))
            .findFirst();
    if (known.isEmpty()) {
      problems.at(
          load.node("mode").orElseThrow(),
          "load.mode",
          "expected one of "
              + Arrays.stream(Load.Mode.values())
                  .map(Load.Mode::text)
                  .collect(Collectors.joining(", "))
              + ", found \""
              + written.get()
              + "\"",
          "write one of them");
    }
    return known.orElse(Load.Mode.REPLACE);
  }

  private int reject(Section load) {
    Optional<String> text = load.text("reject");
    if (text.isEmpty()) {
      return 0;
    }
    int value = text.get().matches("[0-9]{1,5}") ? Integer.parseInt(text.get()) : -1;
    if (value < 0 || value > MOST_REJECTS) {
      problems.at(
          load.node("reject").orElseThrow(),
          "load.reject",
          "expected a whole number from 0 to " + MOST_REJECTS + ", found \"" + text.get() + "\"",
          "write such a number, or leave it out: 0");
      return 0;
    }
    return value;
  }
}
