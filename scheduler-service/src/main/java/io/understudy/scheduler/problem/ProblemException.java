package io.understudy.scheduler.problem;

import io.understudy.scheduler.problem.ProblemDocument.Entry;
import jakarta.ws.rs.core.Response.Status;
import java.util.List;

/** Ends a request with a problem document. */
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient ProblemDocument document;

  public ProblemException(ProblemDocument document) {
    super(document.detail());
    this.document = document;
  }

  /** A parameter with a value that it does not take. */
  public static ProblemException parameter(String name, String expected) {
    return new ProblemException(
        ProblemDocument.of(
            Status.BAD_REQUEST,
            "the parameter " + name + " must be " + expected,
            List.of(new Entry(name, null, null, "must be " + expected, ""))));
  }

  /** Something that is not there. */
  public static ProblemException notFound(String what, String remedy) {
    return new ProblemException(
        ProblemDocument.of(Status.NOT_FOUND, "there is no " + what + "; " + remedy));
  }

  /** A request that does not fit the state of things. */
  public static ProblemException conflict(String detail) {
    return new ProblemException(ProblemDocument.of(Status.CONFLICT, detail));
  }

  public ProblemDocument document() {
    return document;
  }
}
