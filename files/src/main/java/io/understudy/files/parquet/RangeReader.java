package io.understudy.files.parquet;

import java.util.Arrays;

/**
 * Reads ranges of a source through one reused buffer, a block per request. Bytes that the last
 * block already brought are not asked for again, so neighbouring ranges share requests.
 */
final class RangeReader {
  private final Source source;
  private final int block;
  private byte[] buffer = new byte[0];
  private long bufferStart;
  private int bufferLength;
  private long position;
  private long end;
  private long fetchEnd;

  RangeReader(Source source, int block) {
    this.source = source;
    this.block = block;
  }

  /**
   * Goes to a range.
   *
   * @param fetchEnd how far a block may reach beyond the range, because that is read next
   */
  void open(long start, long end, long fetchEnd) {
    this.position = start;
    this.end = end;
    this.fetchEnd = Math.max(end, fetchEnd);
  }

  long position() {
    return position;
  }

  long remaining() {
    return end - position;
  }

  /**
   * Brings the next {@code wanted} bytes of the range, or all that are left of it, into {@link
   * #array} from {@link #offset} on.
   *
   * @return how many of them are there, at most {@code wanted}
   */
  int ensure(int wanted) {
    int count = (int) Math.min(wanted, remaining());
    long have = bufferStart + bufferLength - position;
    if (position >= bufferStart && have >= count) {
      return count;
    }
    int keep = position >= bufferStart && have > 0 ? (int) have : 0;
    int length = (int) Math.min(Math.max(count, block), fetchEnd - position);
    byte[] target = buffer;
    if (target.length < length) {
      // A reader whose ranges are all small never holds a whole block.
      target = new byte[length];
    }
    if (keep > 0) {
      System.arraycopy(buffer, (int) (position - bufferStart), target, 0, keep);
    }
    buffer = target;
    bufferStart = position;
    bufferLength = keep;
    source.read(position + keep, target, keep, length - keep);
    bufferLength = length;
    return count;
  }

  byte[] array() {
    return buffer;
  }

  int offset() {
    return (int) (position - bufferStart);
  }

  void skip(int count) {
    position += count;
    if (buffer.length > block && position >= bufferStart + bufferLength) {
      // Room for one long page is not kept while it is worked on.
      buffer = new byte[0];
      bufferLength = 0;
    }
  }

  /** The next {@code count} bytes as a new array; the range holds that many. */
  byte[] take(int count) {
    ensure(count);
    byte[] taken = Arrays.copyOfRange(buffer, offset(), offset() + count);
    skip(count);
    return taken;
  }
}
