package io.understudy.files;

/** What is wrapped around a CSV or JSONL file as a whole. */
public enum Compression {
  NONE,
  /** RFC 1952; several members in a row are one file. */
  GZIP,
  /** RFC 8878; several frames in a row are one file. */
  ZSTD
}
