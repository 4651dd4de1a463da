package io.understudy.transform.preflight;

import io.understudy.engine.key.Keyring;
import io.understudy.jobtable.PreflightCheck;
import io.understudy.transform.key.Keys;
import io.understudy.transform.key.KeysException;
import org.jspecify.annotations.Nullable;

/** That the secret keys are there and long enough. */
final class KeyCheck {
  private static final String NAME = "key";
  private static final String IN_A_CLUSTER =
      " (in a cluster: an entry of the Secret that keys.secret.name names, the same content)";

  private KeyCheck() {}

  /**
   * Reads them.
   *
   * @param keyId the key that the pipeline names, null: the default key
   */
  static PreflightCheck of(Keys keys, @Nullable String keyId) {
    Keyring ring;
    try {
      ring = keys.ring();
    } catch (KeysException e) {
      PreflightCheck failed =
          PreflightCheck.failed(NAME, String.valueOf(e.getMessage()), Findings.SEE);
      return PreflightCheck.fail(NAME, failed.words(), failed.remedy() + IN_A_CLUSTER);
    }
    String id = keyId == null ? ring.defaultId() : keyId;
    return ring.has(id)
        ? PreflightCheck.pass(NAME, "key \"" + id + "\" is there and has at least 128 bit")
        : PreflightCheck.fail(
            NAME,
            "there is no key \"" + id + "\", which the pipeline names",
            "correct globals.key, or add the key to the key directory" + IN_A_CLUSTER);
  }
}
