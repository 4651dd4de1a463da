package io.understudy.files;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Sums up what is read of an object. Several threads may read; one of them the whole of it. */
final class SummedInput implements InputObject {
  private final InputObject input;
  private @Nullable String sha256;
  private final AtomicLong bytesRead = new AtomicLong();

  SummedInput(InputObject input) {
    this.input = input;
  }

  /** Of the whole object in hex, if any one read has brought all of it. */
  @Nullable String sha256() {
    return sha256;
  }

  long bytesRead() {
    return bytesRead.get();
  }

  @Override
  public String name() {
    return input.name();
  }

  @Override
  public long size() {
    return input.size();
  }

  @Override
  public String etag() {
    return input.etag();
  }

  @Override
  public InputStream read(long offset, long length) {
    boolean whole = offset == 0 && length >= size();
    return new Summed(input.read(offset, length), whole ? Sha256.begin() : null);
  }

  private final class Summed extends InputStream {
    private final InputStream in;
    private final @Nullable MessageDigest digest;
    private long count;

    private Summed(InputStream in, @Nullable MessageDigest digest) {
      this.in = in;
      this.digest = digest;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = in.read(buffer, offset, length);
      if (read > 0) {
        count += read;
        bytesRead.addAndGet(read);
        if (digest != null) {
          digest.update(buffer, offset, read);
          if (count == size()) {
            sha256 = HexFormat.of().formatHex(digest.digest());
          }
        }
      }
      return read;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
