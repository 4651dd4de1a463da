package io.understudy.files.parquet;

import io.understudy.files.FileException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.parquet.format.FileMetaData;
import shaded.parquet.org.apache.thrift.TBase;

/** A parquet file being written: bytes in order, small writes gathered, the position known. */
final class ParquetOutput {
  private final OutputStream out;
  private final String name;
  private final byte[] gathered = new byte[64 << 10];
  private int length;
  private long position;

  /** Begins the file. */
  ParquetOutput(OutputStream out, String name) {
    this.out = out;
    this.name = name;
    write(ParquetFile.MAGIC, 0, ParquetFile.MAGIC.length);
  }

  long position() {
    return position;
  }

  void write(byte[] bytes, int offset, int count) {
    position += count;
    if (count > gathered.length - length) {
      flush();
    }
    if (count > gathered.length) {
      send(bytes, offset, count);
    } else {
      System.arraycopy(bytes, offset, gathered, length, count);
      length += count;
    }
  }

  /** Returns how many bytes it took. */
  int write(TBase<?, ?> structure) {
    byte[] bytes = Thrift.write(structure);
    write(bytes, 0, bytes.length);
    return bytes.length;
  }

  /** Ends the file; the stream stays open. */
  void finish(FileMetaData footer) {
    int size = write(footer);
    byte[] end =
        ByteBuffer.allocate(Integer.BYTES + ParquetFile.MAGIC.length)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(size)
            .put(ParquetFile.MAGIC)
            .array();
    write(end, 0, end.length);
    flush();
  }

  private void flush() {
    send(gathered, 0, length);
    length = 0;
  }

  private void send(byte[] bytes, int offset, int count) {
    try {
      out.write(bytes, offset, count);
    } catch (IOException e) {
      throw new FileException.Retryable(name + ": writing did not succeed", e);
    }
  }
}
