package io.understudy.scheduler.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.panache.common.Sort;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.understudy.files.FileColumn;
import io.understudy.files.FormatOptions;
import io.understudy.files.Location;
import io.understudy.files.ObjectStore.Listed;
import io.understudy.jobtable.Job;
import io.understudy.jobtable.JobKind;
import io.understudy.jobtable.Run;
import io.understudy.jobtable.RunTable;
import io.understudy.scheduler.check.CheckAnswer.Entry;
import io.understudy.scheduler.check.PipelineCheck;
import io.understudy.scheduler.check.TablePlan;
import io.understudy.scheduler.check.TargetDdl;
import io.understudy.scheduler.pipeline.Load;
import io.understudy.scheduler.pipeline.Pipeline;
import io.understudy.scheduler.planning.TableFiles;
import io.understudy.scheduler.run.DdlView.TableDdl;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds out what a run makes in its target. */
@Singleton
@RegisterForReflection(targets = {FormatOptions.class, FileColumn.class, FileColumn.Nested.class})
class RunDdl {
  private static final TypeReference<List<FileColumn>> COLUMNS = new TypeReference<>() {};
  private static final String SCRIPT = "schema.sql";

  private final PipelineCheck services;
  private final TargetDdl targets;
  private final ObjectMapper json;

  RunDdl(PipelineCheck services, TargetDdl targets, ObjectMapper json) {
    this.services = services;
    this.targets = targets;
    this.json = json;
  }

  /**
   * What the job table says.
   *
   * @param samples of the tables that are not masked yet: a file
   */
  record Known(
      Pipeline pipeline,
      Load load,
      List<Table> tables,
      Map<String, TableFiles> samples,
      @Nullable String script) {
    /** For those for whom no file is read. */
    Known withoutSamples() {
      return new Known(pipeline, load, tables, Map.of(), script);
    }
  }

  /**
   * A table.
   *
   * @param columns of its masked files; empty: not all are masked
   * @param copied whether it is made as it is in the source
   */
  record Table(String name, String target, List<FileColumn> columns, boolean copied) {}

  /** Empty if there is no such run, or if it loads nothing. Called in a transaction. */
  Optional<Known> known(long runId) {
    Run run = Run.findById(runId);
    if (run == null || run.loadTarget == null) {
      return Optional.empty();
    }
    Pipeline pipeline = Pipeline.parse(run.document);
    Load load = pipeline.load().orElseThrow();
    boolean copies = pipeline.extraction().isPresent() && load.mode() == Load.Mode.REPLACE;
    List<Table> tables = new ArrayList<>();
    Map<String, TableFiles> samples = new LinkedHashMap<>();
    for (RunTable table : RunTable.<RunTable>list("runId", Sort.by("id"), runId)) {
      String target = Objects.requireNonNullElse(table.targetTable, table.name);
      List<FileColumn> columns = read(table.columns, json.constructType(COLUMNS));
      boolean copied = copies && target.equals(table.name);
      tables.add(new Table(table.name, target, columns, copied));
      if (columns.isEmpty() && !copied) {
        sample(table).ifPresent(sample -> samples.put(table.name, sample));
      }
    }
    return Optional.of(new Known(pipeline, load, tables, samples, copies ? script(runId) : null));
  }

  private Optional<TableFiles> sample(RunTable table) {
    return Job.<Job>find(
            "runTableId = ?1 and kind = ?2 and inputBytes > 0",
            Sort.by("id"),
            table.id,
            JobKind.TRANSFORM)
        .firstResultOptional()
        .map(
            job ->
                new TableFiles(
                    new Listed(
                        Location.parse(job.input), job.inputBytes, job.inputEtag, Instant.EPOCH),
                    read(table.format, json.constructType(FormatOptions.class)),
                    table.filesTotal,
                    table.bytesTotal));
  }

  /** Where the loader wrote it, beside the document that its job names. */
  private @Nullable String script(long runId) {
    return Job.<Job>find("runId = ?1 and kind = ?2", runId, JobKind.SNAPSHOT)
        .firstResultOptional()
        .map(job -> job.details)
        .map(details -> this.<Recorded>read(details, json.constructType(Recorded.class)).schema())
        .map(schema -> schema.substring(0, schema.lastIndexOf('/') + 1) + SCRIPT)
        .orElse(null);
  }

  /** What a SNAPSHOT job that is done says: where the form of the tables is. */
  @RegisterForReflection
  private record Recorded(String schema) {}

  /** Asks the other services. */
  DdlView view(Known known) {
    List<Entry> problems = new ArrayList<>();
    Map<String, TablePlan> plans =
        known.samples().isEmpty()
            ? Map.of()
            : services.plans(known.pipeline(), known.samples(), problems);
    Map<String, List<FileColumn>> columns = new LinkedHashMap<>();
    for (Table table : known.tables()) {
      List<FileColumn> written =
          table.columns().isEmpty() && plans.containsKey(table.name())
              ? plans.get(table.name()).written()
              : table.columns();
      if (!table.copied() && !written.isEmpty()) {
        columns.put(table.target(), written);
      }
    }
    Load load = known.load();
    Map<String, String> statements =
        columns.isEmpty()
            ? Map.of()
            : targets.statements(load.target(), columns, load.key(), problems);
    return new DdlView(
        load.target(),
        known.script(),
        known.tables().stream()
            .map(
                table ->
                    new TableDdl(
                        table.name(),
                        table.target(),
                        !table.columns().isEmpty(),
                        statements.get(table.target())))
            .toList(),
        problems);
  }

  private <T> T read(String document, JavaType type) {
    try {
      return json.readValue(document, type);
    } catch (JsonProcessingException e) {
      // its message may quote the document
      throw new IllegalStateException("the job table holds no " + type.toCanonical());
    }
  }
}
