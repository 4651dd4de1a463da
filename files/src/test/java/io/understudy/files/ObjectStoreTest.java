package io.understudy.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;

class ObjectStoreTest {
  private static S3Server server;
  private static S3Client s3;
  private static int buckets;

  private String bucket;
  private ObjectStore store;

  @BeforeAll
  static void startServer() throws Exception {
    server = S3Server.start();
    s3 = server.client();
  }

  @AfterAll
  static void stopServer() throws Exception {
    s3.close();
    server.close();
  }

  @BeforeEach
  void makeBucket() {
    bucket = "bucket-" + ++buckets;
    s3.createBucket(b -> b.bucket(bucket));
    store = new ObjectStore(s3);
  }

  @Test
  void whatIsWrittenIsRead() throws IOException {
    String etag = put("a/b.txt", "hello");

    InputObject opened = store.open(at("a/b.txt"));

    assertThat(opened.name()).isEqualTo("s3://" + bucket + "/a/b.txt");
    assertThat(opened.size()).isEqualTo(5);
    assertThat(opened.etag()).isEqualTo(etag).isEqualTo("5d41402abc4b2a76b9719d911017c592");
    assertThat(text(opened.read(0, 5))).isEqualTo("hello");
    assertThat(text(opened.read(1, 3))).isEqualTo("ell");
    assertThat(text(opened.read(3, 100))).isEqualTo("lo");
  }

  @Test
  void anEmptyObjectIsWrittenAndRead() throws IOException {
    put("empty", "");

    InputObject opened = store.open(at("empty"));

    assertThat(opened.size()).isZero();
    assertThat(text(opened.read(0, 10))).isEmpty();
  }

  @Test
  void nothingIsSeenBeforePublish() throws IOException {
    try (OutputObject output = store.create(at("x"))) {
      output.stream().write(new byte[20 << 20]);
      assertThat(keys("")).isEmpty();
    }
    assertThat(keys("")).isEmpty();
    assertThat(s3.listMultipartUploads(r -> r.bucket(bucket)).uploads()).isEmpty();
  }

  @Test
  void thirtyMegabytesGoUpInParts() throws IOException {
    byte[] bytes = new byte[30_000_000];
    new Random(7).nextBytes(bytes);
    String etag;
    try (OutputObject output = store.create(at("big"))) {
      for (int from = 0; from < bytes.length; from += 100_000) {
        output.stream().write(bytes, from, 100_000);
      }
      etag = output.publish();
    }

    InputObject opened = store.open(at("big"));

    assertThat(etag).endsWith("-4").isEqualTo(opened.etag());
    assertThat(opened.read(0, opened.size()).readAllBytes()).isEqualTo(bytes);
    assertThat(s3.listMultipartUploads(r -> r.bucket(bucket)).uploads()).isEmpty();
  }

  @Test
  void anObjectOfExactlyOnePartIsOneRequest() throws IOException {
    try (OutputObject output = store.create(at("part"))) {
      output.stream().write(new byte[ObjectStore.PART_SIZE]);
      assertThat(output.publish()).doesNotContain("-").doesNotContain("\"");
    }
    assertThat(store.open(at("part")).size()).isEqualTo(ObjectStore.PART_SIZE);
  }

  @Test
  void partsGrowSoThatTenThousandHoldFourTerabytes() {
    long total = 0;
    for (int number = 0; number < 10_000; number++) {
      total += S3Output.partSize(ObjectStore.PART_SIZE, number);
    }
    assertThat(S3Output.partSize(ObjectStore.PART_SIZE, 999)).isEqualTo(8 << 20);
    assertThat(S3Output.partSize(ObjectStore.PART_SIZE, 1000)).isEqualTo(16 << 20);
    assertThat(S3Output.partSize(ObjectStore.PART_SIZE, 9999)).isEqualTo(1 << 30);
    assertThat(total).isEqualTo(4_286_578_688_000L);
  }

  @Test
  void listingGoesOverAllPages() {
    for (int i = 0; i < 1_005; i++) {
      put(String.format("p/%04d", i), "v");
    }
    put("other", "v");

    List<String> keys = keys("p/");

    assertThat(keys).hasSize(1_005).isSorted().startsWith("p/0000").endsWith("p/1004");
  }

