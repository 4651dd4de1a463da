package io.understudy.files.text;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import io.understudy.files.Compression;
import io.understudy.files.FileException;
import io.understudy.files.OutputObject;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Writes a text into an object, compressed or not, in large blocks. The same text gives the same
 * bytes: no time and no name is in them. Does not publish or close the object.
 */
public final class TextOutput implements AutoCloseable {
  private static final int ZSTD_LEVEL = 1;

  private final Sink sink;
  private final OutputStream encoded;
  private final byte[] block = new byte[1 << 16];
  private int filled;
  private byte last;

  public TextOutput(OutputObject output, Compression compression) {
    this.sink = new Sink(output);
    try {
      this.encoded =
          switch (compression) {
            case NONE -> sink;
            case GZIP -> new FastGzip(sink, block.length);
            case ZSTD -> new ZstdOutputStreamNoFinalizer(sink, ZSTD_LEVEL).setChecksum(true);
          };
    } catch (IOException e) {
      throw sink.failure(e);
    }
  }

  /** Writes on in a text of which other processes write what is before. */
  public static TextOutput continued(OutputObject output) {
    TextOutput rest = new TextOutput(output, Compression.NONE);
    rest.last = '\n';
    return rest;
  }

  /** Appends the bytes from {@code from} to before {@code to}. */
  public void write(byte[] bytes, int from, int to) {
    int length = to - from;
    if (length <= block.length - filled) {
      System.arraycopy(bytes, from, block, filled, length);
      filled += length;
      return;
    }
    flushBlock();
    if (length < block.length) {
      System.arraycopy(bytes, from, block, 0, length);
      filled = length;
    } else {
      pass(bytes, from, length);
    }
  }

  /** Appends the bytes. */
  public void write(byte[] bytes) {
    write(bytes, 0, bytes.length);
  }

  /** Appends one byte. */
  public void write(byte b) {
    if (filled == block.length) {
      flushBlock();
    }
    block[filled++] = b;
  }

  /** The last byte so far; 0 if there is none. */
  public byte last() {
    return filled > 0 ? block[filled - 1] : last;
  }

  /** Whether nothing of the text was written so far. */
  public boolean isEmpty() {
    return filled == 0 && last == 0;
  }

  /** Writes what is left. Call it once, at the end; returns the size of the object. */
  public long finish() {
    flushBlock();
    try {
      encoded.close();
    } catch (IOException e) {
      throw sink.failure(e);
    }
    return sink.count;
  }

  /** Frees the compressor; without {@link #finish} before, nothing more reaches the object. */
  @Override
  public void close() {
    sink.dropping = true;
    try {
      encoded.close();
    } catch (IOException e) {
      throw sink.failure(e);
    }
  }

  private void flushBlock() {
    pass(block, 0, filled);
    filled = 0;
  }

  private void pass(byte[] bytes, int from, int length) {
    if (length == 0) {
      return;
    }
    last = bytes[from + length - 1];
    try {
      encoded.write(bytes, from, length);
    } catch (IOException e) {
      throw sink.failure(e);
    }
  }

  private static final class FastGzip extends GZIPOutputStream {
    private FastGzip(OutputStream out, int size) throws IOException {
      super(out, size);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }

  /** The object's end of the pipe. */
  private static final class Sink extends OutputStream {
    private final OutputObject output;
    private final OutputStream out;
    private long count;
    private boolean dropping;

    private Sink(OutputObject output) {
      this.output = output;
      this.out = output.stream();
    }

    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      if (dropping || length == 0) {
        return;
      }
      try {
        out.write(bytes, offset, length);
      } catch (IOException e) {
        throw failure(e);
      }
      count += length;
    }

    private FileException failure(IOException e) {
      return new FileException.Retryable(
          "%s: cannot be written (%s); check the storage"
              .formatted(output.name(), e.getClass().getSimpleName()),
          e);
    }
  }
}
