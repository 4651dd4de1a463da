package io.understudy.loader.dialect;

import io.understudy.files.TableReader;
import java.sql.SQLException;

/** How a file's rows get into a table, within the session's transaction. */
interface Intake {

  /**
   * Stores all rows, or throws.
   *
   * @return how many the database says it stored, and how many there are
   * @throws io.understudy.loader.database.TargetException if it does not take one as it is
   */
  Count store(TableReader reader) throws SQLException, InterruptedException;

  /** Rows that the database stored, of those that were read. */
  record Count(long stored, long read) {}
}
