package io.understudy.scheduler.check;

import io.understudy.engine.ConfigException;
import io.understudy.engine.Problem;
import io.understudy.files.FileException;
import io.understudy.files.Location;
import io.understudy.files.ObjectStore;
import io.understudy.scheduler.access.Audit;
import io.understudy.scheduler.check.CheckAnswer.ColumnPlan;
import io.understudy.scheduler.check.CheckAnswer.Entry;
import io.understudy.scheduler.check.CheckAnswer.TableAnswer;
import io.understudy.scheduler.check.TransformService.Columns;
import io.understudy.scheduler.check.TransformService.Found;
import io.understudy.scheduler.check.TransformService.Question;
import io.understudy.scheduler.check.TransformService.Sample;
import io.understudy.scheduler.launch.Launcher;
import io.understudy.scheduler.pipeline.Extraction;
import io.understudy.scheduler.pipeline.Pipeline;
import io.understudy.scheduler.planning.Planner;
import io.understudy.scheduler.planning.SourceListing;
import io.understudy.scheduler.planning.TableFiles;
import io.understudy.scheduler.problem.SafeTrace;
import jakarta.inject.Singleton;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Everything that can be known of a pipeline before it runs. */
@Singleton
public class PipelineCheck {
  private static final Logger LOG = Logger.getLogger(PipelineCheck.class);

  private final ObjectStore store;
  private final SourceListing source;
  private final TransformService transform;
  private final LoaderService loader;
  private final Launcher launcher;
  private final Audit audit;

  PipelineCheck(
      ObjectStore store,
      SourceListing source,
      @RestClient TransformService transform,
      @RestClient LoaderService loader,
      Launcher launcher,
      Audit audit) {
    this.store = store;
    this.source = source;
    this.transform = transform;
    this.loader = loader;
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
    Map<String, List<ColumnPlan>> columns = columns(pipeline, tables, problems);
    pipeline.load().ifPresent(load -> target(load.target(), problems));
    return CheckAnswer.of(
        problems,
        tables.entrySet().stream()
            .map(
                each ->
                    new TableAnswer(
                        each.getKey(),
                        each.getValue().files(),
                        each.getValue().bytes(),
                        columns.getOrDefault(each.getKey(), List.of())))
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
  public Map<String, List<ColumnPlan>> columns(
      Pipeline pipeline, Map<String, TableFiles> tables, List<Entry> problems) {
    Map<String, List<ColumnPlan>> columns = new LinkedHashMap<>();
    if (tables.isEmpty() && pipeline.extraction().isEmpty()) {
      return columns;
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
        columns.put(text(each.table()), orNone(each.columns()));
      }
    } catch (WebApplicationException e) {
      problems.add(refused("transform", e));
    } catch (ProcessingException e) {
      problems.add(silent("transform", e));
    }
    return columns;
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
      problems.add(refused("loader", e));
    } catch (ProcessingException e) {
      problems.add(silent("loader", e));
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
              : refused("loader", e));
    } catch (ProcessingException e) {
      problems.add(silent("loader", e));
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

  private static Entry refused(String service, WebApplicationException e) {
    if (Refused.is(e.getResponse().getStatus())) {
      return Entry.of("", null, Refused.what(service), Refused.remedy(service));
    }
    return Entry.of(
        "",
        null,
        "the " + service + " service answered with status " + e.getResponse().getStatus(),
        "see its log");
  }

  private static Entry silent(String service, ProcessingException e) {
    LOG.warnf("The %s service does not answer: %s", service, SafeTrace.of(e));
    return Entry.of(
        "",
        null,
        "the " + service + " service does not answer, so its checks were left out",
        "start it, or correct quarkus.rest-client." + service + ".url");
  }

  private static <T> List<T> orNone(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }

  private static String text(@Nullable String text) {
    return Objects.requireNonNullElse(text, "");
  }
}
