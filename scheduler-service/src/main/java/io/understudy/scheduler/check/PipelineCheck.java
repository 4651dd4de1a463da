package io.understudy.scheduler.check;

import io.understudy.engine.ConfigException;
import io.understudy.engine.Problem;
import io.understudy.files.FileColumn;
import io.understudy.files.FileException;
import io.understudy.files.Location;
import io.understudy.files.ObjectStore;
import io.understudy.scheduler.access.Audit;
import io.understudy.scheduler.check.CheckAnswer.Entry;
import io.understudy.scheduler.check.CheckAnswer.TableAnswer;
import io.understudy.scheduler.check.TransformService.Columns;
import io.understudy.scheduler.check.TransformService.Found;
import io.understudy.scheduler.check.TransformService.Question;
import io.understudy.scheduler.check.TransformService.Sample;
import io.understudy.scheduler.launch.Launcher;
import io.understudy.scheduler.pipeline.Extraction;
import io.understudy.scheduler.pipeline.Load;
import io.understudy.scheduler.pipeline.Pipeline;
import io.understudy.scheduler.planning.Planner;
import io.understudy.scheduler.planning.SourceListing;
import io.understudy.scheduler.planning.TableFiles;
import jakarta.inject.Singleton;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/** Everything that can be known of a pipeline before it runs. */
@Singleton
public class PipelineCheck {
  private final ObjectStore store;
  private final SourceListing source;
  private final TransformService transform;
  private final LoaderService loader;
  private final TargetDdl targetDdl;
  private final Launcher launcher;
  private final Audit audit;

  PipelineCheck(
      ObjectStore store,
      SourceListing source,
      @RestClient TransformService transform,
      @RestClient LoaderService loader,
      TargetDdl targetDdl,
      Launcher launcher,
      Audit audit) {
    this.store = store;
    this.source = source;
    this.transform = transform;
    this.loader = loader;
    this.targetDdl = targetDdl;
    this.launcher = launcher;
    this.audit = audit;
  }

  CheckAnswer check(String document) {
    Pipeline pipeline;
    try {
      pipeline = Pipeline.parse(document, launcher.classes());
    } catch (ConfigException e) {
      return CheckAnswer.of(
          e.problems().stream().map(problem -> Entry.of(problem, null)).toList(), List.of());
    }
    audit.pipeline(pipeline.name());
    List<Entry> problems = new ArrayList<>();
    Map<String, TableFiles> tables = new LinkedHashMap<>();
    if (pipeline.extraction().isPresent()) {
      source(pipeline.extraction().get(), problems);
      reachable("source.parts", pipeline.source(), problems);
    } else {
      list(pipeline, tables, problems);
    }
    reachable("sink", pipeline.sink(), problems);
    Map<String, TablePlan> plans = plans(pipeline, tables, problems);
    pipeline.load().ifPresent(load -> target(load.target(), problems));
    Map<String, String> ddl =
        problems.isEmpty() ? ddl(pipeline, plans, new ArrayList<>()) : Map.of();
    return CheckAnswer.of(
        problems,
        tables.entrySet().stream()
            .map(
                each ->
                    new TableAnswer(
                        each.getKey(),
                        each.getValue().files(),
                        each.getValue().bytes(),
                        plans.getOrDefault(each.getKey(), TablePlan.NONE).columns(),
                        ddl.get(each.getKey())))
            .toList());
  }

  private void list(Pipeline pipeline, Map<String, TableFiles> tables, List<Entry> problems) {
    try {
      source
          .walk(
              pipeline,
              (file, into) ->
                  tables.merge(
                      into.table(), TableFiles.of(file, into), (seen, ignored) -> seen.and(file)),
              () -> true)
          .forEach(
              problem ->
                  problems.add(
                      problem.table().isEmpty()
                          ? Entry.of("source", null, problem.message(), problem.remedy())
                          : Entry.of(
                              "tables." + problem.table() + ".files",
                              problem.table(),
                              problem.message(),
                              problem.remedy())));
    } catch (FileException e) {
      problems.add(Entry.of("source", null, String.valueOf(e.getMessage()), ""));
    }
  }

  /** Its tables are known when they are read. */
  private void source(Extraction extraction, List<Entry> problems) {
    List<Entry> unanswered = new ArrayList<>();
    List<String> known = targets(unanswered);
    problems.addAll(unanswered);
    String name = extraction.database();
    if (unanswered.isEmpty() && !known.contains(name)) {
      problems.add(
          Entry.of(
              "source.database",
              null,
              "the loader service has no database \"" + name + "\"",
              "configure understudy.targets.\"" + name + "\" there, or name another"));
    }
  }

