package io.understudy.transform.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.understudy.files.FileRewriter;
import io.understudy.files.FormatOptions;
import io.understudy.files.ObjectStore;
import io.understudy.jobtable.Preflight;
import io.understudy.jobtable.PreflightCheck;
import io.understudy.jobtable.PreflightProtocol;
import io.understudy.jobtable.PreflightProtocol.NewPreflight;
import io.understudy.transform.Surroundings;
import io.understudy.transform.key.Keys;
import io.understudy.transform.recogniser.Recogniser;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Each thing that can be wrong, with its words and its remedy, against a real store and database.
 */
@QuarkusTest
@WithTestResource(Surroundings.class)
@Timeout(120)
class PreflightWorkerTest {
  private static final String CONFIG = "{globals: {coverage: open}, steps: []}";

  @Inject S3Client s3;
  @Inject FileRewriter rewriter;
  @Inject Recogniser recogniser;
  @Inject Keys keys;
  @Inject DataSource database;
  @Inject PreflightProtocol protocol;
  @Inject ObjectMapper json;

  @ConfigProperty(name = "quarkus.s3.endpoint-override")
  URI endpoint;

  @TempDir Path directory;

  /** Refuses some calls as S3 does. */
  private record Denying(Set<String> calls, String message) implements ExecutionInterceptor {
    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
      String call = context.request().getClass().getSimpleName().replace("Request", "");
      String bucket = context.request().getValueForField("Bucket", String.class).orElse("");
      if (calls.contains(bucket + " " + call)) {
        throw S3Exception.builder()
            .statusCode(403)
            .awsErrorDetails(
                AwsErrorDetails.builder().errorCode("AccessDenied").errorMessage(message).build())
            .build();
      }
    }
  }

  private S3Client client(String secret, Set<String> denied, String message) {
    return S3Client.builder()
        .endpointOverride(endpoint)
        .region(Region.EU_CENTRAL_1)
        .forcePathStyle(true)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test-access", secret)))
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .overrideConfiguration(o -> o.addExecutionInterceptor(new Denying(denied, message)))
        .build();
  }

  private S3Client denying(String... calls) {
    return client("test-secret", Set.of(calls), "Access Denied");
  }

  private BucketChecks checks(S3Client client, Keys ring, Clock clock, Optional<String> kmsKey) {
    return new BucketChecks(
        client, new ObjectStore(client, kmsKey), rewriter, recogniser, ring, clock, kmsKey);
  }

  private Preflight preflight(String prefix, boolean writableSource, String keyId) {
    long id =
        protocol.create(
            new NewPreflight(
                "",
                "s3://source/" + prefix,
                "s3://sink/" + prefix,
                CONFIG,
                keyId,
                false,
                1,
                true,
                writableSource,
                Duration.ofSeconds(60)));
    return protocol.read(id).orElseThrow();
  }

  /** What is found that is not as it should be, a line each. */
  private List<String> found(BucketChecks checks, Preflight preflight, Sample... samples)
      throws InterruptedException {
    List<PreflightCheck> all = all(checks, preflight, samples);
    return all.stream()
        .filter(check -> check.remedy() != null)
        .map(
            check ->
                check.outcome()
                    + " "
                    + check.name()
                    + " | "
                    + check.words()
                    + " | "
                    + check.remedy()
                    + (check.policy() == null ? "" : " | " + check.policy()))
        .map(
            line ->
                line.replace("preflight-" + preflight.id(), "preflight-ID")
                    .replace("preflight/" + preflight.id(), "preflight/ID"))
        .toList();
  }

  private List<PreflightCheck> all(BucketChecks checks, Preflight preflight, Sample... samples)
      throws InterruptedException {
    List<PreflightCheck> all = new ArrayList<>();
    checks.run(preflight, all::add, () -> List.of(samples));
    return all;
  }

  private Sample sample(String key, String content) {
    s3.putObject(r -> r.bucket("source").key(key), RequestBody.fromString(content));
    return new Sample("people", "s3://source/" + key, FormatOptions.BY_NAME, 1, content.length());
  }

  private List<String> left(String prefix) {
    return s3.listObjectsV2(r -> r.bucket("sink").prefix(prefix)).contents().stream()
        .map(object -> object.key())
        .toList();
  }

  @Test
  void aWorkerMakesAllChecksAndLeavesNothingBehind() throws Exception {
    Sample file = sample("all/people/1.csv", "id,name\n1,Ann\n");
    Preflight made = preflight("all/", true, null);
    PreflightConfig config =
        new SmallRyeConfigBuilder()
            .withMapping(PreflightConfig.class)
            .withConverter(Duration.class, 300, new DurationConverter())
            .withDefaultValue("understudy.preflight.id", String.valueOf(made.id()))
            .withDefaultValue("understudy.preflight.poll", "10ms")
            .build()
            .getConfigMapping(PreflightConfig.class);
    BucketChecks checks = checks(s3, keys, Clock.systemUTC(), Optional.empty());
    PreflightWorker worker =
        new PreflightWorker(config, database, protocol, checks, json, Optional.of("one"));
    PreflightWorker other =
        new PreflightWorker(config, database, protocol, checks, json, Optional.of("two"));
    protocol.samples(made.id(), json.writeValueAsString(List.of(file)));

    CompletableFuture<Integer> exit = CompletableFuture.supplyAsync(() -> run(worker));
    while (protocol.read(made.id()).orElseThrow().measured() == null) {
      Thread.sleep(20);
    }
    CompletableFuture<Integer> otherExit = CompletableFuture.supplyAsync(() -> run(other));
    protocol.end(made.id(), null);
    assertThat(exit.get()).isZero();
    assertThat(otherExit.get()).isZero();

    Preflight ended = protocol.read(made.id()).orElseThrow();
    assertThat(ended.owner()).isEqualTo("one");
    assertThat(ended.state()).isEqualTo(Preflight.State.PASSED);
    assertThat(ended.checks())
        .extracting(check -> check.name() + " " + check.outcome())
        .containsExactly(
            "job-table PASS",
            "key PASS",
            "clock PASS",
            "source.list PASS",
            "source.head PASS",
            "source.get PASS",
            "source.read-only WARN",
            "sink.put PASS",
            "sink.kms SKIPPED",
            "sink.get PASS",
            "sink.multipart PASS",
            "sink.delete PASS",
            "sample PASS");
    assertThat(ended.measured()).contains("\"table\"", "people").doesNotContain("Ann");
    assertThat(left("all/")).isEmpty();
    assertThat(s3.listMultipartUploads(r -> r.bucket("source")).uploads()).isEmpty();
    assertThat(s3.listMultipartUploads(r -> r.bucket("sink")).uploads())
        .noneMatch(upload -> upload.key().startsWith("all/"));
  }

  private static int run(PreflightWorker worker) {
    try {
      return worker.run();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aSourceThatCanBeWrittenFailsUnlessItIsAllowed() throws Exception {
    assertThat(
            found(
                checks(s3, keys, Clock.systemUTC(), Optional.empty()),
                preflight("rw/", false, null)))
        .containsExactly(
            "FAIL source.read-only | workers can write to s3://source/rw/ | take s3:PutObject on it"
                + " away from the workers' credentials, so that nothing can change production data;"
                + " if one key pair for both buckets is all there is, allow it"
                + " (allowWritableSource=true, in the chart test.allowWritableSource)");
  }

  @Test
  void wrongCredentialsAreToldOncePerBucket() throws Exception {
    BucketChecks checks =
        checks(client("wrong", Set.of(), ""), keys, Clock.systemUTC(), Optional.empty());
    assertThat(found(checks, preflight("wrong/", false, null)))
        .containsExactly(
            "FAIL source.list | s3://source/wrong/: the secret access key does not fit the access"
                + " key | check the credentials",
            "FAIL sink.put | s3://sink/wrong/.understudy-preflight/ID/small: the secret access key"
                + " does not fit the access key | check the credentials");
  }

  @Test
  void aBucketThatIsNotThereIsTold() throws Exception {
    long id =
        protocol.create(
            new NewPreflight(
                "",
                "s3://absent/",
                "s3://sink/absent/",
                CONFIG,
                null,
                false,
                1,
                false,
                true,
                Duration.ofSeconds(60)));
    assertThat(
            found(
                checks(s3, keys, Clock.systemUTC(), Optional.empty()),
                protocol.read(id).orElseThrow()))
        .containsExactly(
            "FAIL source.list | s3://absent/: the bucket \"absent\" does not exist | check its name"
                + " or create it");
  }

  @Test
  void aReadOnlySinkIsToldWithTheStatementToAdd() throws Exception {
    BucketChecks checks =
        checks(
            denying("source CreateMultipartUpload", "sink PutObject", "sink CreateMultipartUpload"),
            keys,
            Clock.systemUTC(),
            Optional.empty());
    assertThat(found(checks, preflight("ro/", false, null)))
        .containsExactly(
            "FAIL sink.put | s3://sink/ro/.understudy-preflight/ID/small: access denied | allow"
                + " s3:PutObject on it |"
                + " {\"Effect\":\"Allow\",\"Action\":\"s3:PutObject\","
                + "\"Resource\":\"arn:aws:s3:::sink/ro/*\"}");
  }

  @Test
  void eachDeniedCallNamesItsPermission() throws Exception {
    sample("denied/people/1.csv", "id\n1\n");
    BucketChecks checks =
        checks(
            denying(
                "source ListObjectsV2",
                "source CreateMultipartUpload",
                "sink HeadObject",
                "sink GetObject",
                "sink AbortMultipartUpload",
                "sink DeleteObject"),
            keys,
            Clock.systemUTC(),
            Optional.empty());
    assertThat(found(checks, preflight("denied/", false, null)))
        .containsExactly(
            "FAIL source.list | s3://source/denied/: access denied | allow s3:ListBucket on it |"
                + " {\"Effect\":\"Allow\",\"Action\":\"s3:ListBucket\","
                + "\"Resource\":\"arn:aws:s3:::source\","
                + "\"Condition\":{\"StringLike\":{\"s3:prefix\":\"denied/*\"}}}",
            "WARN sink.get | s3://sink/denied/.understudy-preflight/ID/small: access denied |"
                + " workers do not read the sink; see that the loader and the scheduler, which do,"
                + " may | {\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\","
                + "\"Resource\":\"arn:aws:s3:::sink/denied/*\"}",
            "FAIL sink.multipart | s3://sink/denied/.understudy-preflight/ID/parts: access denied |"
                + " allow s3:AbortMultipartUpload on it |"
                + " {\"Effect\":\"Allow\",\"Action\":\"s3:AbortMultipartUpload\","
                + "\"Resource\":\"arn:aws:s3:::sink/denied/*\"}",
            "WARN sink.delete | s3://sink/denied/.understudy-preflight/ID/small: access denied |"
                + " remove what is under s3://sink/denied/.understudy-preflight/ by hand; runs do"
                + " not delete, so nothing else needs the permission |"
                + " {\"Effect\":\"Allow\",\"Action\":\"s3:DeleteObject\","
                + "\"Resource\":\"arn:aws:s3:::sink/denied/*\"}");
  }

  @Test
  void aFileThatMayNotBeReadIsTold() throws Exception {
    sample("noget/people/1.csv", "id\n1\n");
    BucketChecks checks =
        checks(
            denying("source GetObject", "source CreateMultipartUpload"),
            keys,
            Clock.systemUTC(),
            Optional.empty());
    assertThat(found(checks, preflight("noget/", false, null)))
        .containsExactly(
            "FAIL source.get | s3://source/noget/people/1.csv: access denied | allow s3:GetObject"
                + " on it | {\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\","
                + "\"Resource\":\"arn:aws:s3:::source/noget/*\"}");
  }

  @Test
  void aKmsKeyThatMayNotBeUsedIsTold() throws Exception {
    String key = "arn:aws:kms:eu-central-1:1:key/2";
    BucketChecks checks =
        checks(
            client(
                "test-secret",
                Set.of("source CreateMultipartUpload", "sink PutObject"),
                "User: x is not authorized to perform: kms:GenerateDataKey on resource: " + key),
            keys,
            Clock.systemUTC(),
            Optional.of(key));
    assertThat(found(checks, preflight("kms/", false, null)))
        .containsExactly(
            "FAIL sink.put | s3://sink/kms/.understudy-preflight/ID/small: access denied | allow"
                + " kms:GenerateDataKey on the KMS key |"
                + " {\"Effect\":\"Allow\",\"Action\":\"kms:GenerateDataKey\","
                + "\"Resource\":\"arn:aws:kms:eu-central-1:1:key/2\"}");
  }

  @Test
  void aClockThatIsWrongIsTold() throws Exception {
    Clock fast = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(8));
    Clock slow = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(-60));
    List<String> ahead =
        found(checks(s3, keys, fast, Optional.empty()), preflight("fast/", true, null));
    List<String> behind =
        found(checks(s3, keys, slow, Optional.empty()), preflight("slow/", true, null));
    assertThat(ahead.get(0))
        .matches(
            "FAIL clock \\| the worker's clock is 4[78]\\d s ahead of the bucket's \\| set the clock"
                + " of the workers' nodes \\(NTP, chrony\\); from 15 minutes on, requests are"
                + " refused");
    assertThat(behind.get(0))
        .matches("WARN clock \\| the worker's clock is (5[89]|60) s behind the bucket's \\| .*");
  }

  private Keys keysIn(Path where) {
    return new Keys(
        new Keys.KeysConfig() {
          @Override
          public Path directory() {
            return where;
          }

          @Override
          public String defaultId() {
            return "default";
          }
        });
  }

  private String key(String keyId) throws InterruptedException {
    return found(
            checks(
                denying("source CreateMultipartUpload"),
                keysIn(directory),
                Clock.systemUTC(),
                Optional.empty()),
            preflight("key/", false, keyId))
        .get(0)
        .replace(directory.toString(), "KEYS");
  }

  @Test
  void aKeyThatIsAbsentOrShortIsTold() throws Exception {
    String cluster =
        " (in a cluster: an entry of the Secret that keys.secret.name names, the same content)";
    assertThat(key(null))
        .isEqualTo(
            "FAIL key | key directory KEYS: expected a key \"default\", found none | write a new one"
                + " with: head -c 32 /dev/urandom | base64 > KEYS/default"
                + cluster);
    write("short", "0011223344");
    assertThat(key(null))
        .isEqualTo(
            "FAIL key | key file KEYS/short: expected at least 16 bytes (128 bit), found 5 | write"
                + " a new one with: head -c 32 /dev/urandom | base64 > KEYS/short"
                + cluster);
    Files.delete(directory.resolve("short"));
    write("default", "00112233445566778899aabbccddeeff");
    assertThat(key("other"))
        .isEqualTo(
            "FAIL key | there is no key \"other\", which the pipeline names | correct globals.key,"
                + " or add the key to the key directory"
                + cluster);
  }

  private void write(String name, String content) throws IOException {
    Files.writeString(directory.resolve(name), content);
  }

  @Test
  void aFileThatCannotBeMaskedFailsTheSample() throws Exception {
    Sample file = sample("bad/people/1.csv", "id,name\n1,Ann,extra\n");
    assertThat(
            found(
                checks(s3, keys, Clock.systemUTC(), Optional.empty()),
                preflight("bad/", true, null),
                file))
        .last()
        .asString()
        .startsWith(
            "FAIL sample | s3://source/bad/people/1.csv: record 1 (at byte 8): expected 2 fields")
        .doesNotContain("Ann");
    assertThat(left("bad/")).isEmpty();
  }

  @Test
  void aWorkerWithoutAJobTableSaysSoInItsLastWords() throws Exception {
    PGSimpleDataSource absent = new PGSimpleDataSource();
    absent.setUrl("jdbc:postgresql://127.0.0.1:1/none");
    Path words = directory.resolve("last-words");
    PreflightConfig config =
        new SmallRyeConfigBuilder()
            .withMapping(PreflightConfig.class)
            .withConverter(Duration.class, 300, new DurationConverter())
            .withDefaultValue("understudy.preflight.id", "1")
            .withDefaultValue("understudy.preflight.last-words", words.toString())
            .withDefaultValue("understudy.preflight.start-timeout", "100ms")
            .withDefaultValue("understudy.preflight.poll", "10ms")
            .build()
            .getConfigMapping(PreflightConfig.class);
    PreflightWorker worker =
        new PreflightWorker(
            config,
            absent,
            new PreflightProtocol(absent),
            checks(s3, keys, Clock.systemUTC(), Optional.empty()),
            json,
            Optional.empty());
    assertThat(worker.run()).isEqualTo(1);
    assertThat(Files.readString(words))
        .isEqualTo(
            "could not read the version of the job table: the job table failed with SQLState 08001;"
                + " check that its database is up and its schema is migrated");
  }
}
