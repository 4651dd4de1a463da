package io.understudy.jobtable;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * What a scheduler does with runs and their jobs. Safe for any number of schedulers at once: each
 * call is one statement (or one short transaction where it says so), repeatable after a crash.
 */
public final class RunProtocol {
  private static final int FETCH = 20;

  private final JobTable table;

  /** Uses one connection per call; call it outside a JTA transaction. */
  public RunProtocol(DataSource database) {
    this.table = new JobTable(database);
  }

  /** A run to be made; {@code extraction} and {@code loadOptions} are JSON, or null for none. */
  public record NewRun(
      String pipeline,
      String document,
      String source,
      String sink,
      String transformConfig,
      @Nullable String keyId,
      @Nullable String loadTarget,
      @Nullable String loadMode,
      int parallelism,
      @Nullable String extraction,
      @Nullable String loadOptions) {

    /** One whose source has its files, and whose load has no options. */
    public NewRun(
        String pipeline,
        String document,
        String source,
        String sink,
        String transformConfig,
        @Nullable String keyId,
        @Nullable String loadTarget,
        @Nullable String loadMode,
        int parallelism) {
      this(
          pipeline,
          document,
          source,
          sink,
          transformConfig,
          keyId,
          loadTarget,
          loadMode,
          parallelism,
          null,
          null);
    }
  }

  /** Inserts a run in state PLANNING and returns its id. */
  public long create(NewRun run) {
    return table.call(
        "create a run",
        RunSql.CREATE,
        statement -> {
          statement.setString(1, run.pipeline());
          statement.setString(2, run.document());
          statement.setString(3, run.source());
          statement.setString(4, run.sink());
          statement.setString(5, run.transformConfig());
          statement.setString(6, run.keyId());
          statement.setString(7, run.loadTarget());
          statement.setString(8, run.loadMode());
          statement.setInt(9, run.parallelism());
          statement.setString(10, run.extraction());
          statement.setString(11, run.loadOptions());
          return number(statement);
        });
  }

  /**
   * Adds a table unless it is there; returns its id.
   *
   * @param format JSON of {@code run_table.format}
   */
  public long addTable(long runId, String name, String format, @Nullable String targetTable) {
    return table.call(
        "add a table",
        RunSql.ADD_TABLE,
        statement -> {
          statement.setLong(1, runId);
          statement.setString(2, name);
          statement.setString(3, format);
          statement.setString(4, targetTable);
          return number(statement);
        });
  }

  /**
   * A file to transform.
   *
   * @param parts how many it is cut into; 1: it is not
   */
  public record NewJob(
      long runTableId, String input, long inputBytes, String inputEtag, String output, int parts) {

    /** One that is not cut. */
    public NewJob(long runTableId, String input, long inputBytes, String inputEtag, String output) {
      this(runTableId, input, inputBytes, inputEtag, output, 1);
    }
  }

  /**
   * Inserts TRANSFORM jobs, and the PART jobs of those that are cut, in one statement; those there
   * already are left alone. Inserts none if the run is not PLANNING.
   */
  public void addTransforms(long runId, List<NewJob> jobs, int maxAttempts) {
    table.call(
        "add jobs",
        RunSql.ADD_TRANSFORMS,
        statement -> NewJobs.insert(statement, runId, jobs, maxAttempts));
  }

  /**
   * Ends planning, in one statement: sets each table's file and byte totals from its jobs, the run
   * to RUNNING. Does nothing if the run is not PLANNING.
   */
  public boolean planned(long runId) {
    return table.call(
        "end the planning of a run",
        RunSql.PLANNED,
        statement -> {
          statement.setLong(1, runId);
          return number(statement) > 0;
        });
  }

  /**
   * Runs {@code work} while holding the run's advisory lock, if no other scheduler holds it: any
   * replica may reconcile any run, never two the same at once.
   *
   * @return false if another holds it, or the run is not active
   */
  public boolean withRun(long runId, Runnable work) {
    return table.locked("lock a run", RunSql.LOCK, runId, work);
  }

  /** Ids of the runs that are not finished. */
  public List<Long> active() {
    return table.call("list active runs", RunSql.ACTIVE, JobTable::ids);
  }

  /**
   * Takes back every job whose lease is over: READY again, or DEAD (code {@code lease-lost}) after
   * the last attempt, with counters.
   *
   * @return how many
   */
  public int reap() {
    return all(() -> table.call("reap lost leases", ReapSql.REAP, s -> (int) number(s)));
  }

  /** Makes jobs claimable that claims passed over: planned late, or of a batch that is gone. */
  public int passedOver() {
    return all(() -> table.call("look for jobs passed over", ReapSql.PASSED_OVER, ReapSql::found));
  }

  /**
   * Takes back the jobs of an owner known to be gone (a dead process), at once; the attempt counts.
   */
  public int reapOwner(String owner) {
    return all(
        () ->
            table.call(
                "reap the jobs of a lost owner",
                ReapSql.REAP_OWNER,
                s -> {
                  s.setString(1, owner);
                  s.setString(2, owner);
                  return (int) number(s);
                }));
  }

  /** Does some at a time until there are none. */
  private static int all(IntSupplier some) {
    int done = 0;
    int last;
    do {
      last = some.getAsInt();
      done += last;
    } while (last > 0);
    return done;
  }

