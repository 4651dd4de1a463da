package io.understudy.files.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Utf8Test {
  private static final int[] BYTES = {
    'a', 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xe1, 0xec, 0xed,
    0xee, 0xef, 0xf0, 0xf1, 0xf3, 0xf4, 0xf5, 0xff
  };

  @Test
  void agreesWithTheJdkOnEverySequenceOfFourBytesThatMatters() {
    byte[] bytes = new byte[4];
    for (int a : BYTES) {
      for (int b : BYTES) {
        for (int c : BYTES) {
          for (int d : BYTES) {
            bytes[0] = (byte) a;
            bytes[1] = (byte) b;
            bytes[2] = (byte) c;
            bytes[3] = (byte) d;
            assertThat(Utf8.firstInvalid(bytes, 0, 4)).isEqualTo(oracle(bytes));
          }
        }
      }
    }
  }

  @Test
  void agreesWithTheJdkOnLongTexts() {
    Random random = new Random(1);
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = text(random).getBytes(StandardCharsets.UTF_8);
      if (random.nextInt(3) == 0 && bytes.length > 0) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      assertThat(Utf8.firstInvalid(bytes, 0, bytes.length)).isEqualTo(oracle(bytes));
    }
  }

  @Test
  void halfASurrogatePairCannotBeWritten() {
    assertThat(Utf8.isWritable("a\ud83d\ude00b")).isTrue();
    assertThat(Utf8.isWritable("a\ud83d")).isFalse();
    assertThat(Utf8.isWritable("\ude00\ud83d")).isFalse();
    assertThat(Utf8.isWritable("\ud83dx")).isFalse();
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(40); i > 0; i--) {
      int kind = random.nextInt(12);
      text.appendCodePoint(
          kind == 0 ? 0x1f600 + random.nextInt(50) : kind == 1 ? 'ä' : kind == 2 ? '世' : 'a');
    }
    return text.toString();
  }

  private static int oracle(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    boolean error =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .decode(in, CharBuffer.allocate(bytes.length), true)
            .isError();
    return error ? in.position() : -1;
  }
}
