package io.understudy.files;

import java.util.List;

/** Rows as one vector per column: for a consumer that passes the bytes of values on as they are. */
public interface VectorReader extends TableReader {

  /** One per column of the schema; {@link #nextVectors} fills them. */
  List<ColumnVector> vectors();

  /**
   * Fills the vectors with the next rows. Not to be mixed with {@link #next}.
   *
   * @return how many; 0 when there are no more
   */
  int nextVectors();

  /** 0-based number in the file of the first row in the vectors. */
  long firstRow();
}
