package io.understudy.engine.transform;

import io.understudy.engine.key.Canonical;
import io.understudy.engine.key.KeyedDigest;
import java.util.HexFormat;

/**
 * The HMAC-SHA256 of a value's canonical text, as 64 lower-case hexadecimal digits; for bytes, the
 * 32 bytes of the digest. Equal values have equal hashes in all files; without the key nobody can
 * try values out.
 *
 * <p>{@code 4711 -> 9b2e...} (64 digits), the same for {@code 4711.0}.
 *
 * @param digest of the salt in use
 */
public record Hash(KeyedDigest digest) implements Transform {

  @Override
  public Object apply(Object value) {
    return value instanceof byte[] bytes
        ? digest.digest(bytes)
        : HexFormat.of().formatHex(digest.digest(Canonical.text(value)));
  }
}
