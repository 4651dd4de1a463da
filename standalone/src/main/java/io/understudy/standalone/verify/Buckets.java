package io.understudy.standalone.verify;

import io.understudy.files.ObjectStore;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/**
 * S3 as the surroundings say: credentials and region where the AWS command line finds them, the
 * address in {@code AWS_ENDPOINT_URL_S3} or {@code AWS_ENDPOINT_URL} if it is not Amazon's.
 */
public final class Buckets implements AutoCloseable {
  private @Nullable S3Client s3;

  /** Connects when it is first asked for. */
  public ObjectStore store() {
    S3Client client = s3;
    if (client == null) {
      S3ClientBuilder builder =
          S3Client.builder().httpClientBuilder(UrlConnectionHttpClient.builder());
      String endpoint = endpoint();
      if (endpoint != null) {
        builder.endpointOverride(URI.create(endpoint)).forcePathStyle(true);
        if (System.getenv("AWS_REGION") == null) {
          builder.region(Region.US_EAST_1);
        }
      }
      client = builder.build();
      s3 = client;
    }
    return new ObjectStore(client);
  }

  private static @Nullable String endpoint() {
    String own = System.getenv("AWS_ENDPOINT_URL_S3");
    return own == null ? System.getenv("AWS_ENDPOINT_URL") : own;
  }

  @Override
  public void close() {
    if (s3 != null) {
      s3.close();
    }
  }
}
