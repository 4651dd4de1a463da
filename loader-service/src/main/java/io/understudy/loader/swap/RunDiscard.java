package io.understudy.loader.swap;

import io.understudy.loader.database.Names;
import io.understudy.loader.database.Target;
import io.understudy.loader.database.TargetException;
import io.understudy.loader.ledger.Ledger;
import io.understudy.loader.ledger.RunKey;
import io.understudy.loader.schema.SchemaCreation;
import io.understudy.loader.table.Preparation;
import io.understudy.loader.table.TargetTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Removes what a run that did not succeed left in a target: its staging and its ledger. */
public final class RunDiscard {
  private final Target target;
  private final RunKey run;
  private final List<String> tables;

  /**
   * @param tables names of the run's target tables
   */
  public RunDiscard(Target target, RunKey run, List<String> tables) {
    this.target = target;
    this.run = run;
    this.tables = List.copyOf(tables);
  }

  /**
   * Drops the staging tables that bear the run's mark; others of such a name stay. Repeatable.
   *
   * @param verifyHeld throws if the job is no longer this loader's; called before the commit, when
   *     readers may wait for it
   * @throws TargetException if the target does not allow it; nothing is changed then
   */
  public void discard(Runnable verifyHeld, String application) throws InterruptedException {
    target.use(
        "remove the staging tables of run " + run.id(),
        application,
        session -> {
          List<String> staged = new ArrayList<>();
          for (String table : tables) {
            String staging = Names.staging(table, run.id());
            Optional<TargetTable> found = TargetTable.find(session, target.schema(), staging);
            if (found.isPresent() && Preparation.isStaging(found.get(), run)) {
              staged.add(Names.qualified(target.schema(), staging));
            }
          }
          if (!staged.isEmpty()) {
            // at once, since they may refer to each other
            session.execute("drop table " + String.join(", ", staged));
          }
          Ledger ledger = new Ledger(session, run, target.schema());
          if (ledger.exists()) {
            SchemaCreation.undo(session, target.schema(), ledger);
            ledger.forget();
          }
          verifyHeld.run();
          session.commit();
          return true;
        });
  }
}
