package io.understudy.files;

import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;

/**
 * An object being written to S3: one request if it fits into one part, else a multipart upload.
 * Holds at most three parts in memory: two on their way and one being filled.
 */
final class S3Output extends OutputStream implements OutputObject {
  private static final int IN_FLIGHT = 2;

  /** S3 allows 10,000 parts: they double after each thousand, up to 1 GiB, so that 4 TB fit. */
  private static final int PARTS_OF_ONE_SIZE = 1000;

  private static final int LARGEST_PART = 1 << 30;

  private final S3Client s3;
  private final Location location;
  private final Encryption encryption;
  private final int firstPartSize;
  private final Deque<Future<CompletedPart>> inFlight = new ArrayDeque<>();
  private final List<CompletedPart> completed = new ArrayList<>();
  private byte[] part;
  private int filled;
  private int started;
  private @Nullable String upload;
  private @Nullable ExecutorService uploads;
  private boolean published;

  S3Output(S3Client s3, Location location, Encryption encryption, int partSize) {
    this.s3 = s3;
    this.location = location;
    this.encryption = encryption;
    this.firstPartSize = partSize;
    this.part = new byte[Math.min(partSize, 1 << 16)];
  }

  @Override
  public String name() {
    return location.toString();
  }

  @Override
  public OutputStream stream() {
    return this;
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    int from = offset;
    int left = length;
    while (left > 0) {
      int capacity = partSize(firstPartSize, started);
      if (filled == capacity) {
        startPart();
        capacity = partSize(firstPartSize, started);
      }
      int count = Math.min(left, capacity - filled);
      if (part.length < filled + count) {
        long grown = Math.max(filled + (long) count, 2L * part.length);
        part = Arrays.copyOf(part, (int) Math.min(capacity, grown));
      }
      System.arraycopy(bytes, from, part, filled, count);
      filled += count;
      from += count;
      left -= count;
    }
  }

  @Override
  public String publish() {
    try {
      String etag = upload == null ? putWhole() : completeParts();
      published = true;
      return ObjectStore.unquoted(etag);
    } catch (SdkException e) {
      throw S3Failure.of(S3Failure.Action.WRITE, location, e);
    }
  }

  @Override
  public void close() {
    ExecutorService running = uploads;
    if (running != null) {
      // a part that arrives after the abort would stay behind: wait for the two at most
      running.close();
      uploads = null;
    }
    String unfinished = upload;
    if (unfinished == null || published) {
      return;
    }
    // an interrupt stops the work, not the clearing away
    boolean interrupted = Thread.interrupted();
    try {
      s3.abortMultipartUpload(
          r -> r.bucket(location.bucket()).key(location.key()).uploadId(unfinished));
      upload = null;
    } catch (NoSuchUploadException e) {
      upload = null; // completed or dropped already: nothing is left, which is what was asked for
    } catch (SdkException e) {
      throw S3Failure.of(S3Failure.Action.ABORT, location, e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
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
                    body(part, filled)))
        .eTag();
  }

  private String completeParts() {
    if (filled > 0) {
      startPart();
    }
    while (!inFlight.isEmpty()) {
      awaitOldest();
    }
    return S3Sending.sent(
            () ->
                s3.completeMultipartUpload(
                    r ->
                        r.bucket(location.bucket())
                            .key(location.key())
                            .uploadId(upload)
                            .multipartUpload(m -> m.parts(completed))))
        .eTag();
  }

  private void startPart() {
    ExecutorService executor = executor();
    String id = uploadId();
    if (inFlight.size() == IN_FLIGHT) {
      awaitOldest();
    }
    byte[] bytes = part;
    int length = filled;
    int number = ++started;
    inFlight.add(executor.submit(() -> uploadPart(id, number, bytes, length)));
    part = new byte[partSize(firstPartSize, started)];
    filled = 0;
  }

  private ExecutorService executor() {
    ExecutorService running = uploads;
    if (running == null) {
      running =
          Executors.newFixedThreadPool(
              IN_FLIGHT, Thread.ofPlatform().daemon().name("upload-", 0).factory());
      uploads = running;
    }
    return running;
  }

  private String uploadId() {
    String id = upload;
    if (id == null) {
      try {
        id =
            s3.createMultipartUpload(
                    r -> encryption.of(r.bucket(location.bucket()).key(location.key())))
                .uploadId();
        upload = id;
      } catch (SdkException e) {
        throw S3Failure.of(S3Failure.Action.WRITE, location, e);
      }
    }
    return id;
  }

  private CompletedPart uploadPart(String id, int number, byte[] bytes, int length) {
    String etag =
        S3Sending.sent(
                () ->
                    s3.uploadPart(
                        r ->
                            r.bucket(location.bucket())
                                .key(location.key())
                                .uploadId(id)
                                .partNumber(number),
                        body(bytes, length)))
            .eTag();
    return CompletedPart.builder().partNumber(number).eTag(etag).build();
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
  private static RequestBody body(byte[] bytes, int length) {
    return RequestBody.fromContentProvider(
        () -> new ByteArrayInputStream(bytes, 0, length), length, "application/octet-stream");
  }
}
