package io.understudy.standalone.check;

import io.understudy.files.FormatOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What to check or preview.
 *
 * @param config transform config (YAML)
 * @param files at least one
 * @param table the name of their table; empty: each file's own name
 * @param format what the files' names do not tell
 * @param rows how many rows to try or show
 */
public record Request(
    Path config, List<Path> files, Optional<String> table, FormatOptions format, int rows) {
  public Request {
    files = List.copyOf(files);
  }
}
