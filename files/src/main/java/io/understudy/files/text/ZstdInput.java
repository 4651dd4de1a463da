package io.understudy.files.text;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.zip.ZipException;

/**
 * Reads zstd data (RFC 8878) of any number of frames to the last byte. The library's own stream is
 * not used: it takes a second frame that is cut short for the end of the data.
 *
 * <p>Data that is cut short is an {@link EOFException}, data that is corrupt a {@link
 * ZipException}.
 */
final class ZstdInput extends InputStream {
  private static final int BLOCK = 1 << 17;

  private final InputStream in;
  private final ZstdDecompressCtx context = new ZstdDecompressCtx();
  private final byte[] read = new byte[BLOCK];
  private final ByteBuffer packed = ByteBuffer.allocateDirect(BLOCK).limit(0);
  private final ByteBuffer plain = ByteBuffer.allocateDirect(BLOCK).limit(0);
  private boolean inFrame = true; // there is at least one
  private boolean moreInside;

  ZstdInput(InputStream in) {
    this.in = in;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    while (!plain.hasRemaining()) {
      if (!moreInside && !packed.hasRemaining() && !fill()) {
        return -1;
      }
      decompress();
    }
    int count = Math.min(length, plain.remaining());
    plain.get(bytes, offset, count);
    return count;
  }

  private void decompress() throws ZipException {
    int before = packed.position();
    plain.clear();
    try {
      if (context.decompressDirectByteBufferStream(plain, packed)) {
        inFrame = false;
      } else if (packed.position() > before) {
        inFrame = true;
      }
    } catch (ZstdException e) {
      ZipException corrupt =
          new ZipException(
              e.getErrorCode() == Zstd.errFrameParameterWindowTooLarge()
                  ? "it needs a window of more than 128 MB"
                  : "no zstd block");
      corrupt.initCause(e);
      throw corrupt;
    }
    moreInside = !plain.hasRemaining();
    plain.flip();
  }

  /** Reads more; false at the end of the file. */
  private boolean fill() throws IOException {
    int count = in.read(read, 0, read.length);
    if (count <= 0) {
      if (inFrame) {
        throw new EOFException();
      }
      return false;
    }
    packed.clear();
    packed.put(read, 0, count).flip();
    return true;
  }

  @Override
  public void close() throws IOException {
    context.close();
    in.close();
  }
}