  /**
   * For a table all of whose transforms are done: records the merged columns and inserts its LOAD
   * jobs (input = the transform's output, etag and expected rows with it), phase LOAD. Repeatable.
   *
   * @param columns JSON of {@code run_table.columns}
   */
  public void startLoad(long runTableId, String columns) {
    table.call(
        "start a load",
        RunSql.START_LOAD,
        statement -> {
          statement.setString(1, columns);
          statement.setLong(2, runTableId);
          return statement.executeUpdate();
        });
  }

  /**
   * Reads the {@code details} documents of a table's DONE transforms, as JSON texts, one after the
   * other: memory does not grow with their number.
   */
  public void details(long runTableId, Consumer<String> each) {
    table.use(
        "read what transforms did",
        connection -> {
          connection.setAutoCommit(false); // or the driver fetches all rows at once
          try (PreparedStatement statement = connection.prepareStatement(RunSql.DETAILS)) {
            statement.setFetchSize(FETCH);
            statement.setLong(1, runTableId);
            try (ResultSet rows = statement.executeQuery()) {
              while (rows.next()) {
                each.accept(rows.getString(1));
              }
            }
            return true;
          } finally {
            connection.rollback();
            connection.setAutoCommit(true);
          }
        });
  }

  /** Moves a table to a phase. */
  public void phase(long runTableId, String phase) {
    table.call(
        "move a table",
        RunSql.PHASE,
        statement -> {
          statement.setString(1, phase);
          statement.setLong(2, runTableId);
          return statement.executeUpdate();
        });
  }

  /** Inserts the job of a run that is one step of the whole, unless it is there. */
  public void addStep(long runId, JobKind step, int maxAttempts) {
    table.call(
        "add a step",
        RunSql.ADD_STEP,
        statement -> {
          statement.setLong(1, runId);
          statement.setString(2, step.name());
          statement.setString(3, step.name());
          statement.setInt(4, maxAttempts);
          return statement.executeUpdate();
        });
  }

  /** State of the job of a run that is this step of the whole, if it has one. */
  public Optional<JobState> step(long runId, JobKind step) {
    return table.call(
        "read a step",
        RunSql.STEP,
        statement -> {
          statement.setLong(1, runId);
          statement.setString(2, step.name());
          statement.setString(3, step.name());
          try (ResultSet rows = statement.executeQuery()) {
            return rows.next()
                ? Optional.of(JobState.valueOf(rows.getString(1)))
                : Optional.empty();
          }
        });
  }

  /**
   * Ends a run; false if it was not in an active state. Jobs still READY or RUNNING become
   * CANCELLED: a finished run has none.
   */
  public boolean end(long runId, RunState state, @Nullable String reason) {
    return table.call(
        "end a run",
        RunSql.END,
        statement -> {
          statement.setString(1, state.name());
          statement.setString(2, reason);
          statement.setLong(3, runId);
          return number(statement) > 0;
        });
  }

  /** Adds a problem that is not a job's to the run (code and message, no values), once. */
  public void addProblem(long runId, String code, String message) {
    table.call(
        "add a problem to a run",
        RunSql.ADD_PROBLEM,
        statement -> {
          statement.setString(1, code);
          statement.setString(2, message);
          statement.setLong(3, runId);
          return statement.executeUpdate();
        });
  }

  /** Sets the words that say why the run is as it is. */
  public void reason(long runId, @Nullable String reason) {
    table.call(
        "give a reason",
        RunSql.REASON,
        statement -> {
          statement.setString(1, reason);
          statement.setLong(2, runId);
          return statement.executeUpdate();
        });
  }

  /**
   * Asks a run to stop: CANCELLING, and its READY and RUNNING jobs CANCELLED, but for a DISCARD.
   * The claimers of the RUNNING ones learn it at their next heartbeat. Repeatable.
   *
   * @return false if it was finished already
   */
  public boolean cancel(long runId) {
    return table.call(
        "cancel a run",
        RunSql.CANCEL,
        statement -> {
          statement.setLong(1, runId);
          return number(statement) > 0;
        });
  }

  /**
   * Makes the DEAD (and CANCELLED) transforms of a FAILED run, and their parts that are not DONE or
   * whose upload is gone, READY again with fresh attempts, in one statement: run RUNNING without
   * problems, load jobs and steps removed (a failed run left nothing in the target, or the target's
   * ledger knows what), tables back to TRANSFORM, load counters zero.
   *
   * @return how many jobs were DEAD, or CANCELLED because the run's workers were stopped (a problem
   *     of code {@code workers-stopped}); 0 (and nothing changed) if there is none, the run is not
   *     FAILED, its planning never ended, or what it extracted was not retained
   */
  public int retryDead(long runId) {
    return table.call(
        "retry dead jobs",
        RunSql.RETRY_DEAD,
        statement -> {
          statement.setLong(1, runId);
          statement.setLong(2, runId);
          return (int) number(statement);
        });
  }

  /**
   * Jobs of a run that workers can claim now, of kind TRANSFORM or PART: an upper bound up to
   * {@code limit}.
   */
  public int claimable(long runId, int limit) {
    return table.call(
        "count claimable jobs",
        RunSql.CLAIMABLE,
        statement -> {
          statement.setLong(1, runId);
          statement.setInt(2, limit);
          return (int) number(statement);
        });
  }

  /** Jobs at work now, of a run, of these kinds; of batches at most so many ({@link Batches}). */
  public int running(long runId, JobKind... kinds) {
    return table.call(
        "count running jobs",
        RunSql.RUNNING,
        statement -> {
          statement.setLong(1, runId);
          statement.setArray(2, JobProtocol.names(statement, Set.of(kinds)));
          return (int) number(statement);
        });
  }

  private static long number(PreparedStatement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery()) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
