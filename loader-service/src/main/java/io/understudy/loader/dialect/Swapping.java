package io.understudy.loader.dialect;

import io.understudy.loader.database.Dialect;
import io.understudy.loader.database.Session;
import io.understudy.loader.database.Target;
import io.understudy.loader.ledger.Ledger;
import io.understudy.loader.ledger.RunKey;
import io.understudy.loader.swap.LoadedTable;
import io.understudy.loader.swap.SwapProblems;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What the two ways of putting a run's tables in place have in common: all but the way. */
final class Swapping {
  private final Target target;
  private final Dialect dialect;
  private final Session session;
  private final RunKey run;
  private final List<LoadedTable> loaded;
  private final RunLedger ledger;

  Swapping(Target target, Dialect dialect, Session session, RunKey run, List<LoadedTable> loaded) {
    this.target = target;
    this.dialect = dialect;
    this.session = session;
    this.run = run;
    this.loaded = List.copyOf(loaded);
    this.ledger = new RunLedger(session, dialect, run);
  }

  Dialect dialect() {
    return dialect;
  }

  Session session() {
    return session;
  }

  RunKey run() {
    return run;
  }

  RunLedger ledger() {
    return ledger;
  }

  List<LoadedTable> loaded() {
    return loaded;
  }

  Set<String> tables() {
    return loaded.stream().map(LoadedTable::table).collect(Collectors.toSet());
  }

  /** What is in place already, if the swap is done. */
  Optional<Ledger.Total> done() throws SQLException {
    if (!ledger.exists()) {
      throw target.refusal(
          "target-ledger",
          "there is no ledger, so nothing is known of the run; retry the run, it loads again");
    }
    return ledger.swapped();
  }

  /**
   * The staging tables by the table that each is for.
   *
   * @throws io.understudy.loader.database.TargetException if staging, ledger and job table do not
   *     agree
   */
  Stagings stagings() throws SQLException {
    Map<String, RunLedger.Staging> noted =
        ledger.stagings().stream()
            .collect(Collectors.toMap(RunLedger.Staging::table, staging -> staging));
    List<String> problems = new ArrayList<>();
    for (LoadedTable table : loaded) {
      RunLedger.Staging staging = noted.get(table.table());
      if (staging == null || !ExistingTable.isThere(session, staging.name())) {
        problems.add(
            "the staging table of "
                + dialect.quoted(table.table())
                + " is not there; see who dropped it and retry the run");
        continue;
      }
      problems.addAll(countProblems(table, staging.name()));
    }
    refuse("target-count", problems);
    return new Stagings(noted);
  }

  private List<String> countProblems(LoadedTable table, String staging) throws SQLException {
    long counted = session.number("select count(*) from " + dialect.quoted(staging));
    Ledger.Total noted = ledger.total(table.table());
    return SwapProblems.count(table, dialect.quoted(staging), counted, noted);
  }

  Optional<ExistingTable> find(String table) throws SQLException {
    return ExistingTable.find(session, dialect, table);
  }

  /** Notes that all are in place, and no longer what whichever run has made there, empty. */
  Ledger.Total note() throws SQLException {
    long files = 0;
    long rows = 0;
    for (LoadedTable table : loaded) {
      ledger.swap(table.table(), new Ledger.Total(table.files(), table.rows()));
      ledger.disclaim(table.table());
      files += table.files();
      rows += table.rows();
    }
    return new Ledger.Total(files, rows);
  }

  /** Refuses with everything that is wrong; the target is as it was. */
  void refuse(String code, List<String> problems) {
    SwapProblems.refuse(target, run, code, problems);
  }
}
