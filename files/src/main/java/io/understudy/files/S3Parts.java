package io.understudy.files;

import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** Sends parts of one multipart upload, two at a time. Used by one thread. */
final class S3Parts implements AutoCloseable {
  private static final int IN_FLIGHT = 2;

  private final S3Client s3;
  private final Location location;
  private final String upload;
  private final Deque<Future<UploadedPart>> inFlight = new ArrayDeque<>();
  private final List<UploadedPart> completed = new ArrayList<>();
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          IN_FLIGHT, Thread.ofPlatform().daemon().name("upload-", 0).factory());

  S3Parts(S3Client s3, Location location, String upload) {
    this.s3 = s3;
    this.location = location;
    this.upload = upload;
  }

  /** Sends a part once one of those on their way has arrived; the array is not used otherwise. */
  void send(int number, byte[] bytes, int length) {
    if (inFlight.size() == IN_FLIGHT) {
      awaitOldest();
    }
    inFlight.add(threads.submit(() -> sent(number, bytes, length)));
  }

  /** Those sent, in their order, when all have arrived. */
  List<UploadedPart> all() {
    while (!inFlight.isEmpty()) {
      awaitOldest();
    }
    return List.copyOf(completed);
  }

  /** Waits for those on their way: what arrives after an abort would stay behind. */
  @Override
  public void close() {
    threads.close();
  }

  private UploadedPart sent(int number, byte[] bytes, int length) {
    String etag =
        S3Sending.sent(
                () ->
                    s3.uploadPart(
                        r ->
                            r.bucket(location.bucket())
                                .key(location.key())
                                .uploadId(upload)
                                .partNumber(number),
                        body(bytes, length)))
            .eTag();
    return new UploadedPart(number, etag, length);
  }

  private void awaitOldest() {
    try {
      completed.add(inFlight.remove().get());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof SdkException failure) {
        throw S3Failure.of(S3Failure.Action.WRITE, location, failure);
      }
      throw new IllegalStateException(location + ": a part could not be uploaded", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FileException.Retryable(location + ": the work was interrupted", e);
    }
  }

  /**
   * The SDK's own array body makes a copy; this one can be read again when a request is retried.
   */
  static RequestBody body(byte[] bytes, int length) {
    return RequestBody.fromContentProvider(
        () -> new ByteArrayInputStream(bytes, 0, length), length, "application/octet-stream");
  }
}
