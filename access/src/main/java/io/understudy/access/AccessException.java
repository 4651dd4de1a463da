package io.understudy.access;

/** Who may call is configured in a way that protects nothing: the service does not start. */
public final class AccessException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param place setting or file
   * @param what what was expected there, and what was found; no content of a file
   */
  public AccessException(String place, String what, String remedy) {
    super(place + ": " + what + "; " + remedy);
  }
}
