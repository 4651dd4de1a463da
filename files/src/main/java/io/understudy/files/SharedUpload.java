package io.understudy.files;

import java.util.List;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;

/**
 * An object that several processes write, each a part of it, as one multipart upload that they know
 * by its id. Nothing is seen under the object's name before {@link #complete}.
 */
public final class SharedUpload {
  /** The least that S3 takes as a part, but for the last one. */
  static final int LEAST_PART = 5 << 20;

  private final S3Client s3;
  private final Location location;
  private final String id;
  private final int partSize;

  SharedUpload(S3Client s3, Location location, String id, int partSize) {
    this.s3 = s3;
    this.location = location;
    this.id = id;
    this.partSize = partSize;
  }

  /** What the storage calls the upload. */
  public String id() {
    return id;
  }

  /**
   * Starts to write one of the object's parts. A part that is written again replaces what was
   * written of it before.
   *
   * @param number of the part, from 0, below {@link TextPart#MOST}
   * @param bytes about how many it will have
   */
  public OutputPart part(int number, long bytes) {
    return new OutputPart(s3, location, id, number, OutputPart.size(partSize, bytes));
  }

  /**
   * Makes the object of all that was uploaded.
   *
   * @param parts in their order
   * @return the version of the content: the ETag
   * @throws WholeFileException if the storage cannot make one of these: the upload is gone (a
   *     lifecycle rule, or the answer to an earlier completion was lost), or a part is too small or
   *     was replaced
   */
  public String complete(List<UploadedPart> parts) {
    for (UploadedPart part : parts.subList(0, Math.max(0, parts.size() - 1))) {
      if (part.size() < LEAST_PART) {
        throw new WholeFileException(location + ": a part of it is too small for S3");
      }
    }
    if (parts.isEmpty()) {
      throw new WholeFileException(location + ": nothing of it was uploaded");
    }
    try {
      return ObjectStore.unquoted(complete(s3, location, id, parts));
    } catch (AwsServiceException e) {
      String code = S3Failure.code(e);
      if (List.of("NoSuchUpload", "InvalidPart", "InvalidPartOrder", "EntityTooSmall")
          .contains(code)) {
        throw new WholeFileException(
            location + ": its parts cannot be put together (" + code + ")");
      }
      throw S3Failure.of(S3Failure.Action.WRITE, location, e);
    } catch (SdkException e) {
      throw S3Failure.of(S3Failure.Action.WRITE, location, e);
    }
  }

  /** Drops all that was uploaded; an upload that is gone is dropped already. */
  public void abort() {
    abort(s3, location, id);
  }

  static String start(S3Client s3, Location location, Encryption encryption) {
    try {
      return s3.createMultipartUpload(
              r -> encryption.of(r.bucket(location.bucket()).key(location.key())))
          .uploadId();
    } catch (SdkException e) {
      throw S3Failure.of(S3Failure.Action.WRITE, location, e);
    }
  }

  /** Throws what the SDK does. */
  static String complete(S3Client s3, Location location, String id, List<UploadedPart> parts) {
    List<CompletedPart> all =
        parts.stream()
            .map(
                part -> CompletedPart.builder().partNumber(part.number()).eTag(part.etag()).build())
            .toList();
    return S3Sending.sent(
            () ->
                s3.completeMultipartUpload(
                    r ->
                        r.bucket(location.bucket())
                            .key(location.key())
                            .uploadId(id)
                            .multipartUpload(m -> m.parts(all))))
        .eTag();
  }

  static void abort(S3Client s3, Location location, String id) {
    // an interrupt stops the work, not the clearing away
    boolean interrupted = Thread.interrupted();
    try {
      s3.abortMultipartUpload(r -> r.bucket(location.bucket()).key(location.key()).uploadId(id));
    } catch (NoSuchUploadException e) {
      return; // completed or dropped already: nothing is left, which is what was asked for
    } catch (SdkException e) {
      throw S3Failure.of(S3Failure.Action.ABORT, location, e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
