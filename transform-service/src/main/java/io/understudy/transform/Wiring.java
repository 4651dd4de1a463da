package io.understudy.transform;

import io.quarkus.runtime.StartupEvent;
import io.understudy.files.FileRewriter;
import io.understudy.files.ObjectStore;
import io.understudy.files.TrustedCertificates;
import io.understudy.jobtable.JobProtocol;
import io.understudy.jobtable.PreflightProtocol;
import io.understudy.jobtable.Proofs;
import io.understudy.jobtable.RunReader;
import io.understudy.jobtable.SplitProtocol;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import software.amazon.awssdk.services.s3.S3Client;

/** Makes beans of the libraries' plain classes. */
final class Wiring {

  /** Before anything speaks to a bucket. */
  void trust(
      @Observes @Priority(1) StartupEvent start,
      @ConfigProperty(name = "understudy.trust.certificates") Optional<Path> file) {
    file.ifPresent(TrustedCertificates::trust);
  }

  @Produces
  @Singleton
  ObjectStore objectStore(
      S3Client s3, @ConfigProperty(name = "understudy.sink.kms-key") Optional<String> kmsKey) {
    return new ObjectStore(s3, kmsKey);
  }

  @Produces
  @Singleton
  JobProtocol jobProtocol(DataSource database) {
    return new JobProtocol(database);
  }

  @Produces
  @Singleton
  RunReader runs(DataSource database) {
    return new RunReader(database);
  }

  @Produces
  @Singleton
  SplitProtocol splits(DataSource database) {
    return new SplitProtocol(database);
  }

  @Produces
  @Singleton
  PreflightProtocol preflights(DataSource database) {
    return new PreflightProtocol(database);
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
