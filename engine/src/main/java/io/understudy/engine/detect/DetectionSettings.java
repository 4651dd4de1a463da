package io.understudy.engine.detect;

import java.util.List;

/**
 * How to look for personal data.
 *
 * @param recognisers those of the config, which look first
 * @param cellCharacters a longer text is not searched: it counts as personal data as a whole
 * @param fileCharacters how much of a column of one file is searched; what comes after counts as
 *     personal data as a whole
 */
public record DetectionSettings(
    List<OwnRecogniser> recognisers, int cellCharacters, long fileCharacters) {
  /** What holds where a config says nothing. */
  public static final DetectionSettings DEFAULT =
      new DetectionSettings(List.of(), 64 * 1024, 4L * 1024 * 1024 * 1024);

  public DetectionSettings {
    recognisers = List.copyOf(recognisers);
    if (cellCharacters < 1 || fileCharacters < 1) {
      throw new IllegalArgumentException("a budget of less than one character");
    }
  }
}
