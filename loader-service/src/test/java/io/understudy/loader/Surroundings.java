package io.understudy.loader;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.understudy.loader.contract.OwnMariaDb;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** A migrated job table, a target and an S3 server for the whole service. */
public final class Surroundings implements QuarkusTestResourceLifecycleManager {
  private EmbeddedPostgres postgres;
  private S3Proxy s3;
  private String mariaDb = "";

  /** What a test outside the service's process reaches; given to fields of this type. */
  public record Reached(DataSource jobs, DataSource target, String mariaDb, S3Client s3) {}

  /** A target that is not PostgreSQL, in the memory of the service. */
  static final String OTHER = "jdbc:h2:mem:other;DB_CLOSE_DELAY=-1;DATABASE_TO_UPPER=false";

  @Override
  public Map<String, String> start() {
    String jobs;
    String target;
    String source;
    try {
      // not the one that other tests share: this one ends with the service
      postgres = EmbeddedPostgres.start();
      jobs = postgres.getJdbcUrl("postgres", "postgres");
      target = postgres.getJdbcUrl("postgres", "target");
      source = postgres.getJdbcUrl("postgres", "source");
      try (Connection connection = postgres.getPostgresDatabase().getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("create database target");
        statement.execute("create database source");
      }
    } catch (IOException | SQLException e) {
      throw new IllegalStateException(e);
    }
    Flyway.configure()
        .dataSource(postgres.getPostgresDatabase())
        .schemas("understudy")
        .load()
        .migrate();
    try {
      s3 =
          S3Proxy.builder()
              .blobStore(new TransientNio2BlobStore())
              .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, "access", "secret")
              .endpoint(URI.create("http://127.0.0.1:0"))
              .build();
      s3.start();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    Map<String, String> settings = new HashMap<>();
    settings.put("quarkus.http.test-port", "0");
    settings.put("quarkus.management.test-port", "0");
    settings.put("quarkus.datasource.jdbc.url", jobs);
    settings.put("quarkus.datasource.username", "postgres");
    settings.put("quarkus.datasource.password", "postgres");
    settings.put("quarkus.s3.endpoint-override", "http://127.0.0.1:" + s3.getPort());
    settings.put("quarkus.s3.path-style-access", "true");
    settings.put("quarkus.s3.aws.credentials.type", "static");
    settings.put("quarkus.s3.aws.credentials.static-provider.access-key-id", "access");
    settings.put("quarkus.s3.aws.credentials.static-provider.secret-access-key", "secret");
    settings.put("understudy.targets.\"demo\".jdbc-url", target);
    settings.put("understudy.targets.\"demo\".username", "postgres");
    settings.put("understudy.targets.\"demo\".password", "postgres");
    settings.put("understudy.targets.\"other\".jdbc-url", OTHER);
    settings.put("understudy.targets.\"shop\".jdbc-url", source);
    settings.put("understudy.targets.\"shop\".username", "postgres");
    settings.put("understudy.targets.\"shop\".password", "postgres");
    mariaDb = mariaDb();
    settings.put("understudy.targets.\"maria\".jdbc-url", mariaDb);
    settings.put("understudy.targets.\"maria\".username", "root");
    settings.put("understudy.loader.part-size", "64K");
    settings.put("understudy.loader.poll", "50ms");
    settings.put("understudy.loader.backoff-first", "50ms");
    settings.put("understudy.loader.backoff-most", "50ms");
    return settings;
  }

  /** Where there is none, a database that nobody reaches. */
  private static String mariaDb() {
    try {
      Optional<OwnMariaDb> server = OwnMariaDb.get();
      return server.isPresent() ? server.get().database() : "jdbc:mariadb://127.0.0.1:1/none";
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void inject(TestInjector injector) {
    S3Client client =
        S3Client.builder()
            .endpointOverride(URI.create("http://127.0.0.1:" + s3.getPort()))
            .region(Region.US_EAST_1)
            .forcePathStyle(true)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("access", "secret")))
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build();
    injector.injectIntoFields(
        new Reached(
            postgres.getPostgresDatabase(),
            postgres.getDatabase("postgres", "target"),
            mariaDb,
            client),
        new TestInjector.MatchesType(Reached.class));
  }

  @Override
  public void stop() {
    try {
      s3.stop();
      postgres.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
