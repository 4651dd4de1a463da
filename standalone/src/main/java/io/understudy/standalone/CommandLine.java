package io.understudy.standalone;

import io.understudy.files.FormatOptions;
import io.understudy.standalone.Arguments.UsageException;
import io.understudy.standalone.local.ServiceName;
import io.understudy.standalone.propose.Propose;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Reads the command line. */
final class CommandLine {
  static final String HELP =
      """
      understudy: production files in, a masked test database out

        demo   make a shop's production data, mask it, load it, and show what happened
          --rows N         customers of the shop (200000)
          --seed S         another shop (1)
          --source DIR     your own folder of files instead of the shop, with
          --config FILE    the transform config for it, and if you like
          --files GLOB     only the files that match, such as 'patients*.csv'
          --keep           leave everything running until Ctrl-C
        serve  start everything, empty, and stay until Ctrl-C
          --port-file F    where to write addresses, process ids and credentials (JSON)
          --no-services    Postgres and S3 only, for services that run elsewhere
        dev SERVICE        start everything, and SERVICE (scheduler, transform or loader)
                           with live reload
        check CONFIG --against FILE…
                           say what is wrong with a transform config, or what it does to
                           each column of these files (CSV, JSONL, parquet); starts nothing
        preview CONFIG --against FILE…
                           show the first rows of files before and after
          --table NAME     the files' table (each file's own name)
          --rows N         how many rows to try (1000) or show (5)
        propose FILES…     write a transform config for these files or folders (CSV, JSONL,
                           parquet) from a sample of their rows; starts nothing
          --out FILE       where to write it (the terminal)
          --rows N         about how many rows of each table to read (10000)
          --format F, --delimiter C, --no-header
                           what the files' names do not tell
        verify MANIFEST    say whether the manifest of a run (a file or s3://BUCKET/KEY) is as
                           it was signed
          --sink PLACE     and whether the files there (a folder or s3://BUCKET/PREFIX) are as
                           they were written; S3 as the AWS_* variables say
        train  run the shop once, small, and keep what the JVM learns of it, so that
               services and workers start in half the time (JDK 25 or later)
        help               this

        for all:
          --home DIR       where data, logs and keys are (.understudy in the checkout)
          --keys DIR       your own keys, one file each, 128 bit or more; one is called "default"
          --workers N      most worker processes at a time (number of cores)
      """;

  private static final List<String> PLACE = List.of("--home", "--keys", "--workers");
  private static final int DEFAULT_ROWS = 200_000;
  private static final int MOST_ROWS = 50_000_000;
  private static final int MOST_WORKERS = 1_000;
  private static final int SAMPLE_ROWS = 10_000;

  private final String command;
  private final Map<String, String> options = new HashMap<>();
  private final List<String> words = new ArrayList<>();

  private CommandLine(String command) {
    this.command = command;
  }

  /**
   * Reads all of it.
   *
   * @param cores workers unless told otherwise
   * @throws UsageException saying what is wrong and what would be right
   */
  static Arguments parse(List<String> arguments, int cores) {
    Deque<String> rest = new ArrayDeque<>(arguments);
    String command = rest.isEmpty() ? "help" : rest.pop();
    if (rest.contains("--help") || rest.contains("-h")) {
      return new Arguments.Help(HELP);
    }
    CommandLine line = new CommandLine(command);
    return switch (command) {
      case "help", "--help", "-h" -> new Arguments.Help(HELP);
      case "serve" -> {
        line.read(rest, List.of("--port-file"), List.of("--no-services"));
        line.refuseWords();
        yield new Arguments.Serve(
            line.place(cores),
            line.path("--port-file"),
            !line.options.containsKey("--no-services"));
      }
      case "dev" -> {
        line.read(rest, List.of(), List.of());
        yield new Arguments.Dev(line.place(cores), line.service());
      }
      case "demo" -> {
        line.read(
            rest,
            List.of("--rows", "--seed", "--source", "--config", "--files"),
            List.of("--keep"));
        line.refuseWords();
        yield line.demo(cores);
      }
      case "verify" -> {
        line.read(rest, List.of("--sink"), List.of());
        yield line.verify();
      }
      case "train" -> {
        if (!rest.isEmpty()) {
          throw new UsageException("\"train\" stands alone: it is for this checkout");
        }
        yield new Arguments.Train();
      }
      case "check" -> CheckLine.check(rest);
      case "preview" -> CheckLine.preview(rest);
      case "propose" -> {
        line.read(
            rest, List.of("--out", "--rows", "--format", "--delimiter"), List.of("--no-header"));
        yield line.propose();
      }
      default ->
          throw new UsageException(
              "\""
                  + command
                  + "\" is not a command; there are demo, serve, dev, check, preview, propose, verify,"
                  + " train and help");
    };
  }

