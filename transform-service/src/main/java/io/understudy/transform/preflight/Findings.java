package io.understudy.transform.preflight;

import io.understudy.files.FileException;
import io.understudy.files.Location;
import io.understudy.files.PolicyStatement;
import io.understudy.jobtable.PreflightCheck;
import io.understudy.transform.work.Failures;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Makes checks of what is thrown.
 *
 * @param region of the buckets
 * @param kmsKey that is written with
 */
record Findings(String region, Optional<String> kmsKey) {
  static final String SEE = "see the worker's log";

  /** What a check finds, or a failure with what it throws. */
  PreflightCheck of(String name, Location prefix, Supplier<PreflightCheck> check) {
    try {
      return check.get();
    } catch (RuntimeException e) {
      return failure(name, prefix.toString(), prefix, e);
    }
  }

  /**
   * A failure with what was thrown.
   *
   * @param input what was at work
   * @param prefix what a missing permission is missing on
   */
  PreflightCheck failure(String name, String input, Location prefix, Throwable thrown) {
    Optional<String> permission =
        thrown instanceof FileException.Terminal terminal
            ? terminal.permission()
            : Optional.empty();
    return PreflightCheck.failed(name, Failures.of(input, thrown).message(), SEE)
        .with(
            permission
                .map(missing -> new PolicyStatement(missing, prefix, region, kmsKey).json())
                .orElse(null));
  }

  /** A failure that a run could live with. */
  static PreflightCheck asWarning(PreflightCheck check, String remedy) {
    return check.outcome() == PreflightCheck.Outcome.FAIL
        ? PreflightCheck.warn(check.name(), check.words(), remedy).with(check.policy())
        : check;
  }
}
