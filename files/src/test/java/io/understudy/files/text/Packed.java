package io.understudy.files.text;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import io.understudy.files.Compression;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Compresses and decompresses by other code than ours. */
public final class Packed {
  private Packed() {}

  /** One gzip member or zstd frame. */
  public static byte[] pack(byte[] bytes, Compression compression) {
    return switch (compression) {
      case NONE -> bytes;
      case ZSTD -> Zstd.compress(bytes);
      case GZIP -> {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
          gzip.write(bytes);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
        yield packed.toByteArray();
      }
    };
  }

  public static byte[] unpack(byte[] bytes, Compression compression) {
    try {
      return switch (compression) {
        case NONE -> bytes;
        case ZSTD -> new ZstdInputStreamNoFinalizer(new ByteArrayInputStream(bytes)).readAllBytes();
        case GZIP -> new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes();
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
