package io.understudy.files;

/**
 * A part of an uncompressed CSV or JSONL file: the records, and blank lines, that begin in a range
 * of its bytes.
 *
 * @param from first byte of the range
 * @param exact whether a record, or the file's end, is known to be at {@code from}; if not, it has
 *     to be found out where the first one begins, and the two following are 0
 * @param to behind the last byte of the range
 * @param rowsBefore rows of the file before {@code from}
 * @param linesBefore JSONL: lines before that
 */
public record TextPart(long from, boolean exact, long to, long rowsBefore, long linesBefore) {
  /** Most parts that a file is cut into. */
  public static final int MOST = 500;

  /** Least size of a part, in bytes. */
  public static final long LEAST = 8L << 20;

  /**
   * How many parts a file is cut into. It is not if it is small, compressed, to be compressed, or
   * parquet.
   *
   * @param compression of what is written
   * @param size of the file in bytes
   * @param partSize about how large a part is; a file is cut if it is larger than two of these
   * @return 1 if it is not cut
   */
  public static int count(FileFormat format, Compression compression, long size, long partSize) {
    boolean text =
        !(format instanceof FileFormat.Parquet)
            && format.compression() == Compression.NONE
            && compression == Compression.NONE;
    return text && size > 2 * partSize ? (int) Math.min(MOST, (size - 1) / partSize + 1) : 1;
  }

  /**
   * One of the parts of about the same size that a file is cut into.
   *
   * @param size of the file in bytes
   * @param number of the part, from 0
   * @param parts how many there are
   */
  public static TextPart of(long size, int number, int parts) {
    return new TextPart(
        start(size, number, parts), number == 0, start(size, number + 1, parts), 0, 0);
  }

  /** The same part, once it is known where its first record begins. */
  TextPart at(long begin, long rows, long lines) {
    return new TextPart(begin, true, Math.max(begin, to), rows, lines);
  }

  private static long start(long size, int number, int parts) {
    long rest = size % parts;
    return size / parts * number + Math.min(number, rest);
  }
}
