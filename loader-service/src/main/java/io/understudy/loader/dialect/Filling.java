package io.understudy.loader.dialect;

import io.understudy.files.FileColumn;
import io.understudy.loader.database.Dialect;
import io.understudy.loader.database.Session;
import io.understudy.loader.database.Target;
import io.understudy.loader.load.MaskedFile;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Which file goes into which table.
 *
 * @param files columns of the file, in the order of those of the table
 * @param progress told the rows read so far
 */
record Filling(
    Target target,
    Dialect dialect,
    Session session,
    TablePlan.Ready table,
    List<FileColumn> files,
    MaskedFile file,
    LongConsumer progress) {
  Filling {
    files = List.copyOf(files);
  }
}