  private void read(Deque<String> rest, List<String> valued, List<String> flags) {
    while (!rest.isEmpty()) {
      String word = rest.pop();
      int equals = word.indexOf('=');
      String name = word.startsWith("--") && equals > 0 ? word.substring(0, equals) : word;
      if (!name.startsWith("-")) {
        words.add(word);
      } else if (flags.contains(word)) {
        put(word, "true");
      } else if (valued.contains(name) || PLACE.contains(name)) {
        put(name, equals > 0 ? word.substring(equals + 1) : value(name, rest));
      } else {
        TreeSet<String> known = new TreeSet<>(valued);
        known.addAll(flags);
        known.addAll(PLACE);
        throw new UsageException(
            "\"" + command + "\" has no option " + name + "; it has " + String.join(", ", known));
      }
    }
  }

  private static String value(String name, Deque<String> rest) {
    String value = rest.peek();
    if (value == null || value.startsWith("--")) {
      throw new UsageException(name + " needs a value after it");
    }
    return rest.pop();
  }

  private void put(String name, String value) {
    if (options.put(name, value) != null) {
      throw new UsageException(name + " is there twice");
    }
  }

  private void refuseWords() {
    if (!words.isEmpty()) {
      throw new UsageException(
          "\"" + command + "\" does not know what to do with \"" + words.getFirst() + "\"");
    }
  }

  private Arguments.Place place(int cores) {
    return new Arguments.Place(
        path("--home"), path("--keys"), (int) number("--workers", cores, 1, MOST_WORKERS));
  }

  private Arguments.Demo demo(int cores) {
    Optional<Path> source = path("--source");
    Optional<Path> config = path("--config");
    if (source.isPresent() != config.isPresent()) {
      throw new UsageException(
          "--source DIR and --config FILE go together: the files, and what to do with them");
    }
    Optional<String> files = Optional.ofNullable(options.get("--files"));
    if (files.isPresent() && source.isEmpty()) {
      throw new UsageException("--files selects among the files of --source DIR, which is missing");
    }
    return new Arguments.Demo(
        place(cores),
        (int) number("--rows", DEFAULT_ROWS, 1, MOST_ROWS),
        number("--seed", 1, Long.MIN_VALUE, Long.MAX_VALUE),
        source.flatMap(
            folder -> config.map(document -> new Arguments.Own(folder, document, files))),
        options.containsKey("--keep"));
  }

  private Arguments.ProposeConfig propose() {
    if (words.isEmpty()) {
      throw new UsageException("\"propose\" needs the files, or their folder");
    }
    try {
      FormatOptions format =
          new FormatOptions(
              options.get("--format"),
              options.get("--delimiter"),
              options.containsKey("--no-header") ? Boolean.FALSE : null);
      return new Arguments.ProposeConfig(
          new Propose.Request(
              words.stream().map(Path::of).toList(),
              path("--out"),
              (int) number("--rows", SAMPLE_ROWS, 1, MOST_ROWS),
              format));
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  private Arguments.Verify verify() {
    if (words.size() != 1) {
      throw new UsageException(
          "\"verify\" needs one manifest: a file, or s3://BUCKET/PREFIX/_understudy/RUN/manifest.jsonl");
    }
    return new Arguments.Verify(
        path("--home"),
        path("--keys"),
        words.getFirst(),
        Optional.ofNullable(options.get("--sink")));
  }

  private ServiceName service() {
    String known =
        Arrays.stream(ServiceName.values())
            .map(ServiceName::label)
            .collect(Collectors.joining(", "));
    if (words.size() != 1) {
      throw new UsageException("\"dev\" needs the name of one service: " + known);
    }
    return Arrays.stream(ServiceName.values())
        .filter(
            name -> name.label().equals(words.getFirst()) || name.module().equals(words.getFirst()))
        .findFirst()
        .orElseThrow(
            () ->
                new UsageException(
                    "\"" + words.getFirst() + "\" is not a service; there are " + known));
  }

  private Optional<Path> path(String name) {
    return Optional.ofNullable(options.get(name)).map(Path::of);
  }

  private long number(String name, long usual, long least, long most) {
    String text = options.get(name);
    if (text == null) {
      return usual;
    }
    try {
      long number = Long.parseLong(text.replace("_", ""));
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new UsageException(name + " needs a whole number, not \"" + text + "\"");
    }
    throw new UsageException(name + " needs a number from " + least + " to " + most);
  }
}
