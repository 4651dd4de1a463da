package io.understudy.files.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.files.Compression;
import io.understudy.files.FileException;
import io.understudy.files.InputObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TextSourceTest {
  private static final byte[] ONE = text(1, 900);
  private static final byte[] TWO = text(2, 70_000);

  @ParameterizedTest
  @EnumSource(Compression.class)
  void membersInARowAreOneText(Compression compression) {
    byte[] packed =
        Packed.join(
            Packed.pack(ONE, compression),
            Packed.pack(new byte[0], compression),
            Packed.pack(TWO, compression));
    assertThat(read(packed, compression)).isEqualTo(Packed.join(ONE, TWO));
  }

  @Test
  void zerosMayPadAGzipFile() {
    byte[] packed = Packed.join(Packed.pack(ONE, Compression.GZIP), new byte[600]);
    assertThat(read(packed, Compression.GZIP)).isEqualTo(ONE);
  }

  @Test
  void aGzipHeaderMayHaveAllItsParts() {
    byte[] plain = Packed.pack(ONE, Compression.GZIP);
    byte[] header = {0x1f, (byte) 0x8b, 8, 30, 1, 2, 3, 4, 0, 3, 2, 0, 9, 9, 'n', 0, 'c', 0, 7, 7};
    byte[] packed = Packed.join(header, Arrays.copyOfRange(plain, 10, plain.length));
    assertThat(read(packed, Compression.GZIP)).isEqualTo(ONE);
  }

  @ParameterizedTest
  @EnumSource(names = {"GZIP", "ZSTD"})
  void cutAnywhereItIsAnErrorAndNeverAShorterText(Compression compression) {
    byte[] packed =
        Packed.join(Packed.pack(ONE, compression), Packed.pack(text(3, 200), compression));
    int firstMember = Packed.pack(ONE, compression).length;
    for (int length = 1; length < packed.length; length++) {
      byte[] cut = Arrays.copyOf(packed, length);
      if (length == firstMember) {
        assertThat(read(cut, compression)).isEqualTo(ONE);
        continue;
      }
      assertThatThrownBy(() -> read(cut, compression))
          .isInstanceOf(FileException.Terminal.class)
          .hasMessage(
              "s3://bucket/file: the %s data is cut short or corrupt: its %d bytes end before it"
                  + " does; copy or export the file again",
              compression.name().toLowerCase(java.util.Locale.ROOT), length);
    }
  }

  @Test
  void aFlippedBitOfGzipIsAnErrorOrOutsideOfTheText() {
    byte[] packed = Packed.pack(ONE, Compression.GZIP);
    Random random = new Random(5);
    for (int i = 0; i < packed.length; i++) {
      byte[] flipped = packed.clone();
      flipped[i] ^= (byte) (1 << random.nextInt(8));
      byte[] read;
      try {
        read = read(flipped, Compression.GZIP);
      } catch (FileException.Terminal e) {
        assertThat(e).hasMessageStartingWith("s3://bucket/file: ");
        continue;
      }
      assertThat(i).as("only the header has bits without meaning").isLessThan(10);
      assertThat(read).isEqualTo(ONE);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"GZIP", "ZSTD"})
  void otherDataIsSaidToBeSo(Compression compression) {
    assertThatThrownBy(() -> read("a,b\n1,2\n".repeat(20).getBytes(), compression))
        .isInstanceOf(FileException.Terminal.class)
        .hasMessageMatching(
            "s3://bucket/file: this is not (gzip|zstd) data, or it is corrupt \\(no [a-z ]*\\), .*");
  }

  @Test
  void dataBehindAGzipMemberIsAnError() {
    byte[] packed = Packed.join(Packed.pack(ONE, Compression.GZIP), new byte[] {'x', 'y'});
    assertThatThrownBy(() -> read(packed, Compression.GZIP))
        .isInstanceOf(FileException.Terminal.class)
        .hasMessage(
            "s3://bucket/file: this is not gzip data, or it is corrupt (no gzip member starts here), within the first "
                + packed.length
                + " of "
                + packed.length
                + " bytes; export the file again, or correct the ending of its name");
  }

  @Test
  void anEmptyObjectIsAnError() {
    assertThatThrownBy(() -> TextSource.refuseEmpty(new BytesIn(new byte[0])))
        .isInstanceOf(FileException.Terminal.class)
        .hasMessage("s3://bucket/file: the file is empty (0 bytes); export it again, or remove it");
  }

  @Test
  void storageThatBreaksOffIsWorthAnotherAttempt() {
    InputObject broken = new Broken(false);
    InputObject shorter = new Broken(true);
    assertThatThrownBy(() -> new TextSource(broken, Compression.NONE, 0).read(new byte[9], 0))
        .isInstanceOf(FileException.Retryable.class)
        .hasMessage("s3://b/k: reading broke off at byte 2 of 5 (IOException); check the storage");
    assertThatThrownBy(() -> new TextSource(shorter, Compression.GZIP, 0).read(new byte[9], 0))
        .isInstanceOf(FileException.Retryable.class)
        .hasMessage("s3://b/k: reading broke off at byte 2 of 5 (EOFException); check the storage");
  }

  private record Broken(boolean quietly) implements InputObject {
    @Override
    public String name() {
      return "s3://b/k";
    }

    @Override
    public long size() {
      return 5;
    }

    @Override
    public String etag() {
      return "";
    }

    @Override
    public InputStream read(long offset, long length) {
      return new ByteArrayInputStream(new byte[] {0x1f, (byte) 0x8b}) {
        @Override
        public int read(byte[] b, int off, int len) {
          int count = super.read(b, off, len);
          if (count < 0 && !quietly) {
            throw sneaky(new IOException("holds a secret"));
          }
          return count;
        }
      };
    }

    @SuppressWarnings("unchecked")
    private static <E extends Exception> RuntimeException sneaky(Exception e) throws E {
      throw (E) e;
    }
  }

  private static byte[] read(byte[] packed, Compression compression) {
    byte[] all = new byte[100_000];
    try (TextSource source = new TextSource(new BytesIn(packed), compression, 0)) {
      int count = source.read(all, 0);
      assertThat(source.consumed()).isEqualTo(packed.length);
      return Arrays.copyOf(all, count);
    }
  }

  private static byte[] text(int seed, int length) {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder();
    while (text.length() < length) {
      text.append(random.nextInt(100_000)).append(random.nextInt(9) == 0 ? '\n' : ',');
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
