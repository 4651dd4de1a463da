package io.understudy.files.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.files.FileException;
import io.understudy.files.InputObject;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RangeReaderTest {
  private static final int SIZE = 9 << 20; // more than is fetched whole
  private static final int BLOCK = 256 << 10;

  private final byte[] bytes = new byte[SIZE];
  private final AtomicLong asked = new AtomicLong();

  RangeReaderTest() {
    new Random(1).nextBytes(bytes);
  }

  /** The bytes, counted as they are asked for. */
  private class Numbered implements InputObject {
    @Override
    public String name() {
      return "bytes";
    }

    @Override
    public long size() {
      return SIZE;
    }

    @Override
    public String etag() {
      return "1";
    }

    @Override
    public InputStream read(long offset, long length) {
      asked.addAndGet(length);
      return new ByteArrayInputStream(bytes, (int) offset, (int) length);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5, 6, 7})
  void anyRangesInAnyPiecesAreTheBytesOfTheSource(int seed) {
    Random random = new Random(seed);
    RangeReader reader = new RangeReader(new Source(new Numbered()), BLOCK, 1 + random.nextInt(3));
    long end = 0;
    for (int range = 0; range < 300; range++) {
      long start = random.nextInt(3) == 0 ? random.nextInt(SIZE) : end; // mostly side by side
      end = Math.min(SIZE, start + random.nextInt(1 << random.nextInt(22)));
      if (start == SIZE) {
        end = 0;
      }
      reader.open(start, Math.max(start, end), Math.min(SIZE, end + random.nextInt(4 * BLOCK)));
      while (reader.remaining() > 0) {
        int wanted = 1 + random.nextInt(1 << (1 + random.nextInt(20)));
        int there = reader.ensure(wanted);
        assertThat(there).isEqualTo((int) Math.min(wanted, reader.remaining()));
        verify(reader, there);
        reader.skip(1 + random.nextInt(there));
      }
    }
  }

  /** That what is there are the bytes at the reader's place. */
  private void verify(RangeReader reader, int there) {
    int at = reader.offset();
    int from = (int) reader.position();
    assertThat(Arrays.equals(reader.array(), at, at + there, bytes, from, from + there))
        .as("%d bytes at %d", there, from)
        .isTrue();
  }

  @Test
  void aRangeThatIsBegunIsAskedForOnce() {
    RangeReader reader = new RangeReader(new Source(new Numbered()), BLOCK);
    reader.open(1000, 1000 + 3 * BLOCK, 1000 + 3 * BLOCK);
    reader.begin();
    while (reader.remaining() > 0) {
      int there = reader.ensure(100_000);
      verify(reader, there);
      reader.skip(there);
    }
    assertThat(asked.get()).isEqualTo(3 * BLOCK);
  }

  @Test
  void anErrorOfReadingAheadIsItself() {
    InputObject input =
        new Numbered() {
          @Override
          public InputStream read(long offset, long length) {
            if (offset >= BLOCK) {
              throw new OutOfMemoryError("none left");
            }
            return super.read(offset, length);
          }
        };
    RangeReader reader = new RangeReader(new Source(input), BLOCK);
    reader.open(0, SIZE, SIZE);
    reader.skip(reader.ensure(BLOCK));
    assertThatThrownBy(() -> reader.ensure(1)).isInstanceOf(OutOfMemoryError.class);
  }

  @Test
  void whatIsReadInOrderIsAskedForOnce() {
    RangeReader reader = new RangeReader(new Source(new Numbered()), BLOCK);
    for (int start = 0; start < SIZE; start += 100_000) {
      int end = Math.min(SIZE, start + 100_000);
      reader.open(start, end, SIZE);
      while (reader.remaining() > 0) {
        reader.skip(reader.ensure(777));
      }
    }
    assertThat(asked.get()).isEqualTo(SIZE);
  }

  @Test
  void piecesLongerThanABlockAreAskedForOnce() {
    RangeReader reader = new RangeReader(new Source(new Numbered()), BLOCK, 2);
    reader.open(0, SIZE, SIZE);
    for (int piece = 1; reader.remaining() > 0; piece++) {
      reader.skip(reader.ensure(100)); // a header
      if (reader.remaining() > 0) {
        reader.skip(reader.ensure(BLOCK / 2 * (piece % 7)));
      }
    }
    assertThat(asked.get()).isEqualTo(SIZE);
  }

  @Test
  void theNextBlockComesWhileOneIsWorkedOn() throws Exception {
    CountDownLatch second = new CountDownLatch(1);
    InputObject input =
        new Numbered() {
          @Override
          public InputStream read(long offset, long length) {
            if (offset >= BLOCK) {
              second.countDown();
            }
            return super.read(offset, length);
          }
        };
    RangeReader reader = new RangeReader(new Source(input), BLOCK);
    reader.open(0, SIZE, SIZE);
    reader.ensure(1);
    assertThat(second.await(1, TimeUnit.MINUTES)).isTrue();
  }

  @Test
  void aFailureOfReadingAheadIsSaidWhenTheBlockIsWanted() {
    InputObject input =
        new Numbered() {
          @Override
          public InputStream read(long offset, long length) {
            if (offset >= BLOCK) {
              throw new FileException.Retryable("bytes: lost", new IllegalStateException());
            }
            return super.read(offset, length);
          }
        };
    RangeReader reader = new RangeReader(new Source(input), BLOCK);
    reader.open(0, SIZE, SIZE);
    assertThat(reader.ensure(BLOCK)).isEqualTo(BLOCK);
    reader.skip(BLOCK);
    assertThatThrownBy(() -> reader.ensure(1))
        .isInstanceOf(FileException.Retryable.class)
        .hasMessage("bytes: lost");
  }
}
