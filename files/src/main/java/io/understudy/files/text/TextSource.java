package io.understudy.files.text;

import io.understudy.files.Compression;
import io.understudy.files.FileException;
import io.understudy.files.InputObject;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** The uncompressed bytes of one object, from first to last. */
final class TextSource implements AutoCloseable {
  private final InputObject input;
  private final Compression compression;
  private final Counted raw;
  private final InputStream decoded;

  /**
   * @param from byte of the object at which to begin; 0 unless it is not compressed
   */
  TextSource(InputObject input, Compression compression, long from) {
    if (compression != Compression.NONE) {
      refuseEmpty(input);
    }
    this.input = input;
    this.compression = compression;
    this.raw = new Counted(input, from);
    this.decoded =
        switch (compression) {
          case NONE -> raw;
          case GZIP -> new GzipInput(raw);
          case ZSTD -> new ZstdInput(raw);
        };
  }

  /** Nothing is a text, but no compressed one, and seldom what somebody exported. */
  static void refuseEmpty(InputObject input) {
    if (input.size() == 0) {
      throw new FileException.Terminal(
          input.name() + ": the file is empty (0 bytes); export it again, or remove it");
    }
  }

  InputObject input() {
    return input;
  }

  /** Bytes of the object read so far, or before the beginning. */
  long consumed() {
    return raw.count;
  }

  /** Fills the array from {@code offset} on; fewer bytes than fit only at the end of the text. */
  int read(byte[] bytes, int offset) {
    int filled = offset;
    try {
      while (filled < bytes.length) {
        int count = decoded.read(bytes, filled, bytes.length - filled);
        if (count < 0) {
          break;
        }
        filled += count;
      }
    } catch (EOFException e) {
      throw cutShort(e);
    } catch (IOException e) {
      throw corrupt(e);
    }
    return filled - offset;
  }

  private FileException.Terminal cutShort(IOException e) {
    return new FileException.Terminal(
        "%s: the %s data is cut short or corrupt: its %d bytes end before it does; copy or export the file again"
            .formatted(input.name(), format(), raw.count),
        e);
  }

  /** What the streams of this package say holds no bytes of the file. */
  private FileException.Terminal corrupt(IOException e) {
    return new FileException.Terminal(
        "%s: this is not %s data, or it is corrupt (%s), within the first %d of %d bytes; export the file again, or correct the ending of its name"
            .formatted(input.name(), format(), e.getMessage(), raw.count, input.size()),
        e);
  }

  private String format() {
    return compression == Compression.GZIP ? "gzip" : "zstd";
  }

  @Override
  public void close() {
    try {
      decoded.close();
    } catch (IOException e) {
      throw new FileException.Retryable(
          input.name() + ": the file cannot be closed (" + e.getClass().getSimpleName() + ")", e);
    }
  }

  /** Knows how much was read; every error of it is a {@link FileException}. */
  private static final class Counted extends InputStream {
    private final InputObject input;
    private final InputStream in;
    private long count;

    private Counted(InputObject input, long from) {
      this.input = input;
      this.in = input.read(from, input.size() - from);
      this.count = from;
    }

    @Override
    public int read() {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      try {
        int read = in.read(bytes, offset, length);
        if (read >= 0) {
          count += read;
          return read;
        }
      } catch (IOException e) {
        throw failure(e);
      }
      if (count != input.size()) {
        throw failure(new EOFException());
      }
      return -1;
    }

    @Override
    public void close() {
      try {
        in.close();
      } catch (IOException e) {
        throw failure(e);
      }
    }

    private FileException failure(IOException e) {
      return new FileException.Retryable(
          "%s: reading broke off at byte %d of %d (%s); check the storage"
              .formatted(input.name(), count, input.size(), e.getClass().getSimpleName()),
          e);
    }
  }
}
