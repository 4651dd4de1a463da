package io.understudy.loader.work;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.understudy.files.FileColumn;
import io.understudy.files.FileException;
import io.understudy.files.FormatOptions;
import io.understudy.files.Location;
import io.understudy.files.ObjectStore;
import io.understudy.jobtable.JobTableException;
import io.understudy.jobtable.RunReader;
import io.understudy.jobtable.RunReader.RunRow;
import io.understudy.jobtable.RunReader.TableRow;
import io.understudy.loader.ledger.RunKey;
import io.understudy.loader.schema.SchemaRecord;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads from the job table what a run's load needs. */
@Singleton
@RegisterForReflection(
    targets = {FormatOptions.class, FileColumn.class, FileColumn.Nested.class, Recorded.class})
class LoadPlans {
  private static final TypeReference<List<FileColumn>> COLUMNS = new TypeReference<>() {};

  private final ObjectMapper json;
  private final ObjectStore objects;
  private final RunReader runs;

  LoadPlans(ObjectMapper json, ObjectStore objects, RunReader runs) {
    this.json = json;
    this.objects = objects;
    this.runs = runs;
  }

  /**
   * As it is now: a run that is retried may have other columns.
   *
   * @throws JobTableException if the job table does not answer
   */
  LoadPlan read(long runId) {
    return plan(runs.run(runId), runs.tables(runId));
  }

  private LoadPlan plan(RunRow run, List<TableRow> tables) {
    Map<Long, LoadPlan.Table> byId = new LinkedHashMap<>();
    for (TableRow table : tables) {
      byId.put(
          table.id(),
          new LoadPlan.Table(
              Objects.requireNonNullElse(table.targetTable(), table.name()),
              read(table.format(), json.constructType(FormatOptions.class)),
              read(table.columns(), json.constructType(COLUMNS)),
              table.loadTotal(),
              table.rowsOut() - table.rowsRejected()));
    }
    return new LoadPlan(
        new RunKey(run.id(), run.createdAt()),
        Objects.requireNonNull(run.loadTarget(), "a run with load jobs has a target"),
        "append".equals(run.loadMode()),
        read(run.loadOptions(), json.constructType(LoadOptions.class)),
        Location.parse(run.sink()),
        byId,
        run.extraction() == null ? Optional.empty() : Optional.of(recorded(run.id())));
  }

  /** What the extraction wrote beside its files; read from there when it is asked for. */
  private Supplier<SchemaRecord> recorded(long runId) {
    String details =
        Objects.requireNonNull(runs.snapshotDetails(runId), "a SNAPSHOT that is done says where");
    Recorded recorded = read(details, json.constructType(Recorded.class));
    return new Once<>(
        () -> {
          byte[] document = objects.open(Location.parse(recorded.schema())).readWhole();
          if (!recorded.is(document)) {
            throw new FileException.Terminal(
                recorded.schema()
                    + ": is not what the extraction wrote there; see who wrote to it, and start a"
                    + " new run");
          }
          return read(
              new String(document, StandardCharsets.UTF_8), json.constructType(SchemaRecord.class));
        });
  }

  /** What a source gives, which several loads ask for at once; asked again where that failed. */
  private static final class Once<T> implements Supplier<T> {
    private final Supplier<T> source;
    private @Nullable T kept;

    Once(Supplier<T> source) {
      this.source = source;
    }

    @Override
    public synchronized T get() {
      T value = kept != null ? kept : source.get();
      kept = value;
      return value;
    }
  }

  private <T> T read(String text, com.fasterxml.jackson.databind.JavaType type) {
    try {
      return json.readValue(text, type);
    } catch (JsonProcessingException e) {
      // its message may quote the document
      throw new IllegalStateException(
          "the job table or an extraction holds no " + type.toCanonical());
    }
  }
}
