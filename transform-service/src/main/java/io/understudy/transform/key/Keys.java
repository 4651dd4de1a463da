package io.understudy.transform.key;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.understudy.engine.key.Keyring;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads the secret keys when they are first needed; a failure is tried again at the next need. */
@Singleton
public final class Keys {
  private final KeysConfig config;
  private @Nullable Keyring ring;

  public Keys(KeysConfig config) {
    this.config = config;
  }

  /** Where the secret keys are. */
  @ConfigMapping(prefix = "understudy.keys")
  public interface KeysConfig {
    /** A directory with one file per key, named by the key's id. */
    @WithDefault("/etc/understudy/keys")
    Path directory();

    /** The key for configs that name none. */
    @WithDefault("default")
    String defaultId();
  }

  /**
   * The keys.
   *
   * @throws KeysException if they cannot be read
   */
  public synchronized Keyring ring() {
    Keyring read = ring;
    if (read == null) {
      try {
        read = Keyring.read(config.directory(), config.defaultId());
      } catch (IllegalArgumentException e) {
        throw new KeysException(e);
      }
      ring = read;
    }
    return read;
  }
}
