package io.understudy.transform.problem;

/** A request that is wrong in one place; it is answered with 400. */
public final class RequestException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String field;
  private final String remedy;

  public RequestException(String field, String detail, String remedy) {
    super(detail);
    this.field = field;
    this.remedy = remedy;
  }

  /** What to do about it. */
  public String remedy() {
    return remedy;
  }

  ProblemDocument document() {
    return ProblemDocument.of(400, field, String.valueOf(getMessage()), remedy);
  }
}
