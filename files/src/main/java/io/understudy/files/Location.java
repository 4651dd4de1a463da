package io.understudy.files;

/**
 * An object or a prefix in a bucket.
 *
 * @param bucket name of the bucket
 * @param key key of the object, or a prefix (empty: the whole bucket); no leading slash
 */
public record Location(String bucket, String key) {
  private static final String SCHEME = "s3://";

  public Location {
    if (bucket.isEmpty() || bucket.indexOf('/') >= 0) {
      throw new IllegalArgumentException("\"" + bucket + "\" is not a bucket name");
    }
    if (key.startsWith("/")) {
      throw new IllegalArgumentException("the key \"" + key + "\" must not start with a slash");
    }
  }

  /**
   * Reads {@code s3://bucket/key}.
   *
   * @throws IllegalArgumentException if it is not of that form
   */
  public static Location parse(String url) {
    if (!url.startsWith(SCHEME)) {
      throw new IllegalArgumentException(
          "\"" + url + "\" is not a location; write s3://BUCKET/PREFIX");
    }
    String rest = url.substring(SCHEME.length());
    int slash = rest.indexOf('/');
    return slash < 0
        ? new Location(rest, "")
        : new Location(rest.substring(0, slash), rest.substring(slash + 1));
  }

  /** The object at {@code relative} below this prefix. */
  public Location resolve(String relative) {
    return new Location(
        bucket, key.isEmpty() || key.endsWith("/") ? key + relative : key + "/" + relative);
  }

  /** {@code s3://bucket/key}. */
  @Override
  public String toString() {
    return SCHEME + bucket + "/" + key;
  }
}
