package io.understudy.scheduler;

import io.agroal.api.AgroalDataSource;
import io.understudy.files.ObjectStore;
import io.understudy.jobtable.RunProtocol;
import io.understudy.scheduler.planning.SourceListing;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import software.amazon.awssdk.services.s3.S3Client;

/** Makes the parts that come from libraries. */
final class Wiring {

  @Produces
  @Singleton
  RunProtocol runs(AgroalDataSource database) {
    return new RunProtocol(database);
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
