package io.understudy.scheduler.reconcile;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.panache.common.Sort;
import io.understudy.jobtable.Run;
import io.understudy.jobtable.RunState;
import io.understudy.jobtable.RunTable;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Runs as they are now. */
@Singleton
class RunReading {

  /** A run with its tables, read together. */
  record Snapshot(Run run, List<RunTable> tables) {}

  Optional<Snapshot> read(long runId) {
    return QuarkusTransaction.requiringNew()
        .call(
            () ->
                Run.<Run>findByIdOptional(runId)
                    .map(
                        run ->
                            new Snapshot(run, RunTable.list("runId = ?1", Sort.by("id"), runId))));
  }

  boolean is(long runId, RunState state) {
    return QuarkusTransaction.requiringNew()
        .call(() -> Run.count("id = ?1 and state = ?2", runId, state) == 1);
  }
}
