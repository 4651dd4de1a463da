package io.understudy.transform;

import io.understudy.files.FileRewriter;
import io.understudy.files.ObjectStore;
import io.understudy.jobtable.JobProtocol;
import io.understudy.jobtable.Proofs;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import javax.sql.DataSource;
import software.amazon.awssdk.services.s3.S3Client;

/** Makes beans of the libraries' plain classes. */
final class Wiring {

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
  Proofs proofs(DataSource database) {
    return new Proofs(database);
  }

  @Produces
  @Singleton
  Clock clock() {
    return Clock.systemUTC();
  }

  @Produces
  @Singleton
  FileRewriter fileRewriter() {
    return new FileRewriter();
  }
}
