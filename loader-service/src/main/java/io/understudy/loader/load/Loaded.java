package io.understudy.loader.load;

/**
 * What became of the rows of a file.
 *
 * @param rows that are loaded
 * @param rejected that the target refused and that are in the rejects file
 */
public record Loaded(long rows, long rejected) {
  /** Rows of the file. */
  public long all() {
    return rows + rejected;
  }
}
