package io.understudy.engine.key;

/**
 * An endless row of choices that are a function of the key and one value: the n-th 64 bit are the
 * keyed function of the value's own number and n. Used by one thread, for one value.
 */
public final class Draw {
  /** More bits than this are not taken from one word, so that choices stay uniform to 2^-32. */
  private static final int BITS_PER_WORD = 32;

  private final KeyedFunction function;
  private final long seed;
  private long word;
  private long words;
  private int bitsTaken;

  Draw(KeyedFunction function, long seed) {
    this.function = function;
    this.seed = seed;
    this.word = seed;
  }

  /**
   * The next choice.
   *
   * @param bound how many there are, at least 1
   * @return from 0 to {@code bound - 1}
   */
  public int below(int bound) {
    int bits = Integer.SIZE - Integer.numberOfLeadingZeros(bound - 1);
    if (bitsTaken + bits > BITS_PER_WORD) {
      words++;
      word = function.number(seed, words);
      bitsTaken = 0;
    }
    bitsTaken += bits;
    long choice = Math.unsignedMultiplyHigh(word, bound);
    word *= bound;
    return (int) choice;
  }

  /**
   * The first choice of the row that begins with a number ({@link KeyedFunction#number}): what
   * {@link #below} says first.
   */
  public static int first(long number, int bound) {
    return (int) Math.unsignedMultiplyHigh(number, bound);
  }

  /** One of these. */
  public <T> T oneOf(T[] choices) {
    return choices[below(choices.length)];
  }
}
