package io.understudy.scheduler;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * What a scheduler needs around it: a real Postgres, a real S3 with the buckets {@code source} and
 * {@code sink}, and in the place of the other services a server that gives fixed answers.
 */
public final class Surroundings implements QuarkusTestResourceLifecycleManager {
  private static final String ACCESS_KEY = "test-access";
  private static final String SECRET_KEY = "test-secret";

  /** To a check of files below {@code preflight/}. */
  /** Of files in a folder of that name. */
  private static final String NEW_TABLE =
      """
      {"problems": [], "tables": [{"table": "people", "columns": [],
       "written": [{"name": "id", "type": "BIGINT", "nullable": true}]}]}
      """;

  private static final String NOTHING_WRONG = "{\"problems\": [], \"tables\": []}";

  /** On a field of a test outside the service's process. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.FIELD)
  public @interface Reached {}

  private EmbeddedPostgres postgres;
  private S3Proxy storage;
  private HttpServer services;
  private Provider provider;

  @Override
  public Map<String, String> start() {
    try {
      postgres = EmbeddedPostgres.start();
      storage = storage();
      try (S3Client s3 = client(endpoint(storage))) {
        s3.createBucket(request -> request.bucket("source"));
        s3.createBucket(request -> request.bucket("sink"));
      }
      services = services();
      provider = Provider.start();
    } catch (Exception e) {
      throw new IllegalStateException("the surroundings of the tests do not start", e);
    }
    Map<String, String> config = new HashMap<>();
    config.put("quarkus.http.test-port", "0");
    config.put("quarkus.management.test-port", "0");
    config.put("quarkus.datasource.jdbc.url", postgres.getJdbcUrl("postgres", "postgres"));
    config.put("quarkus.datasource.username", "postgres");
    config.put("quarkus.datasource.password", "postgres");
    config.put("quarkus.s3.endpoint-override", endpoint(storage).toString());
    config.put("quarkus.s3.aws.region", "us-east-1");
    config.put("quarkus.s3.aws.credentials.type", "static");
    config.put("quarkus.s3.aws.credentials.static-provider.access-key-id", ACCESS_KEY);
    config.put("quarkus.s3.aws.credentials.static-provider.secret-access-key", SECRET_KEY);
    config.put("quarkus.s3.path-style-access", "true");
    config.put("understudy.health.bucket", "s3://source/");
    config.put("understudy.preflight.source", "s3://source/installation/");
    config.put("understudy.preflight.sink", "s3://sink/installation/");
    config.put("understudy.preflight.worker-hour-price", "0.25");
    config.put("understudy.planning.job-attempts", "2");
    config.put("understudy.planning.part-size", "8M");
    config.put("understudy.launcher.max-workers", "3");
    String url = "http://127.0.0.1:" + services.getAddress().getPort();
    config.put("quarkus.rest-client.transform.url", url);
    config.put("quarkus.rest-client.loader.url", url);
    config.put("understudy.access.oidc.auth-server-url", provider.url());
    config.put("understudy.access.oidc.audience", "understudy");
    config.put("understudy.access.oidc.roles-claim", "realm/groups");
    config.put("understudy.access.oidc.viewer-groups", "testers,auditors");
    config.put("understudy.access.oidc.operator-groups", "platform");
    return config;
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(
        client(endpoint(storage)),
        new TestInjector.AnnotatedAndMatchesType(Reached.class, S3Client.class));
  }

  private static S3Proxy storage() throws Exception {
    return storage(new TransientNio2BlobStore());
  }

  /** An S3 server in front of a store in memory. */
  public static S3Proxy storage(BlobStore store) throws Exception {
    S3Proxy proxy =
        S3Proxy.builder()
            .blobStore(store)
            .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, ACCESS_KEY, SECRET_KEY)
            .endpoint(URI.create("http://127.0.0.1:0"))
            .build();
    proxy.start();
    return proxy;
  }

  public static URI endpoint(S3Proxy proxy) {
    return URI.create("http://127.0.0.1:" + proxy.getPort());
  }

  public static S3Client client(URI endpoint) {
    return S3Client.builder()
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .forcePathStyle(true)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY, SECRET_KEY)))
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .build();
  }

  /** Puts an object of some bytes into the source. */
  public static void put(S3Client s3, String key, int bytes) {
    s3.putObject(
        request -> request.bucket("source").key(key), RequestBody.fromBytes(new byte[bytes]));
  }

  private static HttpServer services() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    answer(server, "/v1/targets", 200, "application/json", "{\"targets\": [\"perf\"]}");
    answer(
        server,
        "/v1/checks",
        200,
        "application/json",
        """
        {"problems": [
          {"source": "pipeline", "line": 5, "column": 3, "path": "steps[0]", "message": "no such column",
           "remedy": "did you mean \\"id\\"?", "table": "people"},
          {"source": "s3://source/checked/orders/a.csv", "line": 0, "column": 0, "path": "",
           "message": "is empty", "remedy": "leave it out", "table": "orders"}],
         "tables": [{"table": "orders", "columns": [
          {"name": "id", "type": "TEXT", "decision": "OPEN", "entity": "", "rule": ""}]}]}
        """);
    answer(
        server,
        "/v1/previews",
        422,
        "application/problem+json",
        """
        {"type": "about:blank", "status": 422, "detail": "from the transform service", "errors": []}
        """);
    answer(
        server,
        "/v1/proposals",
        200,
        "application/json",
        "{\"config\": \"steps: []\", \"tables\": [\"people\"]}");
    answer(server, "/v1/targets/perf/checks", 200, "application/json", "{\"problems\": []}");
    answer(
        server,
        "/v1/targets/down/checks",
        200,
        "application/json",
        "{\"problems\": [{\"code\": \"down\", \"message\": \"the target does not answer\"}]}");
    server.createContext(
        "/v1/targets/perf/ddl",
        exchange -> {
          try (HttpExchange closing = exchange) {
            byte[] asked = closing.getRequestBody().readAllBytes();
            // shows what it was asked
            String quoted = new String(asked, UTF_8).replace("\"", "'");
            byte[] answer =
                ("{\"tables\": [{\"table\": \"people\", \"statement\": \"create table "
                        + quoted
                        + "\"}, {\"table\": \"orders\", \"statement\": null}]}")
                    .getBytes(UTF_8);
            closing.getResponseHeaders().add("Content-Type", "application/json");
            closing.sendResponseHeaders(200, answer.length);
            closing.getResponseBody().write(answer);
          }
        });
    server.start();
    return server;
  }

  private static void answer(HttpServer server, String path, int status, String type, String body) {
    server.createContext(
        path,
        exchange -> {
          try (HttpExchange closing = exchange) {
            if (!closing.getRequestURI().getPath().equals(path)) {
              closing.sendResponseHeaders(404, -1);
              return;
            }
            String asked = new String(closing.getRequestBody().readAllBytes(), UTF_8);
            byte[] bytes =
                (asked.contains("/new/")
                        ? NEW_TABLE
                        : asked.contains("/preflight/") ? NOTHING_WRONG : body)
                    .getBytes(UTF_8);
            closing.getResponseHeaders().add("Content-Type", type);
            closing.sendResponseHeaders(status, bytes.length);
            closing.getResponseBody().write(bytes);
          }
        });
  }

  @Override
  public void stop() {
    try {
      provider.close();
      services.stop(0);
      storage.stop();
      postgres.close();
    } catch (Exception e) {
      throw new IllegalStateException("the surroundings of the tests do not end", e);
    }
  }
}
