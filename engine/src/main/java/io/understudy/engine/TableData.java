package io.understudy.engine;

import java.util.List;

/**
 * What a config may ask about the whole file before its first row: {@code data} in {@code vars}.
 */
@FunctionalInterface
public interface TableData {
  /** Most distinct values that are kept of a column. */
  int MOST_DISTINCT = 10_000;

  /**
   * The distinct values of a column, in the order of their first rows, without null.
   *
   * @param column its name in the file
   * @return more than {@link #MOST_DISTINCT} if there are more; which is then of no use
   */
  List<Object> distinct(String column);
}
