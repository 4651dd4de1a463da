package io.understudy.jobtable;

import org.jspecify.annotations.Nullable;

/**
 * What one check of a preflight found; no value of a row is in it.
 *
 * @param name short and stable, such as {@code sink.put}; unique in its preflight
 * @param words what was found
 * @param remedy what to do about it; there is one with FAIL and WARN
 * @param policy JSON of the policy statement that would allow a denied call
 */
public record PreflightCheck(
    String name, Outcome outcome, String words, @Nullable String remedy, @Nullable String policy) {

  /** What came of it. */
  public enum Outcome {
    /** As it should be. */
    PASS,
    /** A run would fail, or do what it must not. */
    FAIL,
    /** A run would work; somebody should know this. */
    WARN,
    /** Could not be made, or need not. */
    SKIPPED
  }

  public PreflightCheck {
    if (remedy == null && (outcome == Outcome.FAIL || outcome == Outcome.WARN)) {
      throw new IllegalArgumentException("the check " + name + " has no remedy");
    }
  }

  public static PreflightCheck pass(String name, String words) {
    return new PreflightCheck(name, Outcome.PASS, words, null, null);
  }

  public static PreflightCheck fail(String name, String words, String remedy) {
    return new PreflightCheck(name, Outcome.FAIL, words, remedy, null);
  }

  /**
   * A failure with the words of an error that says its remedy after the last semicolon.
   *
   * @param otherwise the remedy if it says none
   */
  public static PreflightCheck failed(String name, String message, String otherwise) {
    int end = message.lastIndexOf("; ");
    return end < 0
        ? fail(name, message, otherwise)
        : fail(name, message.substring(0, end), message.substring(end + 2));
  }

  public static PreflightCheck warn(String name, String words, String remedy) {
    return new PreflightCheck(name, Outcome.WARN, words, remedy, null);
  }

  public static PreflightCheck skipped(String name, String why) {
    return new PreflightCheck(name, Outcome.SKIPPED, why, null, null);
  }

  /** The same with a policy statement. */
  public PreflightCheck with(@Nullable String statement) {
    return new PreflightCheck(name, outcome, words, remedy, statement);
  }
}
