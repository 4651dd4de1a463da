package io.understudy.scheduler;

import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.StartupEvent;
import io.understudy.files.ObjectStore;
import io.understudy.files.TrustedCertificates;
import io.understudy.jobtable.Batches;
import io.understudy.jobtable.ExtractionProtocol;
import io.understudy.jobtable.PreflightProtocol;
import io.understudy.jobtable.RunProtocol;
import io.understudy.jobtable.SplitProtocol;
import io.understudy.scheduler.planning.SourceListing;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import software.amazon.awssdk.services.s3.S3Client;

/** Makes the parts that come from libraries. */
final class Wiring {

  /** Before anything speaks to a bucket. */
  void trust(
      @Observes @Priority(1) StartupEvent start,
      @ConfigProperty(name = "understudy.trust.certificates") Optional<Path> file) {
    file.ifPresent(TrustedCertificates::trust);
  }

  @Produces
  @Singleton
  RunProtocol runs(AgroalDataSource database) {
    return new RunProtocol(database);
  }

  @Produces
  @Singleton
  Batches batches(AgroalDataSource database) {
    return new Batches(database);
  }

  @Produces
  @Singleton
  SplitProtocol splits(AgroalDataSource database) {
    return new SplitProtocol(database);
  }

  @Produces
  @Singleton
  ExtractionProtocol extractions(AgroalDataSource database) {
    return new ExtractionProtocol(database);
  }

  @Produces
  @Singleton
  PreflightProtocol preflights(AgroalDataSource database) {
    return new PreflightProtocol(database);
  }

  @Produces
  @Singleton
  ObjectStore objects(S3Client s3) {
    return new ObjectStore(s3);
  }

  @Produces
  @Singleton
  SourceListing source(ObjectStore store) {
    return new SourceListing(store);
  }

  @Produces
  @Singleton
  Clock clock() {
    return Clock.systemUTC();
  }
}
