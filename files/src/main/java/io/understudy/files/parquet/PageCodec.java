package io.understudy.files.parquet;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import io.airlift.compress.lz4.Lz4Compressor;
import io.airlift.compress.lz4.Lz4Decompressor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.parquet.format.CompressionCodec;
import org.brotli.dec.BrotliInputStream;
import org.xerial.snappy.Snappy;

/**
 * Compression of page bodies, without Hadoop's codecs. What a page declares as its size is checked
 * against what its compressed bytes could possibly hold before anything is allocated.
 *
 * <p>Brotli is only read: there is no compressor of it on the JVM alone. A chunk is of one codec,
 * so one of Brotli that is changed becomes one of Zstandard ({@link #written}).
 */
enum PageCodec {
  UNCOMPRESSED,
  SNAPPY,
  GZIP,
  ZSTD,
  LZ4,
  LZ4_RAW,
  BROTLI;

  private static final int ZSTD_LEVEL = 3;
  // Most that one byte of input can become: Snappy's longest copy, and a run of LZ4 length bytes.
  private static final long SNAPPY_RATIO = 32;
  private static final long LZ4_RATIO = 256;
  private static final int SLACK = 64;

  /** Throws for codecs that need a library which is not here. */
  static PageCodec of(CompressionCodec codec, Place place) {
    return switch (codec) {
      case UNCOMPRESSED -> UNCOMPRESSED;
      case SNAPPY -> SNAPPY;
      case GZIP -> GZIP;
      case ZSTD -> ZSTD;
      case LZ4 -> LZ4;
      case LZ4_RAW -> LZ4_RAW;
      case BROTLI -> BROTLI;
      case LZO ->
          throw place.bad(
              "the codec " + codec + " cannot be decoded here",
              "export the file with ZSTD, SNAPPY or GZIP");
    };
  }

  /** How the footer names what {@link #compress} makes. */
  CompressionCodec written() {
    return this == BROTLI ? CompressionCodec.ZSTD : CompressionCodec.valueOf(name());
  }

  /** Whether a compressed body may stay in a chunk that is written again. */
  boolean staysCompressed() {
    return this != BROTLI && this != GZIP; // gzip's header may hold names
  }

  /** The {@code size} bytes that a body expands to; any exception means that it is damaged. */
  byte[] decompress(byte[] in, int offset, int length, int size) throws IOException {
    if (this != UNCOMPRESSED && size == 0) {
      return new byte[0];
    }
    return switch (this) {
      case UNCOMPRESSED -> {
        check(length == size);
        yield Arrays.copyOfRange(in, offset, offset + length);
      }
      case SNAPPY -> {
        check(size <= SNAPPY_RATIO * length + SLACK);
        check(Snappy.uncompressedLength(in, offset, length) == size);
        byte[] out = new byte[size];
        check(Snappy.uncompress(in, offset, length, out, 0) == size);
        yield out;
      }
      case GZIP -> {
        try (InputStream gzip = new GZIPInputStream(new ByteArrayInputStream(in, offset, length))) {
          yield exactly(gzip, size);
        }
      }
      case ZSTD -> {
        try (InputStream zstd =
            new ZstdInputStreamNoFinalizer(new ByteArrayInputStream(in, offset, length))) {
          yield exactly(zstd, size);
        }
      }
      case BROTLI -> {
        try (InputStream brotli =
            new BrotliInputStream(new ByteArrayInputStream(in, offset, length))) {
          yield exactly(brotli, size);
        }
      }
      case LZ4_RAW -> {
        check(size <= LZ4_RATIO * length + SLACK);
        byte[] out = new byte[size];
        check(lz4(in, offset, length, out, 0) == size);
        yield out;
      }
      case LZ4 -> {
        check(size <= LZ4_RATIO * length + SLACK);
        byte[] out = new byte[size];
        // Hadoop frames the blocks; other writers of this deprecated codec did not.
        if (!hadoopFrames(in, offset, length, out)) {
          check(lz4(in, offset, length, out, 0) == size);
        }
        yield out;
      }
    };
  }

  byte[] compress(byte[] in) throws IOException {
    return switch (this) {
      case UNCOMPRESSED -> in;
      case SNAPPY -> Snappy.compress(in);
      case GZIP -> {
        ByteArrayOutputStream out = new ByteArrayOutputStream(in.length / 2 + SLACK);
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
          gzip.write(in);
        }
        yield out.toByteArray();
      }
      case ZSTD, BROTLI -> Zstd.compress(in, ZSTD_LEVEL);
      case LZ4_RAW -> lz4(in, 0);
      case LZ4 -> {
        byte[] framed = lz4(in, 2 * Integer.BYTES);
        ByteBuffer.wrap(framed).putInt(in.length).putInt(framed.length - 2 * Integer.BYTES);
        yield framed;
      }
    };
  }

  private static byte[] exactly(InputStream stream, int size) throws IOException {
    byte[] out = stream.readNBytes(size);
    check(out.length == size && stream.read() < 0);
    return out;
  }

  private static int lz4(byte[] in, int offset, int length, byte[] out, int at) {
    return new Lz4Decompressor().decompress(in, offset, length, out, at, out.length - at);
  }

  private static byte[] lz4(byte[] in, int room) {
    Lz4Compressor compressor = new Lz4Compressor();
    byte[] out = new byte[room + compressor.maxCompressedLength(in.length)];
    int length = compressor.compress(in, 0, in.length, out, room, out.length - room);
    return Arrays.copyOf(out, room + length);
  }

  /** Whether the bytes are frames of (size, compressed size, block...) that fill {@code out}. */
  private static boolean hadoopFrames(byte[] in, int offset, int length, byte[] out) {
    ByteBuffer frames = ByteBuffer.wrap(in, offset, length);
    int at = 0;
    while (frames.remaining() >= 2 * Integer.BYTES) {
      int size = frames.getInt();
      int frameEnd = at + size;
      if (size < 0 || frameEnd < 0 || frameEnd > out.length) {
        return false;
      }
      while (at < frameEnd) {
        if (frames.remaining() < Integer.BYTES) {
          return false;
        }
        int compressed = frames.getInt();
        if (compressed <= 0 || compressed > frames.remaining()) {
          return false;
        }
        try {
          at += lz4(in, frames.position(), compressed, out, at);
        } catch (RuntimeException e) {
          return false;
        }
        frames.position(frames.position() + compressed);
      }
      if (at != frameEnd) {
        return false;
      }
    }
    return at == out.length && !frames.hasRemaining();
  }

  private static void check(boolean sound) throws IOException {
    if (!sound) {
      throw new IOException("size");
    }
  }
}
