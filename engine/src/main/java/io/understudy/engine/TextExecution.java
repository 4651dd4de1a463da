package io.understudy.engine;

/**
 * The rules of one column of texts at work on the bytes of its cells, as {@link ValueExecution} is
 * on values, with the same results. Used by one thread.
 */
public interface TextExecution {

  /**
   * Says what cells become, and counts them.
   *
   * @param cells a batch of cells
   * @throws CellException if one cannot be transformed or may not pass; its row is that of the
   *     batch
   */
  void transform(CellTexts cells);
}
