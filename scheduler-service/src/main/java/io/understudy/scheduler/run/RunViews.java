package io.understudy.scheduler.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.panache.common.Sort;
import io.understudy.jobtable.Batches;
import io.understudy.jobtable.Job;
import io.understudy.jobtable.JobKind;
import io.understudy.jobtable.JobState;
import io.understudy.jobtable.Run;
import io.understudy.jobtable.RunTable;
import io.understudy.jobtable.SplitProtocol;
import io.understudy.scheduler.problem.ProblemException;
import io.understudy.scheduler.run.RunView.LoadView;
import io.understudy.scheduler.run.RunView.ProblemView;
import io.understudy.scheduler.run.RunView.TableView;
import io.understudy.scheduler.run.TableDetails.Details;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.ws.rs.core.Response.Status;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads runs and jobs as the API shows them, a few statements for each answer. */
@Singleton
class RunViews {
  private static final int MOST_PROBLEMS = 100;
  private static final String AT_WORK =
      """
      select runTableId, count(*), sum(progressBytes) from Job
      where state = RUNNING and kind in (TRANSFORM, PART) and runId in (?1) group by runTableId
      """;

  private final EntityManager entities;
  private final Batches batches;
  private final SplitProtocol splits;
  private final TableDetails details;
  private final ObjectMapper json;

  RunViews(
      EntityManager entities,
      Batches batches,
      SplitProtocol splits,
      TableDetails details,
      ObjectMapper json) {
    this.entities = entities;
    this.batches = batches;
    this.splits = splits;
    this.details = details;
    this.json = json;
  }

  /** Jobs of a table at work now. */
  private record AtWork(long jobs, long bytes) {
    private static final AtWork NONE = new AtWork(0, 0);
  }

  /**
   * What the protocol knows of tables: bytes of parts that are done, and jobs at work in batches.
   */
  private record Beside(Map<Long, Long> partBytes, Map<Long, Long> inBatches) {}

  /** What is read in one transaction. */
  private record Rows(
      List<Run> runs, List<RunTable> tables, Map<Long, AtWork> atWork, List<Job> dead) {}

  /**
   * A run.
   *
   * @throws ProblemException 404
   */
  RunView get(long id) {
    List<RunView> views = views(read("id = ?1", id, 1, MOST_PROBLEMS), true);
    if (views.isEmpty()) {
      throw absent(id);
    }
    return views.get(0);
  }

  /** Newest first; without their dead jobs and their columns. */
  Page<RunView> page(int limit, @Nullable Long before) {
    long below = before == null ? Long.MAX_VALUE : before;
    List<RunView> views = views(read("id < ?1", below, limit + 1, 0), false);
    return page(views, limit, RunView::id);
  }

  /**
   * Which jobs of a run.
   *
   * @param table name of a table of the run
   * @param after id before the first one
   */
  record JobFilter(
      @Nullable JobState state,
      @Nullable JobKind kind,
      @Nullable String table,
      long after,
      int limit) {}

  /**
   * Jobs of a run in the order of their ids.
   *
   * @throws ProblemException 404 without the run, 400 if it has no such table
   */
  Page<JobView> jobs(long runId, JobFilter filter) {
    List<JobView> views =
        QuarkusTransaction.requiringNew()
            .call(
                () -> {
                  if (Run.count("id", runId) == 0) {
                    throw absent(runId);
                  }
                  Map<Long, String> tables = new LinkedHashMap<>();
                  RunTable.<RunTable>list("runId", Sort.by("id"), runId)
                      .forEach(table -> tables.put(table.id, table.name));
                  return jobs(runId, filter, tables).stream()
                      .map(job -> JobView.of(job, tables.get(job.runTableId)))
                      .toList();
                });
    return page(views, filter.limit(), JobView::id);
  }

  /** One more than the limit if there are more. */
  private static List<Job> jobs(long runId, JobFilter filter, Map<Long, String> tables) {
    if (filter.table() == null || filter.kind() != null) {
      return jobs(runId, filter, filter.kind(), tables);
    }
    // by kind, as the index of a table's jobs has them: loads come after all transforms
    List<Job> jobs = new ArrayList<>(jobs(runId, filter, JobKind.TRANSFORM, tables));
    if (jobs.size() <= filter.limit()) {
      jobs.addAll(jobs(runId, filter, JobKind.LOAD, tables));
    }
    return jobs.subList(0, Math.min(jobs.size(), filter.limit() + 1));
  }

  private static List<Job> jobs(
      long runId, JobFilter filter, @Nullable JobKind kind, Map<Long, String> tables) {
    StringBuilder conditions = new StringBuilder("runId = :run and id > :after");
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("run", runId);
    parameters.put("after", filter.after());
    JobState state = filter.state();
    if (state != null) {
      // not a parameter: the indexes of some states serve only who names the state
      conditions.append(" and state = ").append(state.name());
    }
    if (kind != null) {
      conditions.append(" and kind = :kind");
      parameters.put("kind", kind);
    }
    String table = filter.table();
    if (table != null) {
      conditions.append(" and runTableId = :table");
      parameters.put("table", tableId(tables, table));
    }
    return Job.<Job>find(conditions.toString(), Sort.by("id"), parameters)
        .range(0, filter.limit())
        .list();
  }

