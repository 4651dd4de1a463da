package io.understudy.files.text;

import io.understudy.files.Compression;
import io.understudy.files.FileException;
import io.understudy.files.InputObject;
import java.util.Arrays;

/**
 * The part of a text that is in memory: a stretch of bytes that moves along the file and is never
 * larger than {@link #LARGEST}. Positions are indexes of {@link #bytes}, valid until {@link #more}.
 */
public final class Window implements AutoCloseable {
  /** The longest record or line that a file may have, in bytes. */
  public static final int LARGEST = 64 << 20;

  private static final byte[] MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private final TextSource source;
  private final int largest;
  private byte[] bytes;
  private int limit;
  private long offset;
  private boolean ended;

  /**
   * @param block bytes to read at a time, and kept while records are not longer than half of it
   * @param largest bytes that the window may grow to
   */
  public Window(InputObject input, Compression compression, int block, int largest) {
    this(input, compression, block, largest, 0);
  }

  /**
   * As above, from some place in a text that is not compressed.
   *
   * @param from byte of the object at which the window begins
   */
  public Window(InputObject input, int block, int largest, long from) {
    this(input, Compression.NONE, block, largest, from);
  }

  private Window(InputObject input, Compression compression, int block, int largest, long from) {
    this.source = new TextSource(input, compression, from);
    this.offset = from;
    this.largest = largest;
    this.bytes = new byte[Math.max(MARK.length + 1, block)];
  }

  /** Name of the object, for messages. */
  public String name() {
    return source.input().name();
  }

  /** The live array; {@link #more} may replace it. */
  public byte[] bytes() {
    return bytes;
  }

  /** End of the text in {@link #bytes}. */
  public int limit() {
    return limit;
  }

  /** Whether the last byte of the text is in the window or behind it. */
  public boolean ended() {
    return ended;
  }

  /** Bytes that the window may grow to. */
  public int largest() {
    return largest;
  }

  /** Where in the uncompressed text a position is. */
  public long offset(int position) {
    return offset + position;
  }

  /** The position of a place in the uncompressed text, or the limit if that is before it. */
  public int limitAt(long place) {
    return (int) Math.clamp(place - offset, 0, limit);
  }

  /** Bytes of the object (compressed, if it is) read so far, or before the window's beginning. */
  public long consumed() {
    return source.consumed();
  }

  /**
   * Drops the bytes before {@code from}, which becomes position 0, and reads more.
   *
   * @return false if that cannot be done because the window is as large as it may be
   */
  public boolean more(int from) {
    int kept = limit - from;
    byte[] target = bytes;
    if (kept > bytes.length / 2) {
      int size = (int) Math.max(bytes.length, Math.min(largest, 2L * bytes.length));
      if (kept == bytes.length && size == bytes.length) {
        return false;
      }
      target = size == bytes.length ? bytes : new byte[size];
    }
    System.arraycopy(bytes, from, target, 0, kept);
    bytes = target;
    offset += from;
    limit = kept + source.read(bytes, kept);
    ended = limit < bytes.length;
    return true;
  }

  /**
   * Reads the start of a text that may be nothing: a rewrite can have dropped all rows.
   *
   * @return position behind the byte order mark, if there is one
   * @throws FileException.Terminal if it is the mark of UTF-16
   */
  public int startOrEnd() {
    more(0);
    if (startsAsUtf16()) {
      throw new FileException.Terminal(
          name() + ": the file starts as UTF-16 does; export it as UTF-8");
    }
    return limit >= MARK.length && Arrays.equals(bytes, 0, MARK.length, MARK, 0, MARK.length)
        ? MARK.length
        : 0;
  }

  /**
   * Reads the start of the text.
   *
   * @return position behind the byte order mark, if there is one
   * @throws FileException.Terminal if there is nothing but that, or it is the mark of UTF-16
   */
  public int start() {
    TextSource.refuseEmpty(source.input());
    int start = startOrEnd();
    if (limit == start) {
      throw new FileException.Terminal(
          name() + ": the file holds no text; export it again, or remove it");
    }
    return start;
  }

  private boolean startsAsUtf16() {
    if (limit < 2) {
      return false;
    }
    int first = bytes[0] & 0xff;
    int second = bytes[1] & 0xff;
    return first == 0xfe && second == 0xff || first == 0xff && second == 0xfe;
  }

  @Override
  public void close() {
    source.close();
  }
}
