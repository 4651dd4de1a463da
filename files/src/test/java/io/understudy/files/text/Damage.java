package io.understudy.files.text;

import java.util.Arrays;

/** Every file that one damage makes of another. */
public final class Damage {
  private Damage() {}

  /** Takes a file. */
  public interface Each {
    void take(byte[] damaged) throws Exception;
  }

  /** Cuts it at each byte, and flips each bit of each byte. */
  public static void each(byte[] file, Each each) throws Exception {
    for (int length = 0; length < file.length; length++) {
      each.take(Arrays.copyOf(file, length));
    }
    for (int at = 0; at < file.length; at++) {
      for (int bit = 0; bit < Byte.SIZE; bit++) {
        byte[] flipped = file.clone();
        flipped[at] ^= (byte) (1 << bit);
        each.take(flipped);
      }
    }
  }
}
