package io.understudy.files;

import java.util.Optional;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/**
 * How S3 encrypts what is written.
 *
 * @param kmsKey id or ARN of a KMS key; empty: what the bucket says
 */
record Encryption(Optional<String> kmsKey) {

  PutObjectRequest.Builder of(PutObjectRequest.Builder request) {
    kmsKey.ifPresent(
        key -> request.serverSideEncryption(ServerSideEncryption.AWS_KMS).ssekmsKeyId(key));
    return request;
  }

  CreateMultipartUploadRequest.Builder of(CreateMultipartUploadRequest.Builder request) {
    kmsKey.ifPresent(
        key -> request.serverSideEncryption(ServerSideEncryption.AWS_KMS).ssekmsKeyId(key));
    return request;
  }
}
