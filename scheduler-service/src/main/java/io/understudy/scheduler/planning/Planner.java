package io.understudy.scheduler.planning;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.understudy.files.Compression;
import io.understudy.files.FormatOptions;
import io.understudy.files.ObjectStore.Listed;
import io.understudy.files.TextPart;
import io.understudy.jobtable.RunProtocol;
import io.understudy.jobtable.RunProtocol.NewJob;
import io.understudy.scheduler.pipeline.Pipeline;
import io.understudy.scheduler.planning.SourceListing.PlanProblem;
import io.understudy.scheduler.planning.TableSorting.Into;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Turns the files of a source into the tables and jobs of a run. */
@Singleton
public final class Planner {
  private final RunProtocol protocol;
  private final SourceListing source;
  private final PlanningConfig config;
  private final long partSize;

  Planner(RunProtocol protocol, SourceListing source, PlanningConfig config) {
    this.protocol = protocol;
    this.source = source;
    this.config = config;
    long size = config.partSize().asLongValue();
    if (size != 0 && size < TextPart.LEAST) {
      throw new IllegalArgumentException(
          "understudy.planning.part-size: expected 0 or at least 8M, found " + size + " bytes");
    }
    this.partSize = size == 0 ? Long.MAX_VALUE / 2 : size;
  }

  /**
   * Plans a run; a repeat adds what a crash left out.
   *
   * @param goOn asked for each file; false stops planning
   * @return what keeps the run from starting, empty if nothing; the run is planned then
   * @throws io.understudy.files.FileException if the source cannot be listed
   */
  public List<PlanProblem> plan(long runId, Pipeline pipeline, BooleanSupplier goOn) {
    Map<String, Long> tables = new HashMap<>();
    List<PlanProblem> problems;
    try (Inserts inserts = new Inserts(protocol, runId, config.jobAttempts())) {
      problems =
          source.walk(
              pipeline,
              (file, into) -> {
                long table =
                    tables.computeIfAbsent(into.table(), name -> table(runId, pipeline, into));
                inserts.add(job(pipeline, table, file, into));
              },
              goOn);
      inserts.finish();
    }
    if (problems.isEmpty() && goOn.getAsBoolean()) {
      protocol.planned(runId);
    }
    return problems;
  }

  private long table(long runId, Pipeline pipeline, Into into) {
    return protocol.addTable(
        runId,
        into.table(),
        json(into.options()).toString(),
        pipeline.targetOf(into.table()).orElse(null));
  }

  private NewJob job(Pipeline pipeline, long table, Listed file, Into into) {
    String written = into.options().written(into.path());
    Compression compression = into.options().formatOf(written).orElse(into.format()).compression();
    return new NewJob(
        table,
        file.location().toString(),
        file.size(),
        file.etag(),
        pipeline.sink().resolve(written).toString(),
        TextPart.count(into.format(), compression, file.size(), partSize));
  }

  /** The JSON of {@code run_table.format}. How files are compressed their names say. */
  public static ObjectNode json(FormatOptions options) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    if (options.type() != null) {
      json.put("type", options.type());
    }
    if (options.delimiter() != null) {
      json.put("delimiter", options.delimiter());
    }
    if (options.header() != null) {
      json.put("header", options.header());
    }
    return json;
  }
}
