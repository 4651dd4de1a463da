package io.understudy.files.parquet;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * Reads ranges of a source, a block per request: while one is worked on, the next ones are on their
 * way. Bytes that a block already brought are not asked for again, so neighbouring ranges share
 * requests.
 */
final class RangeReader {
  /** Of a block: the largest piece that is left of the one before, and goes in front of it. */
  private static final int GAP_SHARE = 4;

  /** Smaller blocks are mostly done with when the next is wanted whole. */
  private static final int SMALLEST_AHEAD = 256 << 10;

  private final Source source;
  private final int block;
  private final int gap;
  private final int most;

  /** What is on its way, without a gap between one and the next. */
  private final Deque<ReadAhead> ahead = new ArrayDeque<>();

  private byte[] spare = new byte[0];
  private byte[] buffer = new byte[0];
  private int bufferFrom;
  private long bufferStart;
  private int bufferLength;
  private long position;
  private long end;
  private long fetchEnd;

  RangeReader(Source source, int block) {
    this(source, block, 1);
  }

  /**
   * @param ahead blocks that are on their way at most, if blocks are large
   */
  RangeReader(Source source, int block, int ahead) {
    this.source = source;
    this.block = block;
    this.most = block < SMALLEST_AHEAD ? 0 : ahead;
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
    if (start >= bufferStart && start <= known()) {
      askOn();
    }
  }

  /** Asks for the first block of the range, of which nothing is there yet. */
  void begin() {
    bufferStart = position;
    askOn();
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
    while (!ahead.isEmpty() && !ahead.element().has(position + keep)) {
      ahead.remove();
    }
    if (!ahead.isEmpty() && keep <= gap && position + count <= ahead.element().end()) {
      take(ahead.remove(), keep);
    } else {
      fetch(keep, count);
    }
    askOn();
    return count;
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

  /** Brings what does not follow, or is longer than a block: with what is on its way. */
  private void fetch(int keep, int count) {
    long to = position + keep;
    Deque<ReadAhead> coming = new ArrayDeque<>();
    while (to < position + count && !ahead.isEmpty() && ahead.element().start() == to) {
      to = ahead.element().end();
      coming.add(ahead.remove());
    }
    if (to < position + count) {
      to = Math.min(fetchEnd, position + Math.max(count, block));
      ahead.clear();
    }
    int length = (int) (to - position);
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
    for (ReadAhead next : coming) {
      spare = next.bytes();
      System.arraycopy(spare, gap, target, bufferLength, next.length());
      bufferLength += next.length();
    }
    source.read(position + bufferLength, target, bufferLength, length - bufferLength);
    bufferLength = length;
  }

  private void keep(int count, byte[] into, int at) {
    if (count > 0) {
      System.arraycopy(buffer, offset(), into, at, count);
    }
  }

  /** End of what is there or on its way. */
  private long known() {
    return ahead.isEmpty() ? bufferStart + bufferLength : ahead.getLast().end();
  }

  /** Asks for what comes next, if that is wanted. */
  private void askOn() {
    int length = (int) Math.min(block, fetchEnd - known());
    while (length > 0 && ahead.size() < most && source.beginAhead()) {
      byte[] room = spare.length >= gap + length ? spare : new byte[gap + length];
      spare = new byte[0];
      ahead.add(new ReadAhead(source, known(), length, room, gap));
      length = (int) Math.min(block, fetchEnd - known());
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
