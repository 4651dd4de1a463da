package io.understudy.files;

import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Sums up what is written to an object; used by one thread. */
final class SummedOutput implements OutputObject {
  private final OutputObject output;
  private final MessageDigest digest = Sha256.begin();
  private final OutputStream stream;

  SummedOutput(OutputObject output) {
    this.output = output;
    this.stream = new Summed(output.stream());
  }

  /** Of everything written, in hex; call it once, after the last byte. */
  String sha256() {
    return HexFormat.of().formatHex(digest.digest());
  }

  @Override
  public String name() {
    return output.name();
  }

  @Override
  public OutputStream stream() {
    return stream;
  }

  @Override
  public String publish() {
    return output.publish();
  }

  @Override
  public void close() {
    output.close();
  }

  private final class Summed extends OutputStream {
    private final OutputStream out;

    private Summed(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
      digest.update(bytes, offset, length);
    }
  }
}
