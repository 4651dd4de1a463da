package io.understudy.files.parquet;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The end of a parquet file. */
final class Bytes {
  private Bytes() {}

  static int footerLength(byte[] file) {
    return ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(file.length - 8);
  }

  /** Writes the footer's length and the magic. */
  static void end(byte[] file, int footerLength) {
    ByteBuffer end = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    end.position(file.length - 8);
    end.putInt(footerLength).put(ParquetFile.MAGIC);
  }
}
