package io.understudy.jobtable;

import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * What a scheduler does with runs and their jobs. Safe for any number of schedulers at once: each
 * call is one statement (or one short transaction where it says so), repeatable after a crash.
 */
public final class RunProtocol {
  private final DataSource database;

  /** Uses one connection per call. */
  public RunProtocol(DataSource database) {
    this.database = database;
  }

  /** A run to be made. {@code keyId}, {@code loadTarget} and {@code loadMode} may be null. */
  public record NewRun(
      String pipeline,
      String document,
      String source,
      String sink,
      String transformConfig,
      @Nullable String keyId,
      @Nullable String loadTarget,
      @Nullable String loadMode,
      int parallelism) {}

  /** Inserts a run in state PLANNING and returns its id. */
  public long create(NewRun run) {
    throw new JobTableException("create " + database, null);
  }

  /**
   * Adds a table unless it is there; returns its id.
   *
   * @param format JSON of {@code run_table.format}
   */
  public long addTable(long runId, String name, String format, @Nullable String targetTable) {
    throw new JobTableException("add table", null);
  }

  /** A file to transform. */
  public record NewJob(
      long runTableId, String input, long inputBytes, String inputEtag, String output) {}

  /** Inserts TRANSFORM jobs in one statement; those there already are left alone. */
  public void addTransforms(long runId, List<NewJob> jobs, int maxAttempts) {
    throw new JobTableException("add jobs", null);
  }

  /**
   * Ends planning, in one transaction: sets each table's file and byte totals from its jobs, the
   * run to RUNNING. Does nothing if the run is not PLANNING.
   */
  public boolean planned(long runId) {
    throw new JobTableException("planned", null);
  }

  /**
   * Runs {@code work} while holding the run's row lock, if no other scheduler holds it: any replica
   * may reconcile any run, never two the same at once.
   *
   * @return false if another holds it, or the run is not active
   */
  public boolean withRun(long runId, Runnable work) {
    throw new JobTableException("with run", null);
  }

  /** Ids of the runs that are not finished. */
  public List<Long> active() {
    throw new JobTableException("active", null);
  }

  /**
   * Takes back every job whose lease is over: READY again, or DEAD (code {@code lease-lost}) after
   * the last attempt, with counters.
   *
   * @return how many
   */
  public int reap() {
    throw new JobTableException("reap", null);
  }

  /**
   * Takes back the jobs of an owner known to be gone (a dead process), at once; the attempt counts.
   */
  public int reapOwner(String owner) {
    throw new JobTableException("reap owner", null);
  }

  /**
   * For a table all of whose transforms are done: records the merged columns and inserts its LOAD
   * jobs (input = the transform's output, etag and expected rows with it), phase LOAD. Repeatable.
   *
   * @param columns JSON of {@code run_table.columns}
   */
  public void startLoad(long runTableId, String columns) {
    throw new JobTableException("start load", null);
  }

  /** The {@code details} documents of a table's DONE transforms, as JSON texts. */
  public List<String> details(long runTableId) {
    throw new JobTableException("details", null);
  }

  /** Moves a table to a phase. */
  public void phase(long runTableId, String phase) {
    throw new JobTableException("phase", null);
  }

  /** Inserts the SWAP or DISCARD job of a run unless it is there. */
  public void addStep(long runId, JobKind step, int maxAttempts) {
    throw new JobTableException("add step", null);
  }

  /** State of a run's SWAP or DISCARD job, if it has one. */
  public Optional<JobState> step(long runId, JobKind step) {
    throw new JobTableException("step", null);
  }

  /** Ends a run; false if it was not in an active state. */
  public boolean end(long runId, RunState state, @Nullable String reason) {
    throw new JobTableException("end", null);
  }

  /** Adds a problem that is not a job's to the run (code and message, no values). */
  public void addProblem(long runId, String code, String message) {
    throw new JobTableException("add problem", null);
  }

  /** Sets the words that say why the run is as it is. */
  public void reason(long runId, @Nullable String reason) {
    throw new JobTableException("reason", null);
  }

  /**
   * Asks a run to stop: CANCELLING, READY jobs CANCELLED. RUNNING ones are lost by their claimers
   * at the next heartbeat.
   *
   * @return false if it was finished already
   */
  public boolean cancel(long runId) {
    throw new JobTableException("cancel", null);
  }

  /**
   * Makes the DEAD jobs of a FAILED run READY again with fresh attempts, in one transaction: run
   * RUNNING, load jobs and steps removed (a failed run left nothing in the target), tables back to
   * TRANSFORM, load counters zero.
   *
   * @return how many jobs; 0 if the run is not FAILED or has none
   */
  public int retryDead(long runId) {
    throw new JobTableException("retry", null);
  }

  /**
   * Jobs of a run that can be claimed now, by kind TRANSFORM: an upper bound up to {@code limit}.
   */
  public int claimable(long runId, int limit) {
    throw new JobTableException("claimable", null);
  }

  /** Jobs running now, of a run, by kind. */
  public int running(long runId, JobKind kind) {
    throw new JobTableException("running", null);
  }
}
