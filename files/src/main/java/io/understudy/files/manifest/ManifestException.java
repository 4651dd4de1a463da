package io.understudy.files.manifest;

/** Something in a manifest is not as it should be. */
public final class ManifestException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ManifestException(String message) {
    super(message);
  }
}
