package io.understudy.files.parquet;

import org.apache.parquet.SemanticVersion;
import org.apache.parquet.VersionParser;
import org.apache.parquet.VersionParser.ParsedVersion;
import org.apache.parquet.VersionParser.VersionParseException;
import org.jspecify.annotations.Nullable;

/** Who wrote a file: readers work around known bugs of known versions. */
final class WriterVersion {
  /** What new files say. */
  static final String OURS = "understudy version 0.1.0";

  private static final String REWRITTEN = "rewritten by understudy";

  private WriterVersion() {}

  static @Nullable ParsedVersion parse(@Nullable String createdBy) {
    if (createdBy == null) {
      return null;
    }
    try {
      return VersionParser.parse(createdBy);
    } catch (VersionParseException | RuntimeException e) {
      // Who wrote the file cannot be told, so no bug can be told from it.
      return null;
    }
  }

  /**
   * Whether the writer is one that did not count a dictionary page's header in a chunk's size
   * (PARQUET-816): parquet-mr before 1.2.9, which at first did not tell its version.
   */
  static boolean forgetsDictionaryHeader(@Nullable String createdBy) {
    if (createdBy == null || !createdBy.startsWith("parquet-mr")) {
      return false;
    }
    ParsedVersion parsed = parse(createdBy);
    if (parsed == null || !parsed.hasSemanticVersion()) {
      return createdBy.equals("parquet-mr");
    }
    return parsed.getSemanticVersion().compareTo(new SemanticVersion(1, 2, 9)) < 0;
  }

  /**
   * The original writer with ours added where no reader's version check looks: inside the build, so
   * that copied columns are still read with the care that their writer needs.
   */
  static String rewritten(@Nullable String createdBy) {
    ParsedVersion parsed = parse(createdBy);
    if (createdBy == null || parsed == null || parsed.version == null) {
      return createdBy == null || createdBy.isEmpty() ? REWRITTEN : createdBy + "; " + REWRITTEN;
    }
    return createdBy.endsWith(")")
        ? createdBy.substring(0, createdBy.length() - 1) + "; " + REWRITTEN + ")"
        : createdBy + " (build " + REWRITTEN + ")";
  }
}
