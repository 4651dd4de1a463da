package io.understudy.files;

import java.util.Arrays;
import java.util.List;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * One part of an object that is uploaded in parts by several processes. It has a range of the
 * upload's numbers for itself. The last piece is at least as large as S3 takes, unless all of it is
 * smaller. Holds at most three pieces in memory.
 */
public final class OutputPart extends PieceOutput {
  /** S3 allows 10,000 numbers. */
  static final int NUMBERS = 10_000 / TextPart.MOST;

  private static final int LARGEST_PIECE = 1 << 30;

  private final S3Parts pieces;
  private final int firstNumber;
  private final int size;
  private int sent;
  private List<UploadedPart> uploaded = List.of();

  /**
   * @param size of a piece; the second half of the numbers take twice as much
   */
  OutputPart(S3Client s3, Location location, String upload, int part, int size) {
    super(location, size);
    this.pieces = new S3Parts(s3, location, upload);
    this.firstNumber = 1 + part * NUMBERS;
    this.size = size;
  }

  /** Size of a piece, so that half of the numbers are enough for so many bytes. */
  static int size(int least, long bytes) {
    return (int) Math.min(LARGEST_PIECE, Math.max(least, 2 * bytes / NUMBERS + 1));
  }

  @Override
  int capacity() {
    return pieceSize() + SharedUpload.LEAST_PART;
  }

  /**
   * {@inheritDoc}
   *
   * @throws WholeFileException if there is more than its numbers can hold, or the upload is gone
   */
  @Override
  void full() {
    send(pieceSize());
  }

  /**
   * Uploads what is left.
   *
   * @return nothing: the object has no version before it is whole
   * @throws WholeFileException if the upload is gone
   */
  @Override
  public String publish() {
    if (filled > 0) {
      send(filled);
    }
    try {
      uploaded = pieces.all();
    } catch (FileException e) {
      throw wholeIfGone(e);
    }
    return "";
  }

  /** What the storage has of it, once it is published. */
  public List<UploadedPart> uploaded() {
    return uploaded;
  }

  /** Waits for what is on its way; what was uploaded stays with the upload. */
  @Override
  public void close() {
    pieces.close();
  }

  private int pieceSize() {
    return sent < NUMBERS / 2 ? size : (int) Math.min(LARGEST_PIECE, 2L * size);
  }

  private void send(int length) {
    if (sent == NUMBERS) {
      throw new WholeFileException(location + ": a part of it grew too large");
    }
    byte[] bytes = piece;
    piece = Arrays.copyOfRange(bytes, length, Math.max(filled, length + 1));
    filled -= length;
    try {
      pieces.send(firstNumber + sent, bytes, length);
    } catch (FileException e) {
      throw wholeIfGone(e);
    }
    sent++;
  }

  /** No attempt of this part finds an upload again that is gone, and the other parts are lost. */
  private RuntimeException wholeIfGone(FileException failure) {
    return S3Failure.isUploadGone(failure)
        ? new WholeFileException(location + ": the upload of its parts is gone")
        : failure;
  }
}
