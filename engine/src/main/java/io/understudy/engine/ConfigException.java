package io.understudy.engine;

import java.util.List;
import java.util.stream.Collectors;

/** A config that cannot run, with all of its problems. Trying again cannot help. */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  /** At least one problem. */
  public ConfigException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** All problems found, in the order of the document. */
  public List<Problem> problems() {
    return problems;
  }
}
