package io.understudy.files.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

class EightBytesTest {

  @Test
  void theFirstMarkIsTheFirstByteLookedFor() {
    Random random = new Random(1);
    byte[] bytes = new byte[Long.BYTES];
    for (int round = 0; round < 100_000; round++) {
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) (random.nextBoolean() ? random.nextInt(256) : '0' + random.nextInt(12));
      }
      byte one = (byte) random.nextInt(256);
      int bound = 1 + random.nextInt(128);
      long word = EightBytes.at(bytes, 0);
      assertThat(EightBytes.first(EightBytes.zeros(word ^ EightBytes.eight(one))))
          .isEqualTo(first(bytes, b -> b == one));
      assertThat(EightBytes.first(EightBytes.below(word, EightBytes.eight((byte) bound))))
          .isEqualTo(first(bytes, b -> b >= 0 && b < bound));
      assertThat(EightBytes.first(EightBytes.notDigits(word)))
          .isEqualTo(first(bytes, b -> b < '0' || b > '9'));
    }
  }

  @Test
  void aByteIsFoundAtEveryPlaceAndNotBehindTheEnd() {
    byte[] bytes = new byte[40];
    for (int at = 0; at < bytes.length; at++) {
      bytes[at] = 'x';
      for (int to = 0; to <= bytes.length; to++) {
        assertThat(EightBytes.indexOf(bytes, Math.min(at, 3), to, EightBytes.eight((byte) 'x')))
            .isEqualTo(at < to ? at : Math.max(to, Math.min(at, 3)));
      }
      bytes[at] = 0;
    }
  }

  private static int first(byte[] bytes, IntPredicate wanted) {
    int i = 0;
    while (i < bytes.length && !wanted.test(bytes[i])) {
      i++;
    }
    return i;
  }
}
