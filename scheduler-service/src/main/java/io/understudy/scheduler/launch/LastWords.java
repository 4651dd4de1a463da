package io.understudy.scheduler.launch;

import io.understudy.scheduler.launch.SampleWorkers.Trouble;

/** What a sample worker that could not work left: {@code WORDS; REMEDY}, in one line. */
final class LastWords {
  private static final int MOST = 1_000;

  private LastWords() {}

  /**
   * @param how it ended
   * @param left what it left; "" if nothing
   * @param otherwise the remedy if it left nothing
   */
  static Trouble of(String how, String left, String otherwise) {
    String text = left.strip();
    if (text.isEmpty() || text.indexOf('\n') >= 0 || text.length() > MOST) {
      return new Trouble(how, otherwise, false);
    }
    int end = text.lastIndexOf("; ");
    return end < 0
        ? new Trouble(how + ": " + text, otherwise, false)
        : new Trouble(how + ": " + text.substring(0, end), text.substring(end + 2), false);
  }
}
