package io.understudy.engine.fake;

import io.understudy.engine.key.KeyedFunction;

/**
 * A keyed one-to-one mapping of the numbers below a bound onto themselves that leaves none where it
 * is: Q(x) = P'(P(x) + 1 mod bound), with P a Feistel network over two unequal halves (Black and
 * Rogaway, "Ciphers with arbitrary finite domains", 2002) that walks until it is back inside the
 * bound, and P' its inverse.
 */
final class Permutation {
  /** Largest bound: both halves then stay below 2^31. */
  static final long LARGEST = 1L << 61;

  private static final int ROUNDS = 8;

  private final KeyedFunction function;
  private final long tweak;
  private final long bound;
  private final long left;
  private final long right;

  /**
   * @param tweak picks one of many unrelated mappings
   * @param bound at least 2 and at most {@link #LARGEST}
   */
  Permutation(KeyedFunction function, long tweak, long bound) {
    this.function = function;
    this.tweak = tweak;
    this.bound = bound;
    this.left = (long) Math.ceil(Math.sqrt((double) bound));
    this.right = (bound + left - 1) / left;
  }

  /** What stands for a number from 0 to {@code bound - 1}. */
  long of(long number) {
    long forward = number;
    do {
      forward = forward(forward);
    } while (forward >= bound);
    long back = forward + 1 == bound ? 0 : forward + 1;
    do {
      back = back(back);
    } while (back >= bound);
    return back;
  }

  private long forward(long number) {
    long a = number / right;
    long b = number % right;
    for (int round = 0; round < ROUNDS; round += 2) {
      a = (a + step(round, b, left)) % left;
      b = (b + step(round + 1, a, right)) % right;
    }
    return a * right + b;
  }

  private long back(long number) {
    long a = number / right;
    long b = number % right;
    for (int round = ROUNDS - 2; round >= 0; round -= 2) {
      b = (b + right - step(round + 1, a, right)) % right;
      a = (a + left - step(round, b, left)) % left;
    }
    return a * right + b;
  }

  private long step(int round, long half, long size) {
    return Math.unsignedMultiplyHigh(function.number(tweak + round, half), size);
  }
}
