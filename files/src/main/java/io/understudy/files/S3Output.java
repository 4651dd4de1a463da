package io.understudy.files;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * An object being written to S3: one request if it fits into one part, else a multipart upload.
 * Holds at most three parts in memory: two on their way and one being filled.
 */
final class S3Output extends PieceOutput {
  /** S3 allows 10,000 parts: they double after each thousand, up to 1 GiB, so that 4 TB fit. */
  private static final int PARTS_OF_ONE_SIZE = 1000;

  private static final int LARGEST_PART = 1 << 30;

  private final S3Client s3;
  private final Encryption encryption;
  private final int firstPartSize;
  private int started;
  private @Nullable String upload;
  private @Nullable S3Parts parts;
  private boolean published;

  S3Output(S3Client s3, Location location, Encryption encryption, int partSize) {
    super(location, partSize);
    this.s3 = s3;
    this.encryption = encryption;
    this.firstPartSize = partSize;
  }

  @Override
  int capacity() {
    return partSize(firstPartSize, started);
  }

  @Override
  void full() {
    startPart();
  }

  @Override
  public String publish() {
    try {
      String id = upload;
      String etag = id == null ? putWhole() : completed(id);
      published = true;
      return ObjectStore.unquoted(etag);
    } catch (SdkException e) {
      throw S3Failure.of(S3Failure.Action.WRITE, location, e);
    }
  }

  @Override
  public void close() {
    S3Parts sent = parts;
    if (sent != null) {
      sent.close();
      parts = null;
    }
    String unfinished = upload;
    if (unfinished != null && !published) {
      SharedUpload.abort(s3, location, unfinished);
      upload = null;
    }
  }

  /** Size of the part with this 0-based number. */
  static int partSize(int firstPartSize, int number) {
    int doublings = Math.min(number / PARTS_OF_ONE_SIZE, 30);
    return (int) Math.min(LARGEST_PART, (long) firstPartSize << doublings);
  }

  private String putWhole() {
    return S3Sending.sent(
            () ->
                s3.putObject(
                    r -> encryption.of(r.bucket(location.bucket()).key(location.key())),
                    S3Parts.body(piece, filled)))
        .eTag();
  }

  private String completed(String id) {
    if (filled > 0) {
      startPart();
    }
    return SharedUpload.complete(s3, location, id, sending(id).all());
  }

  private void startPart() {
    sending(uploadId()).send(++started, piece, filled);
    piece = new byte[capacity()];
    filled = 0;
  }

  private S3Parts sending(String id) {
    S3Parts sending = parts;
    if (sending == null) {
      sending = new S3Parts(s3, location, id);
      parts = sending;
    }
    return sending;
  }

  private String uploadId() {
    String id = upload;
    if (id == null) {
      id = SharedUpload.start(s3, location, encryption);
      upload = id;
    }
    return id;
  }
}
