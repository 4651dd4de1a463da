package io.understudy.transform;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.understudy.engine.key.Keyring;
import io.understudy.files.FileRewriter;
import io.understudy.files.ObjectStore;
import io.understudy.jobtable.JobProtocol;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import javax.sql.DataSource;
import software.amazon.awssdk.services.s3.S3Client;

/** Makes beans of the libraries' plain classes. */
final class Wiring {

  /** Where the secret keys are. */
  @ConfigMapping(prefix = "understudy.keys")
  interface KeysConfig {
    /** A directory with one file per key, named by the key's id. */
    @WithDefault("/etc/understudy/keys")
    Path directory();

    /** The key for configs that name none. */
    @WithDefault("default")
    String defaultId();
  }

  @Produces
  @Singleton
  Keyring keyring(KeysConfig config) {
    return Keyring.read(config.directory(), config.defaultId());
  }

  @Produces
  @Singleton
  ObjectStore objectStore(S3Client s3) {
    return new ObjectStore(s3);
  }

  @Produces
  @Singleton
  JobProtocol jobProtocol(DataSource database) {
    return new JobProtocol(database);
  }

  @Produces
  @Singleton
  FileRewriter fileRewriter() {
    return new FileRewriter();
  }
}