  private void reachable(String field, Location location, List<Entry> problems) {
    try {
      store.checkReadable(location);
    } catch (FileException e) {
      problems.add(Entry.of(field, null, String.valueOf(e.getMessage()), ""));
    }
  }

  /**
   * Compiles the transform config against one file of each table.
   *
   * @param problems told what is wrong
   */
  public Map<String, TablePlan> plans(
      Pipeline pipeline, Map<String, TableFiles> tables, List<Entry> problems) {
    Map<String, TablePlan> plans = new LinkedHashMap<>();
    if (tables.isEmpty() && pipeline.extraction().isEmpty()) {
      return plans;
    }
    List<Sample> samples = new ArrayList<>();
    tables.forEach(
        (name, seen) ->
            samples.add(
                new Sample(
                    name, seen.sample().location().toString(), Planner.json(seen.options()))));
    try {
      TransformService.Answer answer =
          transform.check(new Question(Pipeline.DOCUMENT, pipeline.transform(), samples));
      for (Found found : orNone(answer.problems())) {
        problems.add(entry(found));
      }
      for (Columns each : orNone(answer.tables())) {
        plans.put(
            text(each.table()), new TablePlan(orNone(each.columns()), orNone(each.written())));
      }
    } catch (WebApplicationException e) {
      problems.add(Services.refused("transform", e));
    } catch (ProcessingException e) {
      problems.add(Services.silent("transform", e));
    }
    return plans;
  }

  /**
   * What the loader would make of the tables that the target does not have.
   *
   * @param problems told if the loader does not answer, which is in the way of no run
   * @return statements by name of the table
   */
  public Map<String, String> ddl(
      Pipeline pipeline, Map<String, TablePlan> plans, List<Entry> problems) {
    Map<String, String> ddl = new LinkedHashMap<>();
    if (pipeline.load().isEmpty() || plans.isEmpty()) {
      return ddl;
    }
    Map<String, List<FileColumn>> columns = new LinkedHashMap<>();
    plans.forEach((table, plan) -> columns.put(targetOf(pipeline, table), plan.written()));
    Load load = pipeline.load().get();
    Map<String, String> statements =
        targetDdl.statements(load.target(), columns, load.key(), problems);
    for (String table : plans.keySet()) {
      String statement = statements.get(targetOf(pipeline, table));
      if (statement != null) {
        ddl.put(table, statement);
      }
    }
    return ddl;
  }

  private static String targetOf(Pipeline pipeline, String table) {
    return pipeline.targetOf(table).orElse(table);
  }

  /**
   * Names of the targets that the loader service is configured with.
   *
   * @param problems told if it does not answer
   */
  public List<String> targets(List<Entry> problems) {
    try {
      return orNone(loader.targets().targets());
    } catch (WebApplicationException e) {
      problems.add(Services.refused("loader", e));
    } catch (ProcessingException e) {
      problems.add(Services.silent("loader", e));
    }
    return List.of();
  }

  /**
   * Asks the loader service about a target.
   *
   * @param problems told what is in the way of a load
   */
  public void target(String target, List<Entry> problems) {
    try {
      for (LoaderService.Found found : orNone(loader.check(target).problems())) {
        problems.add(Entry.of("load.target", null, text(found.message()), ""));
      }
    } catch (WebApplicationException e) {
      problems.add(
          e.getResponse().getStatus() == 404
              ? Entry.of(
                  "load.target",
                  null,
                  "the loader service has no target \"" + target + "\"",
                  "configure understudy.targets.\"" + target + "\" there, or name another")
              : Services.refused("loader", e));
    } catch (ProcessingException e) {
      problems.add(Services.silent("loader", e));
    }
  }

  private static Entry entry(Found found) {
    if (!Pipeline.DOCUMENT.equals(found.source())) { // a file
      return Entry.of(
          "tables." + text(found.table()) + ".files",
          found.table(),
          text(found.message()),
          text(found.remedy()));
    }
    String path = text(found.path());
    Problem problem =
        new Problem(
            Pipeline.DOCUMENT,
            found.line(),
            found.column(),
            path.isEmpty() ? "transform" : "transform." + path,
            text(found.message()),
            text(found.remedy()));
    return Entry.of(problem, found.table());
  }

  private static <T> List<T> orNone(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }

  private static String text(@Nullable String text) {
    return Objects.requireNonNullElse(text, "");
  }
}
