package io.understudy.loader.swap;

import io.understudy.loader.database.Target;
import io.understudy.loader.ledger.Ledger;
import io.understudy.loader.ledger.RunKey;
import java.util.List;

/** Why a run's tables cannot be put in place, whatever the way. */
public final class SwapProblems {
  private SwapProblems() {}

  /**
   * Staging, ledger and job table must agree.
   *
   * @param staging name of the staging table, quoted
   * @param counted its rows
   * @return in words; empty if they do
   */
  public static List<String> count(
      LoadedTable table, String staging, long counted, Ledger.Total noted) {
    if (counted == table.rows() && noted.rows() == table.rows() && noted.files() == table.files()) {
      return List.of();
    }
    return List.of(
        staging
            + " has "
            + counted
            + " rows, the ledger "
            + noted.rows()
            + " of "
            + noted.files()
            + " files, the transforms wrote "
            + table.rows()
            + " in "
            + table.files()
            + " files; see who else writes to it and retry the run");
  }

  /**
   * Refuses with everything that is wrong; the target is as it was.
   *
   * @throws io.understudy.loader.database.TargetException if there is any problem
   */
  public static void refuse(Target target, RunKey run, String code, List<String> problems) {
    if (!problems.isEmpty()) {
      throw target.refusal(
          code,
          "the tables of run "
              + run.id()
              + " cannot be put in place, nothing is changed: "
              + String.join("; and ", problems));
    }
  }
}
