package io.understudy.standalone;

import io.understudy.files.FormatOptions;
import io.understudy.standalone.Arguments.UsageException;
import io.understudy.standalone.check.Request;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads what follows {@code check} or {@code preview}: {@code CONFIG --against FILE...}. Behind
 * {@code --against} any number of files may stand, as a shell writes a pattern out.
 */
final class CheckLine {
  private static final String AGAINST = "--against";
  private static final List<String> VALUED =
      List.of("--delimiter", "--format", "--home", "--keys", "--rows", "--table");
  private static final String NO_HEADER = "--no-header";

  private final String command;
  private final int mostRows;
  private final Map<String, String> options = new HashMap<>();
  private final List<Path> configs = new ArrayList<>();
  private final List<Path> files = new ArrayList<>();

  private CheckLine(String command, int mostRows) {
    this.command = command;
    this.mostRows = mostRows;
  }

  static Arguments.Check check(Deque<String> words) {
    CheckLine line = new CheckLine("check", 1_000_000_000);
    Request request = line.read(new ArrayDeque<>(words), 1_000);
    return new Arguments.Check(line.path("--home"), line.path("--keys"), request);
  }

  static Arguments.PreviewRows preview(Deque<String> words) {
    CheckLine line = new CheckLine("preview", 1_000);
    Request request = line.read(new ArrayDeque<>(words), 5);
    return new Arguments.PreviewRows(line.path("--home"), line.path("--keys"), request);
  }

  private Request read(Deque<String> words, int usualRows) {
    boolean behindAgainst = false;
    while (!words.isEmpty()) {
      String word = words.pop();
      int equals = word.indexOf('=');
      boolean joined = word.startsWith("--") && equals > 0;
      String name = joined ? word.substring(0, equals) : word;
      if (!name.startsWith("-")) {
        (behindAgainst ? files : configs).add(Path.of(word));
        continue;
      }
      if (name.equals(NO_HEADER)) {
        options.put(name, "");
        continue;
      }
      if (!name.equals(AGAINST) && !VALUED.contains(name)) {
        throw new UsageException(
            "\""
                + command
                + "\" has no option "
                + name
                + "; it has "
                + AGAINST
                + ", "
                + String.join(", ", VALUED)
                + ", "
                + NO_HEADER);
      }
      String value = joined ? word.substring(equals + 1) : words.poll();
      if (value == null || value.isEmpty() || (!joined && value.startsWith("--"))) {
        throw new UsageException(name + " needs a value after it");
      }
      if (name.equals(AGAINST)) {
        behindAgainst = true;
        files.add(Path.of(value));
      } else if (options.put(name, value) != null) {
        throw new UsageException(name + " is there twice");
      }
    }
    if (configs.size() != 1 || files.isEmpty()) {
      throw new UsageException(
          "\""
              + command
              + "\" needs a config and at least one file: understudy "
              + command
              + " CONFIG --against FILE");
    }
    return new Request(
        configs.getFirst(),
        files,
        Optional.ofNullable(options.get("--table")),
        format(),
        rows(usualRows));
  }

  private FormatOptions format() {
    String delimiter = options.get("--delimiter");
    try {
      return new FormatOptions(
          options.get("--format"),
          delimiter == null ? null : delimiter.replace("\\t", "\t"),
          options.containsKey(NO_HEADER) ? Boolean.FALSE : null);
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  private int rows(int usual) {
    String text = options.get("--rows");
    if (text == null) {
      return usual;
    }
    String digits = text.replace("_", "");
    if (digits.matches("[0-9]{1,9}")) {
      int rows = Integer.parseInt(digits);
      if (rows >= 1 && rows <= mostRows) {
        return rows;
      }
    }
    throw new UsageException(
        "--rows needs a number from 1 to " + mostRows + ", not \"" + text + "\"");
  }

  private Optional<Path> path(String name) {
    return Optional.ofNullable(options.get(name)).map(Path::of);
  }
}
