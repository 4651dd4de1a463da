package io.understudy.loader.dialect;

import io.understudy.files.FileColumn;
import io.understudy.files.TableReader;
import io.understudy.loader.database.Dialect;
import io.understudy.loader.database.Target;
import io.understudy.loader.ledger.Ledger;
import io.understudy.loader.ledger.RunKey;
import io.understudy.loader.load.Loaded;
import io.understudy.loader.load.MaskedFile;
import io.understudy.loader.load.Rejects;
import io.understudy.loader.swap.LoadedTable;
import io.understudy.loader.table.Destination;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/** What a run does in a target that is not PostgreSQL. */
public final class DialectLoading {
  private final Target target;
  private final Dialect dialect;
  private final RunKey run;
  private final Set<String> tables;

  /**
   * @param dialect of the target
   * @param tables names of the target tables of the run
   */
  public DialectLoading(Target target, Dialect dialect, RunKey run, Set<String> tables) {
    this.target = target;
    this.dialect = dialect;
    this.run = run;
    this.tables = Set.copyOf(tables);
  }

  /**
   * Loads one masked file: all of its rows and its line in the ledger, or nothing. A file that the
   * ledger has already is not read again. A table that is made for it stays.
   *
   * @param columns of the table's masked files, merged
   * @param rejects rows that may be refused: none, here
   * @param rows opens the file with these columns
   * @param verifyHeld throws if the job is no longer this loader's; called before each commit
   * @param progress told the bytes read so far
   * @param application what messages of the pool call the use
   * @throws io.understudy.loader.database.TargetException if the target does not take it
   * @throws InterruptedException if interrupted; nothing is loaded then
   */
  public Loaded load(
      Destination destination,
      List<FileColumn> columns,
      Rejects rejects,
      MaskedFile file,
      Supplier<TableReader> rows,
      Runnable verifyHeld,
      LongConsumer progress,
      String application)
      throws InterruptedException {
    if (rejects.most() > 0) {
      throw target.refusal(
          "target-reject",
          "load.reject is not known for " + dialect.name() + "; leave it out of the pipeline");
    }
    return target.use(
        "load " + file.location(),
        application,
        session ->
            new DialectFileLoad(target, dialect, session, destination, tables, columns)
                .load(file, rows, verifyHeld, progress));
  }

  /**
   * Puts the rows that were loaded in the place of the target's: of all tables at once, or of none.
   * Done again after it was done, it changes nothing.
   *
   * @param loaded of the run's tables those that have files, each once
   * @param verifyHeld throws if the job is no longer this loader's
   * @return files and rows of the tables that are in place now
   * @throws io.understudy.loader.database.TargetException if anything is not as it must be
   */
  public Ledger.Total swap(List<LoadedTable> loaded, Runnable verifyHeld, String application)
      throws InterruptedException {
    if (loaded.isEmpty()) {
      return new Ledger.Total(0, 0);
    }
    return target.use(
        "put the tables of run " + run.id() + " in place",
        application,
        session -> {
          Locks.take(session, dialect, "swap " + run);
          Swapping swapping = new Swapping(target, dialect, session, run, loaded);
          return dialect.isMariaDb()
              ? new RenameSwap(swapping).swap(verifyHeld)
              : new MoveSwap(swapping).swap(verifyHeld);
        });
  }

  /**
   * Removes what a run that did not succeed left. Repeatable.
   *
   * @param verifyHeld throws if the job is no longer this loader's
   * @throws io.understudy.loader.database.TargetException if the target does not allow it
   */
  public void discard(Runnable verifyHeld, String application) throws InterruptedException {
    target.use(
        "remove the staging tables of run " + run.id(),
        application,
        session -> {
          Locks.take(session, dialect, "swap " + run);
          new Leftovers(dialect, session, run).remove(verifyHeld);
          return true;
        });
  }
}
