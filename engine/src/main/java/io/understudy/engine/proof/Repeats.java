package io.understudy.engine.proof;

/**
 * Whether it is of use to remember values: of each 16,384 that are asked for, one in eight must
 * have been known. Who sees that it is of none asks no more.
 */
public final class Repeats {
  private static final int TRIAL = 16_384;

  private int asked;
  private int known;
  private boolean worthIt = true;

  /** Whether to ask, and to remember. */
  public boolean areWorthIt() {
    return worthIt;
  }

  /**
   * Counts a value that was asked for.
   *
   * @param hit whether it was known
   * @return {@link #areWorthIt} from now on
   */
  public boolean count(boolean hit) {
    known += hit ? 1 : 0;
    if (++asked == TRIAL) {
      worthIt = known > TRIAL / 8;
      asked = 0;
      known = 0;
    }
    return worthIt;
  }
}
