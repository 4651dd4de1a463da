package io.understudy.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.services.s3.S3Client;

class EncryptionTest {
  private static final String KEY = "x-amz-server-side-encryption-aws-kms-key-id";
  private static final String KIND = "x-amz-server-side-encryption";

  /** Notes what S3 would be told and takes it away: the server in memory does not know it. */
  private static final class Told implements ExecutionInterceptor {
    private final List<String> kinds = new ArrayList<>();
    private final List<String> keys = new ArrayList<>();

    @Override
    public SdkHttpRequest modifyHttpRequest(
        Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
      SdkHttpRequest request = context.httpRequest();
      request.firstMatchingHeader(KIND).ifPresent(kinds::add);
      request.firstMatchingHeader(KEY).ifPresent(keys::add);
      return request.toBuilder().removeHeader(KIND).removeHeader(KEY).build();
    }
  }

  private static Told written(Optional<String> kmsKey) throws Exception {
    Told told = new Told();
    try (S3Server server = S3Server.start();
        S3Client s3 = server.client(told)) {
      s3.createBucket(b -> b.bucket("sink"));
      ObjectStore store = new ObjectStore(s3, kmsKey);
      store.checkWritable(Location.parse("s3://sink/p/"));
      for (int size : new int[] {10, ObjectStore.PART_SIZE + 1}) {
        try (OutputObject output = store.create(Location.parse("s3://sink/p/" + size))) {
          output.stream().write(new byte[size]);
          output.publish();
        }
      }
    }
    return told;
  }

  @Test
  void probeSmallAndLargeObjectAreEncryptedWithTheKey() throws Exception {
    Told told = written(Optional.of("alias/masked"));
    assertThat(told.kinds).containsExactly("aws:kms", "aws:kms", "aws:kms");
    assertThat(told.keys).containsExactly("alias/masked", "alias/masked", "alias/masked");
  }

  @Test
  void withoutAKeyTheBucketDecides() throws Exception {
    Told told = written(Optional.empty());
    assertThat(told.kinds).isEmpty();
    assertThat(told.keys).isEmpty();
  }
}
