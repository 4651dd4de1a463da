package io.understudy.files.parquet;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads ranges of a source through two buffers, a block per request: while one is worked on, the
 * other is filled with what comes next. Bytes that a block already brought are not asked for again,
 * so neighbouring ranges share requests.
 */
final class RangeReader {
  /** Of a block: the largest piece that is left of the one before, and goes in front of it. */
  private static final int GAP_SHARE = 4;

  private final Source source;
  private final int block;
  private final int gap;
  private @Nullable ReadAhead ahead;
  private byte[] spare = new byte[0];
  private byte[] buffer = new byte[0];
  private int bufferFrom;
  private long bufferStart;
  private int bufferLength;
  private long position;
  private long end;
  private long fetchEnd;

  RangeReader(Source source, int block) {
    this.source = source;
    this.block = block;
    this.gap = block / GAP_SHARE;
  }

  /** One that stands at the beginning of a chunk. */
  static RangeReader over(Chunk chunk, Source source, int block) {
    RangeReader reader = new RangeReader(source, block);
    reader.open(chunk.start(), chunk.end(), chunk.end());
    return reader;
  }

  /**
   * Goes to a range.
   *
   * @param fetchEnd how far blocks may reach beyond the range, because that is read next
   */
  void open(long start, long end, long fetchEnd) {
    this.position = start;
    this.end = end;
    this.fetchEnd = Math.max(end, fetchEnd);
    long bufferEnd = bufferStart + bufferLength;
    if (ahead == null && start >= bufferStart && start <= bufferEnd) {
      bringNext(bufferEnd);
    }
  }

  /** Asks for the first block of the range, of which nothing is there yet. */
  void begin() {
    bringNext(position);
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
    ReadAhead next = ahead;
    ahead = null;
    if (next != null && brings(next, keep, count)) {
      take(next, keep);
    } else {
      fetch(keep, count, next);
    }
    bringNext(bufferStart + bufferLength);
    return count;
  }

  private boolean brings(ReadAhead next, int keep, int count) {
    long from = position + keep;
    return from >= next.start() && keep <= gap && position + count <= next.end();
  }

  private void take(ReadAhead next, int keep) {
    byte[] bytes = next.bytes();
    int from = gap + (int) (position + keep - next.start()) - keep;
    keep(keep, bytes, from);
    spare = buffer;
    buffer = bytes;
    bufferFrom = from;
    bufferStart = position;
    bufferLength = (int) (next.end() - position);
  }

  /** Brings more than a block, or what does not follow; with what is on its way, if that fits. */
  private void fetch(int keep, int count, @Nullable ReadAhead next) {
    int length = (int) Math.min(Math.max(count, block), fetchEnd - position);
    boolean follows = next != null && next.start() == position + keep;
    int brought = next != null && follows ? (int) (next.end() - next.start()) : 0;
    length = Math.max(length, keep + brought);
    byte[] target = buffer;
    if (target.length < length) {
      // A reader whose ranges are all small never holds a whole block.
      target = new byte[length];
    }
    keep(keep, target, 0);
    buffer = target;
    bufferFrom = 0;
    bufferStart = position;
    bufferLength = keep;
    if (next != null && brought > 0) {
      spare = next.bytes();
      System.arraycopy(spare, gap, target, keep, brought);
      bufferLength += brought;
    }
    source.read(position + bufferLength, target, bufferLength, length - bufferLength);
    bufferLength = length;
  }

  private void keep(int count, byte[] into, int at) {
    if (count > 0) {
      System.arraycopy(buffer, offset(), into, at, count);
    }
  }

  /** Asks for what is behind the buffer, if that is wanted. */
  private void bringNext(long from) {
    int length = (int) Math.min(block, fetchEnd - from);
    if (length > 0 && !source.isWhole()) {
      byte[] room = spare.length >= gap + length ? spare : new byte[gap + length];
      spare = new byte[0];
      ahead = new ReadAhead(source, from, length, room, gap);
    }
  }

  byte[] array() {
    return buffer;
  }

  int offset() {
    return bufferFrom + (int) (position - bufferStart);
  }

  void skip(int count) {
    position += count;
    if (buffer.length > gap + block && position >= bufferStart + bufferLength) {
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
