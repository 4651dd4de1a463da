package io.understudy.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;

/** One object that several write, on a real S3 server. */
class SharedUploadTest {
  private static final String BUCKET = "shared";
  private static final int MEGABYTE = 1 << 20;

  private static S3Server server;
  private static S3Client s3;

  private final byte[] bytes = new byte[40 * MEGABYTE];
  private ObjectStore store;

  /** What comes back instead of the server's answers to requests of one kind. */
  private record Instead(Class<?> request, int status, String body)
      implements ExecutionInterceptor {
    @Override
    public SdkHttpResponse modifyHttpResponse(
        Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
      return request.isInstance(context.request())
          ? SdkHttpResponse.builder().statusCode(status).build()
          : context.httpResponse();
    }

    @Override
    public Optional<InputStream> modifyHttpResponseContent(
        Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
      return request.isInstance(context.request())
          ? Optional.of(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)))
          : context.responseBody();
    }
  }

  @BeforeAll
  static void startServer() throws Exception {
    server = S3Server.start();
    s3 = server.client();
    s3.createBucket(b -> b.bucket(BUCKET));
  }

  @AfterAll
  static void stopServer() throws Exception {
    s3.close();
    server.close();
  }

  @BeforeEach
  void data() {
    store = new ObjectStore(s3);
    new Random(3).nextBytes(bytes);
  }

  private List<UploadedPart> write(SharedUpload upload, int number, int from, int to)
      throws IOException {
    try (OutputPart part = upload.part(number, to - from)) {
      for (int at = from; at < to; at += 100_000) {
        part.stream().write(bytes, at, Math.min(100_000, to - at));
      }
      part.publish();
      return part.uploaded();
    }
  }

  private static boolean isThere(Location location) {
    return s3.listObjectsV2(r -> r.bucket(BUCKET).prefix(location.key())).hasContents();
  }

  private static int uploads() {
    return s3.listMultipartUploads(r -> r.bucket(BUCKET)).uploads().size();
  }

  @Test
  void partsInAnyOrderOneOfThemTwiceAndOneEmptyAreOneObject() throws IOException {
    Location location = new Location(BUCKET, "whole");
    SharedUpload upload = store.share(location);
    SharedUpload elsewhere = store.shared(location, upload.id());
    List<UploadedPart> last = write(elsewhere, 3, 39 * MEGABYTE, bytes.length);
    write(elsewhere, 0, 5 * MEGABYTE, 9 * MEGABYTE);
    List<UploadedPart> all = new ArrayList<>(write(upload, 0, 0, 27 * MEGABYTE));
    all.addAll(write(upload, 1, 0, 0));
    all.addAll(write(upload, 2, 27 * MEGABYTE, 39 * MEGABYTE));
    all.addAll(last);
    assertThat(isThere(location)).isFalse();

    String etag = upload.complete(all);

    InputObject opened = store.open(location);
    assertThat(opened.etag()).isEqualTo(etag);
    assertThat(opened.readWhole()).isEqualTo(bytes);
    assertThat(all).extracting(UploadedPart::number).containsExactly(1, 2, 3, 41, 61);
    assertThat(all.subList(0, 4)).allMatch(part -> part.size() >= SharedUpload.LEAST_PART);
    assertThat(uploads()).isZero();
  }

  @Test
  void whatIsAbortedCannotBeCompletedAndLeavesNothing() throws IOException {
    Location location = new Location(BUCKET, "aborted");
    SharedUpload upload = store.share(location);
    List<UploadedPart> parts = write(upload, 0, 0, 6 * MEGABYTE);
    upload.abort();
    upload.abort();
    assertThatThrownBy(() -> upload.complete(parts))
        .isInstanceOf(WholeFileException.class)
        .hasMessage("s3://shared/aborted: its parts cannot be put together (NoSuchUpload)");
    assertThat(isThere(location)).isFalse();
    assertThat(uploads()).isZero();
  }

  @Test
  void aPartOfAnUploadThatIsGoneIsForTheWholeFile() {
    Instead gone =
        new Instead(UploadPartRequest.class, 404, "<Error><Code>NoSuchUpload</Code></Error>");
    try (S3Client behind = server.client(gone)) {
      SharedUpload upload = new ObjectStore(behind).share(new Location(BUCKET, "gone"));
      assertThatThrownBy(() -> write(upload, 0, 0, MEGABYTE))
          .as("when it is published")
          .isInstanceOf(WholeFileException.class)
          .hasMessage("s3://shared/gone: the upload of its parts is gone");
      assertThatThrownBy(() -> write(upload, 1, 0, bytes.length))
          .as("while it is written")
          .isInstanceOf(WholeFileException.class)
          .hasMessage("s3://shared/gone: the upload of its parts is gone");
      upload.abort();
    }
  }

  @Test
  void anAnswerWithoutACodeAsAProxyGivesItIsTriedAgain() throws IOException {
    Instead late = new Instead(CompleteMultipartUploadRequest.class, 504, "");
    try (S3Client behind = server.client(late)) {
      SharedUpload upload = new ObjectStore(behind).share(new Location(BUCKET, "proxy"));
      List<UploadedPart> parts = write(upload, 0, 0, MEGABYTE);
      assertThatThrownBy(() -> upload.complete(parts))
          .isInstanceOf(FileException.Retryable.class)
          .hasMessage("s3://shared/proxy: the storage answered 504; it is tried again");
    }
  }

  @Test
  void aPartThatIsTooSmallForTheStorageIsNotPutTogether() throws IOException {
    SharedUpload upload = store.share(new Location(BUCKET, "small"));
    List<UploadedPart> parts = new ArrayList<>(write(upload, 0, 0, MEGABYTE));
    parts.addAll(write(upload, 1, MEGABYTE, 2 * MEGABYTE));
    assertThatThrownBy(() -> upload.complete(parts))
        .isInstanceOf(WholeFileException.class)
        .hasMessage("s3://shared/small: a part of it is too small for S3");
    upload.abort();
  }

  @Test
  void fiveTerabytesFitIntoTheNumbersOfAllParts() {
    long part = (5L << 40) / TextPart.MOST;
    long piece = OutputPart.size(ObjectStore.PART_SIZE, part);
    assertThat(piece * OutputPart.NUMBERS / 2).isGreaterThan(part * 9 / 10);
    assertThat(piece * OutputPart.NUMBERS).isGreaterThan(part);
  }
}
