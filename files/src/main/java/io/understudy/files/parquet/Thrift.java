package io.understudy.files.parquet;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import org.apache.parquet.format.InterningProtocol;
import shaded.parquet.org.apache.thrift.TBase;
import shaded.parquet.org.apache.thrift.TConfiguration;
import shaded.parquet.org.apache.thrift.TException;
import shaded.parquet.org.apache.thrift.protocol.TCompactProtocol;
import shaded.parquet.org.apache.thrift.transport.TIOStreamTransport;
import shaded.parquet.org.apache.thrift.transport.TTransportException;

/** The format's structures to and from bytes. */
final class Thrift {
  private Thrift() {}

  /** Bytes that are no structure of the expected kind. */
  static final class MalformedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean ended;

    MalformedException(boolean ended) {
      super(null, null, false, false);
      this.ended = ended;
    }

    /** Whether the bytes ended before the structure did. */
    boolean ended() {
      return ended;
    }
  }

  /**
   * Fills {@code structure} from a slice. No string or list that is declared longer than the slice
   * is allocated.
   *
   * @return how many bytes it took
   */
  static int read(TBase<?, ?> structure, byte[] bytes, int offset, int length)
      throws MalformedException {
    ByteArrayInputStream in = new ByteArrayInputStream(bytes, offset, length);
    try {
      // One more than there is: reading the last byte must not count as beyond the limit.
      TConfiguration limits =
          TConfiguration.custom().setMaxMessageSize(length + 1).setRecursionLimit(64).build();
      structure.read(
          new InterningProtocol(new TCompactProtocol(new TIOStreamTransport(limits, in))));
    } catch (TTransportException e) {
      throw new MalformedException(true);
    } catch (TException | RuntimeException e) {
      throw new MalformedException(false);
    }
    return length - in.available();
  }

  static byte[] write(TBase<?, ?> structure) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      structure.write(new TCompactProtocol(new TIOStreamTransport(out)));
    } catch (TException e) {
      throw new IllegalStateException("a parquet structure is not complete", e);
    }
    return out.toByteArray();
  }
}
