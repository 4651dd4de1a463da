package io.understudy.files;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256, which every JDK has. */
public final class Sha256 {
  private static final int BLOCK = 1 << 16;

  private Sha256() {}

  static MessageDigest begin() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK has no SHA-256", e);
    }
  }

  /** Of bytes, in hex. */
  public static String of(byte[] bytes) {
    return HexFormat.of().formatHex(begin().digest(bytes));
  }

  /**
   * Of a whole object, in hex.
   *
   * @throws FileException if it cannot be read
   */
  public static String of(InputObject input) {
    return of(input, 0, input.size());
  }

  /** Of the bytes of an object from {@code offset} on, in hex. */
  public static String of(InputObject input, long offset, long length) {
    MessageDigest digest = begin();
    byte[] block = new byte[BLOCK];
    try (InputStream in = input.read(offset, length)) {
      for (int count = in.read(block); count >= 0; count = in.read(block)) {
        digest.update(block, 0, count);
      }
    } catch (IOException e) {
      throw new FileException.Retryable(
          input.name() + ": reading broke off (" + e.getClass().getSimpleName() + ")", e);
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