  private static long tableId(Map<Long, String> tables, String name) {
    return tables.entrySet().stream()
        .filter(table -> table.getValue().equals(name))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow(
            () ->
                ProblemException.parameter(
                    "table", "a table of the run: " + String.join(", ", tables.values()), name));
  }

  /** A list that has one more than asked for, if there are more. */
  private static <T> Page<T> page(List<T> items, int limit, ToLongFunction<T> id) {
    if (items.size() <= limit) {
      return new Page<>(items, null);
    }
    List<T> shown = items.subList(0, limit);
    return new Page<>(shown, id.applyAsLong(shown.get(limit - 1)));
  }

  private static ProblemException absent(long id) {
    return ProblemException.of(
        Status.NOT_FOUND, "id", "there is no run " + id, "GET /v1/runs lists those that are there");
  }

  private Rows read(String condition, long value, int limit, int problems) {
    return QuarkusTransaction.requiringNew()
        .call(
            () -> {
              List<Run> runs =
                  Run.<Run>find(condition, Sort.descending("id"), value).range(0, limit - 1).list();
              List<Long> ids = runs.stream().map(run -> run.id).toList();
              List<RunTable> tables = RunTable.list("runId in (?1)", Sort.by("id"), ids);
              List<Job> dead =
                  problems == 0
                      ? List.of()
                      : Job.<Job>find(
                              "runId in (?1) and state = DEAD and kind <> PART", Sort.by("id"), ids)
                          .range(0, problems - 1)
                          .list();
              return new Rows(runs, tables, atWork(ids), dead);
            });
  }

  private Map<Long, AtWork> atWork(List<Long> runIds) {
    Map<Long, AtWork> atWork = new HashMap<>();
    for (Object[] row :
        entities.createQuery(AT_WORK, Object[].class).setParameter(1, runIds).getResultList()) {
      atWork.put((Long) row[0], new AtWork((Long) row[1], (Long) row[2]));
    }
    return atWork;
  }

  private List<RunView> views(Rows rows, boolean inFull) {
    List<Long> ids = rows.runs().stream().map(run -> run.id).toList();
    Beside beside = new Beside(splits.bytesDone(ids), batches.ofRuns(ids));
    List<RunView> views = new ArrayList<>();
    for (Run run : rows.runs()) {
      List<RunTable> tables =
          rows.tables().stream().filter(table -> table.runId == run.id).toList();
      views.add(view(run, tables, rows, beside, inFull));
    }
    return views;
  }

  private RunView view(Run run, List<RunTable> tables, Rows rows, Beside beside, boolean inFull) {
    List<TableView> tableViews = new ArrayList<>();
    long workers = 0;
    for (RunTable table : tables) {
      AtWork atWork = rows.atWork().getOrDefault(table.id, AtWork.NONE);
      workers += atWork.jobs() + beside.inBatches().getOrDefault(table.id, 0L);
      Details known = inFull ? details.of(table) : Details.NONE;
      tableViews.add(
          new TableView(
              table.name,
              table.targetTable,
              table.phase,
              Counters.of(table, atWork.bytes() + beside.partBytes().getOrDefault(table.id, 0L)),
              known.columns(),
              known.masked()));
    }
    LoadView load =
        run.loadTarget == null || run.loadMode == null
            ? null
            : new LoadView(
                run.loadTarget, parse(run.loadOptions).has("upsert") ? "upsert" : run.loadMode);
    return new RunView(
        run.id,
        run.pipeline,
        run.state,
        run.statusReason,
        run.createdAt,
        run.plannedAt,
        run.finishedAt,
        run.source,
        run.sink,
        run.keyId,
        load,
        run.parallelism,
        workers,
        Counters.sum(tableViews.stream().map(TableView::counters).toList()),
        tableViews,
        problems(run, tables, rows.dead()));
  }

  private List<ProblemView> problems(Run run, List<RunTable> tables, List<Job> dead) {
    Map<Long, String> names =
        tables.stream().collect(Collectors.toMap(table -> table.id, table -> table.name));
    List<ProblemView> problems = new ArrayList<>();
    for (JsonNode problem : parse(run.problems)) {
      problems.add(
          new ProblemView(
              problem.path("code").asText(), problem.path("message").asText(), null, null, null));
    }
    for (Job job : dead) {
      if (job.runId == run.id) {
        problems.add(
            new ProblemView(
                job.errorCode == null ? "" : job.errorCode,
                job.error == null ? "" : job.error,
                names.get(job.runTableId),
                job.input,
                job.id));
      }
    }
    return problems;
  }

  private JsonNode parse(String document) {
    try {
      return json.readTree(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a run holds no JSON: " + e.getClass().getSimpleName());
    }
  }
}
