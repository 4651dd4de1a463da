package io.understudy.scheduler.problem;

import jakarta.ws.rs.core.Response.Status;

/** Ends a request with a problem document. */
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient ProblemDocument document;

  public ProblemException(ProblemDocument document) {
    super(document.detail());
    this.document = document;
  }

  /** A request that is wrong in one place. */
  public static ProblemException of(Status status, String field, String detail, String remedy) {
    return new ProblemException(ProblemDocument.of(status, field, detail, remedy));
  }

  /** A parameter with a value that it does not take. */
  public static ProblemException parameter(String name, String expected, String found) {
    return of(
        Status.BAD_REQUEST,
        name,
        "expected " + expected + ", found \"" + found + "\"",
        "correct the parameter or leave it out");
  }

  public ProblemDocument document() {
    return document;
  }
}
