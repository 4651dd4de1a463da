package io.understudy.files.text;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * Reads gzip data (RFC 1952) of any number of members to the last byte, and checks each member's
 * checksum and length. The JDK's own stream is not used: it takes a damaged second member, or one
 * that is not there yet when it asks {@code available()}, for the end of the data.
 *
 * <p>Data that is cut short is an {@link EOFException}, data that is corrupt a {@link
 * ZipException}.
 */
final class GzipInput extends InputStream {
  private static final int HEADER_CRC = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;
  private static final int RESERVED = 0xe0;

  private final InputStream in;
  private final byte[] block = new byte[1 << 16];
  private final Inflater inflater = new Inflater(true);
  private final CRC32 crc = new CRC32();
  private int position;
  private int limit;
  private long length;
  private boolean inMember;
  private boolean anyMember;

  GzipInput(InputStream in) {
    this.in = in;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int count) throws IOException {
    if (count == 0) {
      return 0;
    }
    while (inMember || nextMember()) {
      int inflated = inflate(bytes, offset, count);
      if (inflated > 0) {
        crc.update(bytes, offset, inflated);
        length += inflated;
        return inflated;
      }
      if (inflater.finished()) {
        position = limit - inflater.getRemaining();
        endMember();
      } else if (inflater.needsInput()) {
        position = limit;
        need();
        inflater.setInput(block, 0, limit);
      } else {
        throw new ZipException("the data needs a dictionary");
      }
    }
    return -1;
  }

  private int inflate(byte[] bytes, int offset, int count) throws ZipException {
    try {
      return inflater.inflate(bytes, offset, count);
    } catch (DataFormatException e) {
      ZipException corrupt = new ZipException("no deflate block");
      corrupt.initCause(e);
      throw corrupt;
    }
  }

  /** Reads the header of the next member; false at the end of the file. */
  private boolean nextMember() throws IOException {
    int first = next();
    while (anyMember && first == 0) {
      first = next(); // zeros may pad a file to the size of a block
    }
    if (first < 0) {
      if (!anyMember) {
        throw new EOFException();
      }
      return false;
    }
    if (first != 0x1f || required() != 0x8b || required() != 8) {
      throw new ZipException("no gzip member starts here");
    }
    int flags = required();
    if ((flags & RESERVED) != 0) {
      throw new ZipException("unknown flags");
    }
    skip(6); // time, extra flags, system
    if ((flags & EXTRA) != 0) {
      skip(required() | required() << 8);
    }
    if ((flags & NAME) != 0) {
      skipText();
    }
    if ((flags & COMMENT) != 0) {
      skipText();
    }
    if ((flags & HEADER_CRC) != 0) {
      skip(2);
    }
    inflater.reset();
    inflater.setInput(block, position, limit - position);
    crc.reset();
    length = 0;
    inMember = true;
    anyMember = true;
    return true;
  }

  private void endMember() throws IOException {
    if (word() != (crc.getValue() & 0xffff_ffffL) || word() != (length & 0xffff_ffffL)) {
      throw new ZipException("checksum or length differ");
    }
    inMember = false;
  }

  private long word() throws IOException {
    return required() | required() << 8 | required() << 16 | (long) required() << 24;
  }

  private void skip(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      required();
    }
  }

  private void skipText() throws IOException {
    while (required() != 0) {
      continue;
    }
  }

  private int required() throws IOException {
    int next = next();
    if (next < 0) {
      throw new EOFException();
    }
    return next;
  }

  private int next() throws IOException {
    if (position == limit && !fill()) {
      return -1;
    }
    return block[position++] & 0xff;
  }

  private void need() throws IOException {
    if (!fill()) {
      throw new EOFException();
    }
  }

  private boolean fill() throws IOException {
    position = 0;
    limit = Math.max(0, in.read(block, 0, block.length));
    return limit > 0;
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    in.close();
  }
}
