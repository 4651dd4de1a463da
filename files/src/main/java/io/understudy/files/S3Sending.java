package io.understudy.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * Requests that have a body. The SDK tries again by itself, at once and so perhaps with connections
 * that all were idle for too long; and not at all if the server closes one while the body is to be
 * sent.
 */
final class S3Sending {
  /**
   * Each is several of the SDK's: together more than the five idle connections that Java keeps
   * (http.maxConnections), which all may be dead.
   */
  private static final int ATTEMPTS = 4;

  private static final Duration PAUSE = Duration.ofMillis(200);

  private S3Sending() {}

  /**
   * Sends it, again if the connection is lost.
   *
   * @throws software.amazon.awssdk.core.exception.SdkException if the storage refuses it, or the
   *     connection is lost each time ({@link #isLost})
   */
  static <T> T sent(Supplier<T> request) {
    for (int attempt = 1; ; attempt++) {
      try {
        return request.get();
      } catch (UncheckedIOException e) {
        if (attempt == ATTEMPTS) {
          throw SdkClientException.create("the connection was lost", e.getCause());
        }
      } catch (SdkClientException e) {
        if (attempt == ATTEMPTS || !isLost(e)) {
          throw e;
        }
      }
      pause(attempt);
    }
  }

  /** Whether nothing came back because the connection broke. */
  static boolean isLost(SdkClientException e) {
    return e.getCause() instanceof IOException;
  }

  private static void pause(int attempt) {
    try {
      Thread.sleep(PAUSE.multipliedBy(attempt));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw AbortedException.create("interrupted", e);
    }
  }
}
