package io.understudy.standalone.check;

import io.understudy.engine.ColumnPlan;
import io.understudy.engine.ConfigException;
import io.understudy.engine.Plan;
import io.understudy.engine.Problem;
import io.understudy.engine.TransformConfig;
import io.understudy.engine.key.Keyring;
import io.understudy.files.LocalFile;
import io.understudy.files.check.FileCheck;
import io.understudy.standalone.Console;
import io.understudy.standalone.StandaloneException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Says what is wrong with a config, or what it would do to each column of some files. */
public final class ConfigCheck {
  private static final int MOST_NAMES = 3;

  private final Console console;
  private final Keyring keyring;

  /** {@code keyring} is asked for keys by id; nothing is written with them. */
  public ConfigCheck(Console console, Keyring keyring) {
    this.console = console;
    this.keyring = keyring;
  }

  /** Prints all problems, or the plan; returns whether there were no problems. */
  public boolean run(Request request) {
    Map<Problem, List<String>> problems = new LinkedHashMap<>();
    Map<Sample, Plan> plans = new LinkedHashMap<>();
    List<Sample> samples = Sample.of(request);
    try {
      TransformConfig config = read(request.config());
      config.notes().forEach(note -> console.line("note: " + note));
      for (Sample sample : samples) {
        String name = sample.path().toString();
        FileCheck check =
            FileCheck.of(
                schema -> config.compile(schema, keyring, Optional.empty(), sample.data()),
                sample.table(),
                name,
                () -> LocalFile.open(sample.path()),
                sample.format(),
                request.rows());
        for (Problem problem : check.problems()) {
          problems.computeIfAbsent(problem, key -> new ArrayList<>()).add(sample.table());
        }
        check.plan().ifPresent(plan -> plans.put(sample, plan));
      }
    } catch (ConfigException e) {
      e.problems().forEach(problem -> problems.put(problem, List.of()));
    }
    problems.forEach((problem, tables) -> console.line(words(problem, tables, samples.size())));
    if (!problems.isEmpty()) {
      console.line(problems.size() == 1 ? "1 problem" : problems.size() + " problems");
      return false;
    }
    plans.forEach((sample, plan) -> describe(request, sample, plan));
    return true;
  }

  /**
   * Reads a config.
   *
   * @throws StandaloneException if there is no such file, or it is no text
   * @throws ConfigException if it is no config
   */
  static TransformConfig read(Path file) {
    if (Files.isDirectory(file)) {
      throw new StandaloneException(file + " is a folder: name a transform config (YAML)");
    }
    if (!Files.exists(file)) {
      throw new StandaloneException(
          "there is no file " + file + ": name a transform config (YAML) to check");
    }
    try {
      return TransformConfig.parse(file.toString(), Files.readString(file));
    } catch (CharacterCodingException e) {
      throw new StandaloneException(
          file + " is not text in UTF-8, so it is no transform config: name a YAML file", e);
    } catch (IOException e) {
      throw new StandaloneException(
          file + " cannot be read (" + e.getClass().getSimpleName() + "): check its permissions",
          e);
    }
  }

  /** Of a file's own problem, the message names the file already. */
  private static String words(Problem problem, List<String> tables, int samples) {
    String message = problem.message();
    String start = problem.source() + ": ";
    String text =
        message.startsWith(start) ? message + "; " + problem.remedy() : problem.toString();
    if (tables.isEmpty() || samples == 1 || problem.line() == 0) {
      return text;
    }
    String names = String.join(", ", tables.subList(0, Math.min(MOST_NAMES, tables.size())));
    return text + " [" + names + (tables.size() > MOST_NAMES ? ", ..." : "") + "]";
  }

  private void describe(Request request, Sample sample, Plan plan) {
    console.line("table " + sample.table() + " (" + sample.path() + ")");
    List<List<String>> lines = new ArrayList<>();
    lines.add(List.of("column", "type", "entity", "what happens", "why"));
    for (ColumnPlan column : plan.columns()) {
      lines.add(
          List.of(
              column.column().name(),
              column.column().type().name().toLowerCase(Locale.ROOT),
              column.entity().isEmpty() ? "-" : column.entity(),
              what(column),
              why(column)));
    }
    Columns.aligned(lines).forEach(line -> console.line("  " + line));
    console.line(
        "no problems; tried on the first " + request.rows() + " rows, key " + plan.keyId());
  }

  private static String what(ColumnPlan column) {
    String what =
        switch (column.decision()) {
          case MASKED -> "masked";
          case ADDED -> "added";
          case DROPPED -> "dropped";
          case KEPT, DETECTED_CLEAN, OPEN -> "passes";
        };
    boolean renamed = !column.output().isEmpty() && !column.output().equals(column.column().name());
    return renamed ? what + " as " + column.output() : what;
  }

  private static String why(ColumnPlan column) {
    return switch (column.decision()) {
      case MASKED, DROPPED -> column.rule();
      case ADDED -> column.rule().isEmpty() ? "no rule gives it a value" : column.rule();
      case KEPT -> "the config keeps it (columns.keep or lock_columns)";
      case DETECTED_CLEAN -> "no rule; the run fails if personal data is found in it";
      case OPEN -> "no rule, and coverage is open: nothing is looked for in it";
    };
  }
}
