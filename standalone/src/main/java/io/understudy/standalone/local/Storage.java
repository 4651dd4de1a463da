package io.understudy.standalone.local;

/**
 * How to reach the local system's S3, and its two buckets.
 *
 * @param endpoint base URL; buckets are in the path
 * @param region any client must name one
 * @param accessKey made for this start
 * @param secretKey made for this start
 * @param source bucket of what is masked
 * @param sink bucket of what is written
 */
public record Storage(
    String endpoint,
    String region,
    String accessKey,
    String secretKey,
    String source,
    String sink) {
  @Override
  public String toString() {
    return endpoint;
  }
}
