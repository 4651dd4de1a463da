package io.understudy.loader.dialect;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The staging tables of a run, by the table that each is for. */
record Stagings(Map<String, RunLedger.Staging> byTable) {
  Stagings {
    byTable = Map.copyOf(byTable);
  }

  /** Of a table that has one. */
  RunLedger.Staging of(String table) {
    return Objects.requireNonNull(byTable.get(table), "each table has its staging");
  }

  /** Name of the one that a table has, else of the table itself. */
  String nameOf(String table) {
    return Optional.ofNullable(byTable.get(table)).map(RunLedger.Staging::name).orElse(table);
  }
}
