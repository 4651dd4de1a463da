package io.understudy.files;

import java.util.Optional;

/**
 * The statement of a bucket policy (or of a role's or user's) that allows one call. What speaks
 * S3's protocol beside AWS reads the same language.
 *
 * @param permission such as {@code s3:PutObject} or {@code kms:Decrypt}
 * @param location the prefix that the call is to be allowed below
 * @param region of the bucket
 * @param kmsKey id, ARN or alias of the KMS key, for permissions of it
 */
public record PolicyStatement(
    String permission, Location location, String region, Optional<String> kmsKey) {

  /** As JSON in one line. */
  public String json() {
    return "{\"Effect\":\"Allow\",\"Action\":"
        + quoted(permission)
        + ",\"Resource\":"
        + quoted(resource())
        + condition()
        + "}";
  }

  private String resource() {
    if (permission.startsWith("kms:")) {
      String key = kmsKey.orElse("*");
      return key.equals("*") || key.startsWith("arn:")
          ? key
          : key.startsWith("alias/") ? "*" : arn("kms:" + region + ":*:key/" + key);
    }
    String bucket = arn("s3:::" + location.bucket());
    return permission.equals("s3:ListBucket") ? bucket : bucket + "/" + location.key() + "*";
  }

  private String condition() {
    if (permission.equals("s3:ListBucket") && !location.key().isEmpty()) {
      return ",\"Condition\":{\"StringLike\":{\"s3:prefix\":" + quoted(location.key() + "*") + "}}";
    }
    boolean alias = permission.startsWith("kms:") && kmsKey.orElse("").startsWith("alias/");
    return alias
        ? ",\"Condition\":{\"StringEquals\":{\"kms:RequestAlias\":" + quoted(kmsKey.get()) + "}}"
        : "";
  }

  private String arn(String rest) {
    String partition =
        region.startsWith("cn-") ? "aws-cn" : region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
    return "arn:" + partition + ":" + rest;
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
