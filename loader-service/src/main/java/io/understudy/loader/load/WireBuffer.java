package io.understudy.loader.load;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.sql.SQLException;

/** Numbers in network order and bytes, on their way to the database. */
final class WireBuffer {
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

  /** A value of four bytes, with its length. */
  void value4(int value) throws SQLException {
    room(2 * Integer.BYTES);
    INT.set(buffer, size, Integer.BYTES);
    INT.set(buffer, size + Integer.BYTES, value);
    size += 2 * Integer.BYTES;
  }

  /** A value of eight bytes, with its length. */
  void value8(long value) throws SQLException {
    room(Integer.BYTES + Long.BYTES);
    INT.set(buffer, size, Long.BYTES);
    LONG.set(buffer, size + Integer.BYTES, value);
    size += Integer.BYTES + Long.BYTES;
  }

  /** A value of any length, with it. */
  void value(byte[] bytes, int offset, int length) throws SQLException {
    if (length > SIZE - Integer.BYTES - size) {
      int4(length);
      bytes(bytes, offset, length);
      return;
    }
    INT.set(buffer, size, length);
    System.arraycopy(bytes, offset, buffer, size + Integer.BYTES, length);
    size += Integer.BYTES + length;
  }

  void bytes(byte[] bytes) throws SQLException {
    bytes(bytes, 0, bytes.length);
  }

  void bytes(byte[] bytes, int offset, int length) throws SQLException {
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
}
