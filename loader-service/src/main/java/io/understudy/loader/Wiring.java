package io.understudy.loader;

import io.understudy.files.ObjectStore;
import io.understudy.jobtable.JobProtocol;
import io.understudy.loader.database.Targets;
import io.understudy.loader.database.TargetsConfig;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import javax.sql.DataSource;
import software.amazon.awssdk.services.s3.S3Client;

/** Makes beans of the plain classes. */
final class Wiring {

  @Produces
  @Singleton
  Targets targets(TargetsConfig config) {
    return new Targets(config);
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
}
