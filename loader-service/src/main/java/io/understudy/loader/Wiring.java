package io.understudy.loader;

import io.quarkus.runtime.StartupEvent;
import io.understudy.files.ObjectStore;
import io.understudy.files.TrustedCertificates;
import io.understudy.jobtable.ExtractionProtocol;
import io.understudy.jobtable.JobProtocol;
import io.understudy.jobtable.RunReader;
import io.understudy.loader.database.Targets;
import io.understudy.loader.database.TargetsConfig;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.Optional;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import software.amazon.awssdk.services.s3.S3Client;

/** Makes beans of the plain classes. */
final class Wiring {

  /** Before anything speaks to a bucket. */
  void trust(
      @Observes @Priority(1) StartupEvent start,
      @ConfigProperty(name = "understudy.trust.certificates") Optional<Path> file) {
    file.ifPresent(TrustedCertificates::trust);
  }

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
  ExtractionProtocol extractionProtocol(DataSource database) {
    return new ExtractionProtocol(database);
  }

  @Produces
  @Singleton
  RunReader runs(DataSource database) {
    return new RunReader(database);
  }

  @Produces
  @Singleton
  JobProtocol jobProtocol(DataSource database) {
    return new JobProtocol(database);
  }
}
