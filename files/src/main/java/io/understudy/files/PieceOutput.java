package io.understudy.files;

import java.io.OutputStream;
import java.util.Arrays;

/** An object that is sent in pieces, of which one is being filled. Used by one thread. */
abstract class PieceOutput extends OutputStream implements OutputObject {
  private static final int FIRST_BYTES = 1 << 16;

  final Location location;
  byte[] piece;
  int filled;

  /**
   * @param size of the first piece
   */
  PieceOutput(Location location, int size) {
    this.location = location;
    this.piece = new byte[Math.min(size, FIRST_BYTES)];
  }

  /** Bytes that may be gathered now. */
  abstract int capacity();

  /** Sends what is gathered, or a part of it. */
  abstract void full();

  @Override
  public abstract void close();

  @Override
  public final String name() {
    return location.toString();
  }

  @Override
  public final OutputStream stream() {
    return this;
  }

  @Override
  public final void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public final void write(byte[] bytes, int offset, int length) {
    int from = offset;
    int left = length;
    while (left > 0) {
      int capacity = capacity();
      if (filled >= capacity) {
        full();
        continue;
      }
      int count = Math.min(left, capacity - filled);
      if (piece.length < filled + count) {
        long grown = Math.max(filled + (long) count, 2L * piece.length);
        piece = Arrays.copyOf(piece, (int) Math.min(capacity, grown));
      }
      System.arraycopy(bytes, from, piece, filled, count);
      filled += count;
      from += count;
      left -= count;
    }
  }
}
