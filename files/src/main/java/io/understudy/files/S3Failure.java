package io.understudy.files;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;

/** What a failed request to the storage means and what to do about it. */
final class S3Failure {
  private static final Pattern KMS_PERMISSION = Pattern.compile("kms:[A-Za-z]{1,40}");

  private S3Failure() {}

  /** What was tried, and the permission it needs. */
  enum Action {
    LIST("s3:ListBucket"),
    READ("s3:GetObject"),
    WRITE("s3:PutObject"),
    ABORT("s3:AbortMultipartUpload"),
    DELETE("s3:DeleteObject");

    private final String permission;

    Action(String permission) {
      this.permission = permission;
    }
  }

  /** Whether the storage answered and said no (4xx or a redirect). */
  static boolean isRefusal(SdkException e) {
    return e instanceof AwsServiceException service
        && service.statusCode() >= 300
        && service.statusCode() < 500;
  }

  /** Whether asking again at once can help. */
  static boolean isTransient(SdkException e) {
    return !(e instanceof AbortedException)
        && of(Action.READ, new Location("b", ""), e) instanceof FileException.Retryable;
  }

  /** What the storage calls it; empty if it does not say, as a proxy that answers for it. */
  static String code(AwsServiceException e) {
    return e.awsErrorDetails() == null || e.awsErrorDetails().errorCode() == null
        ? ""
        : e.awsErrorDetails().errorCode();
  }

  /** Whether it failed because the upload is completed, aborted, or never was. */
  static boolean isUploadGone(FileException failure) {
    return failure.getCause() instanceof AwsServiceException e && code(e).equals("NoSuchUpload");
  }

  static FileException of(Action action, Location location, SdkException e) {
    if (e instanceof AbortedException) {
      // the SDK has cleared the flag; the caller's next check must see the interrupt
      Thread.currentThread().interrupt();
      return new FileException.Retryable(location + ": the work was interrupted", e);
    }
    if (e instanceof AwsServiceException service) {
      return answered(action, location, service);
    }
    String message = e.getMessage();
    if (message != null
        && message.toLowerCase(Locale.ROOT).contains("unable to load credentials")) {
      return new FileException.Terminal(
          location + ": no credentials were found; configure an access key or a role", e);
    }
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return new FileException.Retryable(
        location
            + ": the storage cannot be reached ("
            + root.getClass().getSimpleName()
            + "); check its endpoint, the region and the network",
        e);
  }

  private static FileException answered(Action action, Location location, AwsServiceException e) {
    int status = e.statusCode();
    String code = code(e);
    if (status >= 500 || status == 429 || e.isThrottlingException()) {
      return retryable(location, status, code, e);
    }
    return switch (code) {
      case "NoSuchBucket" ->
          terminal(
              location,
              "the bucket \""
                  + location.bucket()
                  + "\" does not exist; check its name or create it",
              e);
      case "InvalidAccessKeyId" ->
          terminal(location, "the storage does not know the access key; check the credentials", e);
      case "SignatureDoesNotMatch" ->
          terminal(
              location,
              "the secret access key does not fit the access key; check the credentials",
              e);
      case "RequestTimeTooSkewed" ->
          terminal(location, "the clock of this machine is wrong; set the time", e);
      case "PermanentRedirect",
          "AuthorizationHeaderMalformed",
          "IllegalLocationConstraintException" ->
          terminal(location, "the bucket is in another region" + region(e), e);
      case "ExpiredToken", "RequestTimeout" -> retryable(location, status, code, e);
      // the answer to its completion was lost, or a lifecycle rule aborted it
      case "NoSuchUpload" ->
          new FileException.Retryable(location + ": the upload is gone; it is tried again", e);
      case "PreconditionFailed" -> changed(location, e);
      case "KMS.NotFoundException", "KMS.DisabledException", "KMS.KMSInvalidStateException" ->
          terminal(
              location, "the KMS key cannot be used (" + code + "); check its id and state", e);
      default ->
          switch (status) {
            case 301, 307 -> terminal(location, "the bucket is in another region" + region(e), e);
            case 403 -> denied(action, location, e);
            case 404 ->
                action == Action.READ
                    ? terminal(location, "there is no such object; check the path", e)
                    : terminal(location, "not found (" + code + "); check bucket and path", e);
            case 408 -> retryable(location, status, code, e);
            case 412 -> changed(location, e);
            default ->
                terminal(
                    location,
                    "the storage refused the request ("
                        + status
                        + (code.isEmpty() ? "" : " " + code)
                        + "); check endpoint, region and path style",
                    e);
          };
    };
  }

  /** Of the storage's text only the name of a KMS permission is taken. */
  private static FileException.Terminal denied(
      Action action, Location location, AwsServiceException e) {
    Matcher kms =
        KMS_PERMISSION.matcher(
            e.awsErrorDetails() == null ? "" : String.valueOf(e.awsErrorDetails().errorMessage()));
    String permission = kms.find() ? kms.group() : action.permission;
    String on = permission.startsWith("kms:") ? " on the KMS key" : " on it";
    return new FileException.Terminal(
        location + ": access denied; allow " + permission + on, e, permission);
  }

  static FileException.Terminal changed(Location location, SdkException cause) {
    return terminal(
        location, "the object changed since it was opened; run again on files at rest", cause);
  }

  private static String region(AwsServiceException e) {
    return e.awsErrorDetails() == null || e.awsErrorDetails().sdkHttpResponse() == null
        ? "; set its region"
        : e.awsErrorDetails()
            .sdkHttpResponse()
            .firstMatchingHeader("x-amz-bucket-region")
            .map(region -> "; set the region to " + region)
            .orElse("; set its region");
  }

  private static FileException retryable(
      Location location, int status, String code, SdkException e) {
    return new FileException.Retryable(
        location
            + ": the storage answered "
            + status
            + (code.isEmpty() ? "" : " " + code)
            + "; it is tried again",
        e);
  }

  private static FileException.Terminal terminal(Location location, String what, SdkException e) {
    return new FileException.Terminal(location + ": " + what, e);
  }
}
