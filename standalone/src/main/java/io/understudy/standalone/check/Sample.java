package io.understudy.standalone.check;

import io.understudy.engine.TableData;
import io.understudy.files.DistinctValues;
import io.understudy.files.FileFormat;
import io.understudy.files.FormatOptions;
import io.understudy.files.LocalFile;
import io.understudy.standalone.StandaloneException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file that stands for its table.
 *
 * @param table the table's name
 */
record Sample(Path path, String table, FileFormat format) {
  private static final Pattern NAME = Pattern.compile("(.+?)([-_.][0-9]+)?(\\.[A-Za-z]+)*");

  /**
   * @throws StandaloneException if the name does not tell the format, and the options do not either
   */
  static List<Sample> of(Request request) {
    return request.files().stream()
        .map(
            path ->
                new Sample(
                    path,
                    request.table().orElseGet(() -> tableOf(path)),
                    format(path, request.format())))
        .toList();
  }

  /** For what a config asks about the whole file. */
  TableData data() {
    return new DistinctValues(table, () -> LocalFile.open(path), format);
  }

  private static FileFormat format(Path path, FormatOptions options) {
    return options
        .formatOf(path.getFileName().toString())
        .orElseThrow(
            () ->
                new StandaloneException(
                    path
                        + ": the name does not tell the file's format; add --format csv, --format"
                        + " jsonl or --format parquet"));
  }

  /** As a run does it: file name without extensions and part number. */
  static String tableOf(Path path) {
    String name = path.getFileName().toString();
    Matcher parts = NAME.matcher(name);
    return parts.matches() ? parts.group(1) : name;
  }
}
