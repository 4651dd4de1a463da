package io.understudy.transform.check;

import io.understudy.files.FileFormat;
import io.understudy.files.FormatOptions;
import io.understudy.files.Location;
import io.understudy.transform.problem.RequestException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A file that a request names, and how to read it. */
public record InputFile(Location location, FileFormat format) {

  /**
   * Reads a request's {@code input} and {@code format}.
   *
   * @throws RequestException if they are no location, or do not tell the format
   */
  public static InputFile of(@Nullable String input, @Nullable FormatOptions options) {
    Location location = location(Objects.requireNonNullElse(input, ""));
    return new InputFile(
        location,
        Objects.requireNonNullElse(options, FormatOptions.BY_NAME)
            .formatOf(location.key())
            .orElseThrow(
                () ->
                    new RequestException(
                        "input",
                        location + ": the name does not tell the file's format",
                        "set format.type to csv, jsonl or parquet")));
  }

  private static Location location(String url) {
    try {
      Location location = Location.parse(url);
      if (!location.key().isEmpty()) {
        return location;
      }
    } catch (IllegalArgumentException e) {
      throw new RequestException(
          "input", "\"" + url + "\" is not the location of a file", "write s3://BUCKET/KEY");
    }
    throw new RequestException("input", url + " is a whole bucket", "write s3://BUCKET/KEY");
  }
}
