package io.understudy.access;

import java.security.MessageDigest;

/** The hash of a token, and whose it is. */
final class KnownToken {
  private final Caller caller;
  private final byte[] hash;

  /**
   * @param hash SHA-256, 32 bytes
   */
  KnownToken(Caller caller, byte[] hash) {
    this.caller = caller;
    this.hash = hash.clone();
  }

  Caller caller() {
    return caller;
  }

  /** Compares in a time that does not depend on where they differ. */
  boolean is(byte[] other) {
    return MessageDigest.isEqual(hash, other);
  }
}
