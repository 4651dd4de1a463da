package io.understudy.loader.load;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.sql.SQLException;

/** Numbers in network order and bytes, on their way to the database. */
final class WireBuffer extends OutputStream {
  private static final int SIZE = 1 << 16;
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final CopyText.Sink sink;
  private final byte[] buffer = new byte[SIZE];
  private int size;

  WireBuffer(CopyText.Sink sink) {
    this.sink = sink;
  }

  void int2(int value) throws SQLException {
    room(Short.BYTES);
    SHORT.set(buffer, size, (short) value);
    size += Short.BYTES;
  }

  void int4(int value) throws SQLException {
    room(Integer.BYTES);
    INT.set(buffer, size, value);
    size += Integer.BYTES;
  }

  void int8(long value) throws SQLException {
    room(Long.BYTES);
    LONG.set(buffer, size, value);
    size += Long.BYTES;
  }

  void int1(int value) throws SQLException {
    room(1);
    buffer[size++] = (byte) value;
  }

  void bytes(byte[] bytes) throws SQLException {
    bytes(bytes, 0, bytes.length);
  }

  private void bytes(byte[] bytes, int offset, int length) throws SQLException {
    if (length > SIZE - size) {
      flushAll();
      if (length > SIZE) {
        sink.write(bytes, offset, length);
        return;
      }
    }
    System.arraycopy(bytes, offset, buffer, size, length);
    size += length;
  }

  private void room(int bytes) throws SQLException {
    if (bytes > SIZE - size) {
      flushAll();
    }
  }

  /** Passes on what is in the buffer. */
  void flushAll() throws SQLException {
    sink.write(buffer, 0, size);
    size = 0;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  /** For values that write themselves; what the database says is the cause of the exception. */
  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      bytes(bytes, offset, length);
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }
}
