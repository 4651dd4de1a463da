package io.understudy.loader.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WireBufferTest {
  private static final int SIZE = 1 << 16;

  @Test
  void passesOnValuesThatEndAroundTheEndOfTheBuffer() throws Exception {
    Random random = new Random(7);
    for (int before = SIZE - 12; before <= SIZE; before++) {
      for (int length : new int[] {0, 1, 7, 8, SIZE - 4, SIZE - 3, SIZE, SIZE + 1}) {
        byte[] filler = new byte[before];
        byte[] value = new byte[length + 2];
        random.nextBytes(filler);
        random.nextBytes(value);
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        WireBuffer buffer = new WireBuffer(written::write);
        buffer.bytes(filler);
        buffer.value(value, 1, length);
        buffer.value8(Long.MIN_VALUE + length);
        buffer.flushAll();

        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(expected);
        out.write(filler);
        out.writeInt(length);
        out.write(value, 1, length);
        out.writeInt(Long.BYTES);
        out.writeLong(Long.MIN_VALUE + length);
        assertThat(written.toByteArray())
            .as("%d bytes after %d", length, before)
            .isEqualTo(expected.toByteArray());
      }
    }
  }
}
