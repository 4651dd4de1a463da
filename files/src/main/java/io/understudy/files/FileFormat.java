package io.understudy.files;

import java.util.Locale;
import java.util.Optional;

/** What a file is and how to read it. */
public sealed interface FileFormat {

  /** What is around the whole file. */
  Compression compression();

  /**
   * RFC 4180, UTF-8 with or without a byte order mark, LF or CRLF.
   *
   * @param delimiter one character, not a quote, line end or NUL
   * @param header whether the first record names the columns; without, they are {@code column_1},
   *     {@code column_2}, …
   * @param compression around the whole file
   */
  record Csv(char delimiter, boolean header, Compression compression) implements FileFormat {
    public Csv {
      if (delimiter == '"' || delimiter == '\n' || delimiter == '\r' || delimiter == '\0') {
        throw new IllegalArgumentException(
            "a CSV delimiter cannot be a quote, a line end or NUL; usual ones are , ; | and tab");
      }
    }
  }

  /**
   * One JSON object per line, UTF-8.
   *
   * @param compression around the whole file
   */
  record JsonLines(Compression compression) implements FileFormat {}

  /** Apache Parquet; compression is inside. */
  record Parquet() implements FileFormat {
    @Override
    public Compression compression() {
      return Compression.NONE;
    }
  }

  /**
   * The format that a file's name says: {@code .parquet}, {@code .csv}, {@code .tsv}, {@code
   * .jsonl}, {@code .ndjson}, the text formats also with {@code .gz}, {@code .zst}; case does not
   * matter.
   */
  static Optional<FileFormat> ofName(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    Compression compression = Compression.NONE;
    if (lower.endsWith(".gz")) {
      compression = Compression.GZIP;
      lower = lower.substring(0, lower.length() - 3);
    } else if (lower.endsWith(".zst")) {
      compression = Compression.ZSTD;
      lower = lower.substring(0, lower.length() - 4);
    }
    if (lower.endsWith(".csv")) {
      return Optional.of(new Csv(',', true, compression));
    }
    if (lower.endsWith(".tsv")) {
      return Optional.of(new Csv('\t', true, compression));
    }
    if (lower.endsWith(".jsonl") || lower.endsWith(".ndjson")) {
      return Optional.of(new JsonLines(compression));
    }
    return lower.endsWith(".parquet") && compression == Compression.NONE
        ? Optional.of(new Parquet())
        : Optional.empty();
  }
}
