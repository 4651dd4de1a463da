package io.understudy.files;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** One version of an object in S3. */
record S3Input(S3Client s3, Location location, long size, String etag) implements InputObject {
  /** Times a dropped connection is opened again without a byte gained in between. */
  private static final int ATTEMPTS = 4;

  private static final Duration PAUSE = Duration.ofMillis(200);

  @Override
  public String name() {
    return location.toString();
  }

  @Override
  public InputStream read(long offset, long length) {
    return new Range(offset, offset + Math.max(0, Math.min(length, size - offset)));
  }

  private ResponseInputStream<GetObjectResponse> get(long from, long end) {
    ResponseInputStream<GetObjectResponse> response =
        s3.getObject(
            request ->
                request
                    .bucket(location.bucket())
                    .key(location.key())
                    .range("bytes=" + from + "-" + (end - 1))
                    .ifMatch("\"" + etag + "\""));
    if (!ObjectStore.unquoted(response.response().eTag()).equals(etag)) {
      response.abort();
      // not every storage honours If-Match
      throw new FileException.Terminal(
          location + ": the object changed since it was opened; run again on files at rest");
    }
    return response;
  }

  /** Bytes of the pinned version; a connection that drops is opened again where it broke off. */
  private final class Range extends InputStream {
    private final long end;
    private long position;
    private int failures;
    private @Nullable ResponseInputStream<GetObjectResponse> response;

    private Range(long from, long end) {
      this.position = from;
      this.end = end;
      if (from < end) {
        this.response = connect();
      }
    }

    @Override
    public int read() {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      if (length == 0) {
        return 0;
      }
      while (position < end) {
        ResponseInputStream<GetObjectResponse> open = response == null ? connect() : response;
        response = open;
        try {
          int count = open.read(buffer, offset, (int) Math.min(length, end - position));
          if (count > 0) {
            position += count;
            failures = 0;
            return count;
          }
          dropped(new IOException("the answer ended early"));
        } catch (IOException e) {
          dropped(e);
        }
      }
      return -1;
    }

    private ResponseInputStream<GetObjectResponse> connect() {
      while (true) {
        try {
          return get(position, end);
        } catch (SdkException e) {
          if (!S3Failure.isTransient(e) || ++failures >= ATTEMPTS) {
            throw S3Failure.of(S3Failure.Action.READ, location, e);
          }
          pause();
        }
      }
    }

    private void dropped(IOException e) {
      abort();
      if (++failures >= ATTEMPTS) {
        throw new FileException.Retryable(
            location + ": the connection to the storage broke at byte " + position, e);
      }
      pause();
    }

    private void pause() {
      try {
        Thread.sleep(PAUSE.multipliedBy(failures));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new FileException.Retryable(location + ": the work was interrupted", e);
      }
    }

    private void abort() {
      if (response != null) {
        // close() would read the rest of the answer first
        response.abort();
        response = null;
      }
    }

    @Override
    public void close() {
      abort();
      position = end;
    }
  }
}
