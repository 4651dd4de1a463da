package io.understudy.files;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;

class S3FailureTest {

  @Test
  void anUploadThatIsGoneIsTriedAgain() {
    FileException failure =
        S3Failure.of(
            S3Failure.Action.WRITE,
            new Location("bucket", "file"),
            NoSuchUploadException.builder()
                .statusCode(404)
                .awsErrorDetails(AwsErrorDetails.builder().errorCode("NoSuchUpload").build())
                .build());
    assertThat(failure)
        .isInstanceOf(FileException.Retryable.class)
        .hasMessage("s3://bucket/file: the upload is gone; it is tried again");
  }
}
