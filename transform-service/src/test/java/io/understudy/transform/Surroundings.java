package io.understudy.transform;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * What the service needs around it: a real Postgres with the migrated job table, a real S3 with the
 * buckets {@code source} and {@code sink}, and a key.
 */
public final class Surroundings implements QuarkusTestResourceLifecycleManager {
  private static final String ACCESS_KEY = "test-access";
  private static final String SECRET_KEY = "test-secret";

  private EmbeddedPostgres postgres;
  private S3Proxy storage;
  private Path keys;

  /** What a test outside the service's process reaches; given to fields of this type. */
  public record Reached(DataSource database, S3Client s3, Path keys) {}

  @Override
  public Map<String, String> start() {
    try {
      postgres = EmbeddedPostgres.start();
      Flyway.configure()
          .dataSource(postgres.getPostgresDatabase())
          .schemas("understudy")
          .load()
          .migrate();
      BlobStore store = new TransientNio2BlobStore();
      store.createContainer("source");
      store.createContainer("sink");
      storage =
          S3Proxy.builder()
              .blobStore(store)
              .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, ACCESS_KEY, SECRET_KEY)
              .endpoint(URI.create("http://127.0.0.1:0"))
              .build();
      storage.start();
      keys = Files.createTempDirectory("keys");
      Files.writeString(keys.resolve("default"), "00112233445566778899aabbccddeeff");
    } catch (Exception e) {
      throw new IllegalStateException("the surroundings of the tests do not start", e);
    }
    Map<String, String> config = new HashMap<>();
    config.put("quarkus.http.test-port", "0");
    config.put("quarkus.management.test-port", "0");
    config.put("quarkus.datasource.jdbc.url", postgres.getJdbcUrl("postgres", "postgres"));
    config.put("quarkus.datasource.username", "postgres");
    config.put("quarkus.datasource.password", "postgres");
    config.put("quarkus.s3.endpoint-override", "http://127.0.0.1:" + storage.getPort());
    config.put("quarkus.s3.aws.region", "us-east-1");
    config.put("quarkus.s3.aws.credentials.type", "static");
    config.put("quarkus.s3.aws.credentials.static-provider.access-key-id", ACCESS_KEY);
    config.put("quarkus.s3.aws.credentials.static-provider.secret-access-key", SECRET_KEY);
    config.put("quarkus.s3.path-style-access", "true");
    config.put("understudy.keys.directory", keys.toString());
    config.put("understudy.health.bucket", "s3://source/");
    return config;
  }

  @Override
  public void inject(TestInjector injector) {
    S3Client s3 =
        S3Client.builder()
            .endpointOverride(URI.create("http://127.0.0.1:" + storage.getPort()))
            .region(Region.US_EAST_1)
            .forcePathStyle(true)
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(ACCESS_KEY, SECRET_KEY)))
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build();
    injector.injectIntoFields(
        new Reached(postgres.getPostgresDatabase(), s3, keys),
        new TestInjector.MatchesType(Reached.class));
  }

  @Override
  public void stop() {
    try {
      storage.stop();
      postgres.close();
      Files.delete(keys.resolve("default"));
      Files.delete(keys);
    } catch (Exception e) {
      throw new IllegalStateException("the surroundings of the tests do not end", e);
    }
  }
}
