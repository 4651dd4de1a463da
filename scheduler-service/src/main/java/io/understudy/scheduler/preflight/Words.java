package io.understudy.scheduler.preflight;

import io.understudy.files.FileException;
import io.understudy.files.Location;
import io.understudy.files.PolicyStatement;
import io.understudy.jobtable.PreflightCheck;
import io.understudy.scheduler.check.CheckAnswer.Entry;
import java.util.List;
import java.util.Optional;

/** Messages of the services' parts as checks: what was found, and what to do about it. */
final class Words {
  private static final int MOST = 5;

  private Words() {}

  private static PreflightCheck fail(String name, String message) {
    return PreflightCheck.failed(name, message, "see the scheduler's log");
  }

  /** A call on a bucket that did not succeed. */
  static PreflightCheck fail(String name, FileException e, Location location, String region) {
    Optional<String> permission =
        e instanceof FileException.Terminal terminal ? terminal.permission() : Optional.empty();
    return fail(name, String.valueOf(e.getMessage()))
        .with(
            permission
                .map(missing -> new PolicyStatement(missing, location, region, Optional.empty()))
                .map(PolicyStatement::json)
                .orElse(null));
  }

  /** What a check of a pipeline found, at least one. */
  static PreflightCheck fail(String name, List<Entry> problems) {
    if (problems.size() == 1 && problems.get(0).remedy().isEmpty()) {
      return fail(name, place(problems.get(0)) + problems.get(0).message());
    }
    StringBuilder words = new StringBuilder();
    StringBuilder remedies = new StringBuilder();
    for (Entry problem : problems.subList(0, Math.min(MOST, problems.size()))) {
      words.append(words.isEmpty() ? "" : " | ").append(place(problem)).append(problem.message());
      if (!problem.remedy().isEmpty()) {
        remedies.append(remedies.isEmpty() ? "" : " | ").append(problem.remedy());
      }
    }
    if (problems.size() > MOST) {
      words.append(" | and ").append(problems.size() - MOST).append(" more");
    }
    return PreflightCheck.fail(
        name, words.toString(), remedies.isEmpty() ? "see above" : remedies.toString());
  }

  /** Of the installation's buckets, where a pipeline can be made to live with it. */
  static PreflightCheck warning(PreflightCheck failed) {
    return PreflightCheck.warn(
            failed.name(),
            failed.words(),
            failed.remedy() + "; or post pipelines that leave these files out")
        .with(failed.policy());
  }

  private static String place(Entry problem) {
    if (problem.line() != null) {
      return problem.field() + " (line " + problem.line() + "): ";
    }
    return problem.field().isEmpty() ? "" : problem.field() + ": ";
  }
}
