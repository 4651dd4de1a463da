package io.understudy.engine.proof;

import io.understudy.engine.key.KeyedDigest;
import io.understudy.engine.key.SecretKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;

/**
 * Signs what is said about a run: HMAC-SHA256 under the sub-key {@value #PURPOSE} of a key of the
 * installation, in lower-case hex. Immutable and shared between threads.
 */
public final class Seal {
  /** HKDF-SHA256 of the key, without salt, with {@code understudy/1/} and this as its info. */
  public static final String PURPOSE = "manifest/sign";

  private final KeyedDigest digest;

  /** Seals with a key. */
  public Seal(SecretKey key) {
    this.digest = new KeyedDigest(key, PURPOSE);
  }

  /** 64 hex digits for the UTF-8 bytes of a text. */
  public String of(String text) {
    return HexFormat.of().formatHex(digest.digest(text));
  }

  /** For a message that comes in pieces; {@code doFinal} ends it. */
  public Mac begin() {
    return digest.begin();
  }

  /** Whether it is the seal of this text; takes as long whatever differs. */
  public boolean fits(String seal, String text) {
    return equal(seal, of(text));
  }

  /** Whether two seals are the same; takes as long whatever differs. */
  public static boolean equal(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return "Seal";
  }
}
