package io.understudy.engine.config;

import io.understudy.engine.ConfigException;
import io.understudy.engine.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects problems; the same one is kept once, and at most 1,000 in all. */
public final class Problems {
  private static final int MOST = 1_000;

  private final Set<Problem> found = new LinkedHashSet<>();

  /** Adds one. */
  public void add(Problem problem) {
    if (found.size() < MOST) {
      found.add(problem);
    }
  }

  /** Whether there is any. */
  public boolean any() {
    return !found.isEmpty();
  }

  /** All of them in the order of the document; those without a place come last. */
  public List<Problem> inOrder() {
    List<Problem> sorted = new ArrayList<>(found);
    sorted.sort(
        Comparator.comparing((Problem problem) -> problem.line() == 0)
            .thenComparing(Problem::line)
            .thenComparing(Problem::column));
    return List.copyOf(sorted);
  }

  /**
   * Ends the work if there is any.
   *
   * @throws ConfigException with all of them, {@link #inOrder}
   */
  public void refuse() {
    if (!found.isEmpty()) {
      throw new ConfigException(inOrder());
    }
  }
}
