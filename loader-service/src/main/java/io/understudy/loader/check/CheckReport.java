package io.understudy.loader.check;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What a check found.
 *
 * @param problems everything in the way of a load; empty: it can be loaded
 */
@Schema(name = "TargetCheck")
record CheckReport(List<Finding> problems) {
  CheckReport {
    problems = List.copyOf(problems);
  }

  /**
   * One problem.
   *
   * @param code short and stable
   * @param message where, what and remedy
   */
  @Schema(name = "TargetProblem")
  record Finding(String code, String message) {}
}