  @Test
  void aChangedObjectIsNotReadOn() {
    put("k", "first");
    InputObject opened = store.open(at("k"));
    put("k", "other");

    assertThatThrownBy(() -> opened.read(0, 5))
        .isInstanceOf(FileException.Terminal.class)
        .hasMessage(
            "s3://"
                + bucket
                + "/k: the object changed since it was opened; run again on files at rest");
  }

  @Test
  void aMissingObjectIsNamed() {
    assertThatThrownBy(() -> store.open(at("gone.csv")))
        .isInstanceOf(FileException.Terminal.class)
        .hasMessage("s3://" + bucket + "/gone.csv: there is no such object; check the path");
  }

  @Test
  void aMissingBucketIsNamedWhereverItIsMet() {
    Location nowhere = new Location("nowhere", "a");
    String message =
        "s3://nowhere/a: the bucket \"nowhere\" does not exist; check its name or create it";

    assertThatThrownBy(() -> store.open(nowhere))
        .isInstanceOf(FileException.Terminal.class)
        .hasMessage(message);
    assertThatThrownBy(() -> store.checkReadable(nowhere))
        .isInstanceOf(FileException.Terminal.class)
        .hasMessage(message);
    assertThatThrownBy(() -> store.checkWritable(nowhere))
        .isInstanceOf(FileException.Terminal.class)
        .hasMessage(message);
    assertThatThrownBy(() -> store.list(nowhere).hasNext())
        .isInstanceOf(FileException.Terminal.class)
        .hasMessage(message);
    assertThatThrownBy(() -> store.create(nowhere).publish())
        .isInstanceOf(FileException.Terminal.class)
        .hasMessage(message);
  }

  @Test
  void anUnknownAccessKeyIsTerminal() {
    try (S3Client stranger = server.client("nobody", "test-secret")) {
      put("k", "v");
      assertThatThrownBy(() -> new ObjectStore(stranger).open(at("k")))
          .isInstanceOf(FileException.Terminal.class)
          .hasMessage(
              "s3://"
                  + bucket
                  + "/k: the storage does not know the access key; check the credentials");
    }
  }

  @Test
  void aWrongSecretKeyIsTerminal() {
    try (S3Client stranger = server.client("test-access", "wrong")) {
      assertThatThrownBy(() -> new ObjectStore(stranger).checkReadable(at("p/")))
          .isInstanceOf(FileException.Terminal.class)
          .hasMessage(
              "s3://"
                  + bucket
                  + "/p/: the secret access key does not fit the access key;"
                  + " check the credentials");
    }
  }

  @Test
  void anUnreachableStorageIsRetryable() throws IOException {
    int closedPort;
    try (ServerSocket socket = new ServerSocket(0)) {
      closedPort = socket.getLocalPort();
    }
    try (S3Client client = S3Server.client(URI.create("http://127.0.0.1:" + closedPort))) {
      assertThatThrownBy(() -> new ObjectStore(client).checkReadable(at("p/")))
          .isInstanceOf(FileException.Retryable.class)
          .hasMessage(
              "s3://"
                  + bucket
                  + "/p/: the storage cannot be reached (ConnectException);"
                  + " check its endpoint, the region and the network");
    }
  }

  @Test
  void aWritableBucketIsProvedWithoutATrace() {
    store.checkReadable(at("out/"));
    store.checkWritable(at("out/"));

    assertThat(keys("")).isEmpty();
    assertThat(s3.listMultipartUploads(r -> r.bucket(bucket)).uploads()).isEmpty();
  }

  private Location at(String key) {
    return new Location(bucket, key);
  }

  private String put(String key, String text) {
    try (OutputObject output = store.create(at(key))) {
      output.stream().write(text.getBytes(StandardCharsets.UTF_8));
      return output.publish();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private List<String> keys(String prefix) {
    List<String> keys = new ArrayList<>();
    for (Iterator<ObjectStore.Listed> all = store.list(at(prefix)); all.hasNext(); ) {
      keys.add(all.next().location().key());
    }
    return keys;
  }

  private static String text(InputStream in) throws IOException {
    try (in) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
