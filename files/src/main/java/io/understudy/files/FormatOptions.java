package io.understudy.files;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a pipeline says about a table's files beyond their names. JSON of it is in {@code
 * run_table.format}.
 *
 * @param type {@code csv}, {@code jsonl} or {@code parquet} for files whose name does not tell;
 *     null: by name
 * @param delimiter CSV: one character; null: {@code ,} (or tab for {@code .tsv})
 * @param header CSV: whether the first record names the columns; null: true
 * @param compression of text files as they are written: {@code none}, {@code gzip} or {@code zstd};
 *     null: as they are read
 */
public record FormatOptions(
    @Nullable String type,
    @Nullable String delimiter,
    @Nullable Boolean header,
    @Nullable String compression) {

  /** Everything by file name. */
  public static final FormatOptions BY_NAME = new FormatOptions(null, null, null);

  private static final Map<String, String> ENDINGS =
      Map.of("none", "", "gzip", ".gz", "zstd", ".zst");
  private static final Pattern COMPRESSED =
      Pattern.compile("\\.(gz|zst)$", Pattern.CASE_INSENSITIVE);

  public FormatOptions {
    if (type != null && !type.equals("csv") && !type.equals("jsonl") && !type.equals("parquet")) {
      throw new IllegalArgumentException(
          "\"" + type + "\" is not a file type; use csv, jsonl or parquet");
    }
    if (delimiter != null && delimiter.length() != 1) {
      throw new IllegalArgumentException("a CSV delimiter is one character");
    }
    if (compression != null && !ENDINGS.containsKey(compression)) {
      throw new IllegalArgumentException(
          "\"" + compression + "\" is not a compression; use none, gzip or zstd");
    }
  }

  /** Text files stay compressed as they are. */
  public FormatOptions(
      @Nullable String type, @Nullable String delimiter, @Nullable Boolean header) {
    this(type, delimiter, header, null);
  }

  /**
   * The path under which a file is written: its own, with the ending of the compression that text
   * files are to have.
   */
  public String written(String path) {
    boolean text =
        formatOf(path).filter(format -> !(format instanceof FileFormat.Parquet)).isPresent();
    return compression == null || !text
        ? path
        : COMPRESSED.matcher(path).replaceFirst("") + ENDINGS.get(compression);
  }

  /** Format of a file of this name; empty if neither name nor options tell. */
  public Optional<FileFormat> formatOf(String fileName) {
    Optional<FileFormat> named = FileFormat.ofName(fileName);
    if (named.isEmpty() && type != null) {
      named = FileFormat.ofName(typed(fileName, type));
    }
    return named.map(
        format ->
            format instanceof FileFormat.Csv csv
                ? new FileFormat.Csv(
                    delimiter == null ? csv.delimiter() : delimiter.charAt(0),
                    header == null ? csv.header() : header,
                    csv.compression())
                : format);
  }

  /** The name with the type where names have it: before the ending of a compression. */
  private static String typed(String fileName, String type) {
    Matcher compressed = COMPRESSED.matcher(fileName);
    return !type.equals("parquet") && compressed.find()
        ? fileName.substring(0, compressed.start()) + "." + type + compressed.group()
        : fileName + "." + type;
  }
}
