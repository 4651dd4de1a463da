package io.understudy.scheduler.planning;

import io.understudy.files.FormatOptions;
import io.understudy.files.ObjectStore.Listed;
import io.understudy.scheduler.planning.TableSorting.Into;

/**
 * A table's files, as far as they are listed.
 *
 * @param sample the first one that is not empty stands for all
 * @param bytes of all
 */
public record TableFiles(Listed sample, FormatOptions options, long files, long bytes) {

  /** With one file. */
  public static TableFiles of(Listed file, Into into) {
    return new TableFiles(file, into.options(), 1, file.size());
  }

  /** With one more. */
  public TableFiles and(Listed file) {
    Listed better = sample.size() == 0 ? file : sample;
    return new TableFiles(better, options, files + 1, bytes + file.size());
  }
}
