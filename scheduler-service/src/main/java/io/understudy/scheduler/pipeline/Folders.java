package io.understudy.scheduler.pipeline;

import io.understudy.files.Location;
import java.util.Optional;

/** Reads places in buckets. */
final class Folders {
  private Folders() {}

  /** A prefix that must be given; it ends with a slash unless it is the whole bucket. */
  static Optional<Location> required(Section section, String key, Problems problems) {
    if (section.required(key, "add " + key + ": s3://BUCKET/PREFIX/").isEmpty()) {
      return Optional.empty();
    }
    Optional<String> text = section.text(key);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      Location written = Location.parse(text.get());
      boolean folder = written.key().isEmpty() || written.key().endsWith("/");
      return Optional.of(folder ? written : new Location(written.bucket(), written.key() + "/"));
    } catch (IllegalArgumentException e) {
      problems.refused(section.node(key).orElseThrow(), section.field(key), e);
      return Optional.empty();
    }
  }
}
