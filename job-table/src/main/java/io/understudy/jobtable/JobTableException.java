package io.understudy.jobtable;

import org.jspecify.annotations.Nullable;

/** The job table did not answer, or refused. Trying again can help. */
public final class JobTableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public JobTableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
