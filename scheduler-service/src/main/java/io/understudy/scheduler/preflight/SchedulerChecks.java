package io.understudy.scheduler.preflight;

import io.understudy.files.FileException;
import io.understudy.jobtable.Preflight;
import io.understudy.jobtable.PreflightCheck;
import io.understudy.scheduler.check.CheckAnswer.Entry;
import io.understudy.scheduler.check.PipelineCheck;
import io.understudy.scheduler.check.TablePlan;
import io.understudy.scheduler.pipeline.Load;
import io.understudy.scheduler.pipeline.Pipeline;
import io.understudy.scheduler.planning.Planner;
import io.understudy.scheduler.planning.SourceListing;
import io.understudy.scheduler.planning.SourceListing.PlanProblem;
import io.understudy.scheduler.planning.TableFiles;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.s3.S3Client;

/** What a scheduler sees by itself and by asking the other services. */
@Singleton
class SchedulerChecks {
  static final String PLAN = "source.plan";
  static final String CONFIG = "config";
  static final String TARGET = "target";
  static final String DDL = "target.ddl";

  private final SourceListing source;
  private final PipelineCheck services;
  private final S3Client s3;

  SchedulerChecks(SourceListing source, PipelineCheck services, S3Client s3) {
    this.source = source;
    this.services = services;
    this.s3 = s3;
  }

  /**
   * Makes the checks.
   *
   * @param goOn asked for each file of the source; false stops
   * @param found told each
   * @return a file of each table, none if there is none or the source cannot be listed
   */
  List<Sample> run(Preflight preflight, BooleanSupplier goOn, Consumer<PreflightCheck> found) {
    Pipeline pipeline = Pipeline.parse(preflight.document());
    Map<String, TableFiles> tables = new LinkedHashMap<>();
    found.accept(plan(preflight, pipeline, tables, goOn));
    Map<String, TablePlan> plans = new LinkedHashMap<>();
    found.accept(config(preflight, pipeline, tables, plans));
    PreflightCheck target = target(preflight, pipeline);
    found.accept(target);
    if (target.outcome() == PreflightCheck.Outcome.PASS
        && pipeline.load().isPresent()
        && !plans.isEmpty()) {
      found.accept(ddl(pipeline, plans));
    }
    return tables.entrySet().stream()
        .map(
            table ->
                new Sample(
                    table.getKey(),
                    table.getValue().sample().location().toString(),
                    Planner.json(table.getValue().options()),
                    table.getValue().files(),
                    table.getValue().bytes()))
        .toList();
  }

  private PreflightCheck plan(
      Preflight preflight,
      Pipeline pipeline,
      Map<String, TableFiles> tables,
      BooleanSupplier goOn) {
    List<PlanProblem> problems;
    try {
      problems =
          source.walk(
              pipeline,
              (file, into) ->
                  tables.merge(
                      into.table(), TableFiles.of(file, into), (seen, ignored) -> seen.and(file)),
              goOn);
    } catch (FileException e) {
      String region = s3.serviceClientConfiguration().region().id();
      return Words.fail(PLAN, e, pipeline.source(), region);
    }
    if (!goOn.getAsBoolean()) {
      return PreflightCheck.fail(
          PLAN,
          "listing " + pipeline.source() + " takes longer than a preflight may",
          "raise understudy.preflight.limit, or name a prefix with fewer objects");
    }
    if (preflight.installation() && tables.isEmpty()) {
      return PreflightCheck.skipped(
          PLAN, "there is no file to mask under " + pipeline.source() + " yet");
    }
    if (!problems.isEmpty()) {
      return Words.fail(
          PLAN,
          problems.stream().map(p -> Entry.of(p.table(), null, p.message(), p.remedy())).toList());
    }
    long files = tables.values().stream().mapToLong(TableFiles::files).sum();
    long bytes = tables.values().stream().mapToLong(TableFiles::bytes).sum();
    return PreflightCheck.pass(
        PLAN,
        "%d %s with %d %s, %.1f MB, under %s"
            .formatted(
                tables.size(),
                tables.size() == 1 ? "table" : "tables",
                files,
                files == 1 ? "file" : "files",
                bytes / 1e6,
                pipeline.source()));
  }

  private PreflightCheck config(
      Preflight preflight,
      Pipeline pipeline,
      Map<String, TableFiles> tables,
      Map<String, TablePlan> plans) {
    if (tables.isEmpty()) {
      return PreflightCheck.skipped(
          CONFIG, "there is no file whose columns the transform config could be tried on");
    }
    List<Entry> problems = new ArrayList<>();
    plans.putAll(services.plans(pipeline, tables, problems));
    if (problems.isEmpty()) {
      return PreflightCheck.pass(
          CONFIG,
          "the transform config fits the first file of "
              + (tables.size() == 1 ? "the table" : "each of " + tables.size() + " tables"));
    }
    PreflightCheck failed = Words.fail(CONFIG, problems);
    // files that a pipeline could leave out; but a service that does not answer is no such thing
    boolean files = problems.stream().noneMatch(problem -> problem.field().isEmpty());
    return preflight.installation() && files ? Words.warning(failed) : failed;
  }

  /** What a run would make in the target. */
  private PreflightCheck ddl(Pipeline pipeline, Map<String, TablePlan> plans) {
    List<Entry> problems = new ArrayList<>();
    Map<String, String> statements = services.ddl(pipeline, plans, problems);
    if (!problems.isEmpty()) {
      return PreflightCheck.skipped(DDL, problems.getFirst().message());
    }
    return PreflightCheck.pass(
        DDL,
        statements.isEmpty()
            ? "the target has all tables"
            : "the loader would make, with types of CSV and JSONL columns found while they are"
                + " masked: "
                + String.join("; ", statements.values()).replaceAll("\\s*\n\\s*", " "));
  }

  /** That of the pipeline, or all that the installation has. */
  private PreflightCheck target(Preflight preflight, Pipeline pipeline) {
    List<Entry> problems = new ArrayList<>();
    Optional<String> own = pipeline.load().map(Load::target);
    List<String> targets =
        preflight.installation() ? services.targets(problems) : own.map(List::of).orElse(List.of());
    targets.forEach(target -> services.target(target, problems));
    if (!problems.isEmpty()) {
      return Words.fail(TARGET, problems);
    }
    return targets.isEmpty()
        ? PreflightCheck.skipped(
            TARGET,
            preflight.installation() ? "no target is configured" : "the pipeline has no load:")
        : PreflightCheck.pass(
            TARGET,
            targets.stream().collect(Collectors.joining("\", \"", "the loader may load \"", "\"")));
  }
}
