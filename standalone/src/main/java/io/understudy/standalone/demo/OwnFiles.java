package io.understudy.standalone.demo;

import io.understudy.files.FileException;
import io.understudy.files.FileFormat;
import io.understudy.files.FormatOptions;
import io.understudy.files.InputObject;
import io.understudy.files.LocalFile;
import io.understudy.files.Location;
import io.understudy.files.ObjectStore;
import io.understudy.files.OutputObject;
import io.understudy.standalone.Console;
import io.understudy.standalone.StandaloneException;
import io.understudy.standalone.local.LocalSystem;
import io.understudy.standalone.run.Amounts;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * A user's own folder of files and transform config. As the pipeline names no tables, each folder
 * below it is one, and each file directly in it is one of its own, named by the file.
 */
public final class OwnFiles implements DemoData {
  private static final String PREFIX = "own/";
  private static final String INDENT = "  ";

  /** What comes before the config in the pipeline; the config's first line follows it. */
  private static final String HEAD =
      """
      pipeline: demo
      source: s3://%s/own/
      sink: s3://%s/own/
      load: { target: target, mode: replace }
      transform: |2
      """;

  private static final int HEAD_LINES = 5;
  private static final int MOST_LEFT_OUT = 5;

  private final Path folder;
  private final Path config;
  private final String document;
  private final List<Path> files = new ArrayList<>();
  private final List<Path> leftOut = new ArrayList<>();

  /**
   * Looks what is there.
   *
   * @param glob matched against the path below the folder, and against the file's name alone
   * @throws StandaloneException if there is no config or no file
   */
  public OwnFiles(Path folder, Path config, Optional<String> glob) {
    this.folder = folder;
    this.config = config;
    if (!Files.isDirectory(folder)) {
      throw new StandaloneException(
          "--source " + folder + " is not a folder: name the folder that your files are in");
    }
    if (!Files.isRegularFile(config)) {
      throw new StandaloneException(
          "--config " + config + " is not a file: name a transform config (YAML)");
    }
    try (Stream<Path> found = Files.walk(folder)) {
      this.document = Files.readString(config);
      sort(found.filter(Files::isRegularFile).sorted().toList(), matcher(glob));
    } catch (IOException | UncheckedIOException e) {
      throw new StandaloneException(
          folder + " and " + config + " cannot be read (" + e.getClass().getSimpleName() + ")", e);
    }
    if (files.isEmpty()) {
      throw new StandaloneException(
          "no .parquet, .csv, .tsv, .jsonl or .ndjson file"
              + glob.map(text -> " that matches '" + text + "'").orElse("")
              + " is in "
              + folder
              + glob.map(text -> ": correct --files").orElse(": correct --source"));
    }
  }

  private static PathMatcher matcher(Optional<String> glob) {
    try {
      return FileSystems.getDefault().getPathMatcher("glob:" + glob.orElse("**"));
    } catch (PatternSyntaxException e) {
      throw new StandaloneException(
          "--files '" + glob.orElse("") + "' is not a pattern: write one such as '*.csv'", e);
    }
  }

  private void sort(List<Path> found, PathMatcher matcher) {
    for (Path file : found) {
      Path path = folder.relativize(file);
      if (!matcher.matches(path) && !matcher.matches(path.getFileName())) {
        continue;
      }
      boolean data = FileFormat.ofName(path.getFileName().toString()).isPresent();
      for (Path name : path) {
        // the names that say "no data" wherever files are laid out in folders
        data &= !name.toString().startsWith("_") && !name.toString().startsWith(".");
      }
      (data ? files : leftOut).add(path);
    }
  }

  @Override
  public boolean isThere(String description) {
    return false;
  }

  @Override
  public void upload(LocalSystem system, ObjectStore store, Console console) {
    long bytes = 0;
    for (Path file : files) {
      String key = PREFIX + file.toString().replace(file.getFileSystem().getSeparator(), "/");
      bytes += upload(store, file, new Location(system.storage().source(), key));
    }
    console.line(
        "production data: "
            + Amounts.count(files.size(), "file")
            + " of "
            + folder
            + ", "
            + Amounts.bytes(bytes));
    if (!leftOut.isEmpty()) {
      List<String> names = leftOut.stream().limit(MOST_LEFT_OUT).map(Path::toString).toList();
      console.line(
          "left out, because they are no data by their names: "
              + String.join(", ", names)
              + (leftOut.size() > names.size()
                  ? " and " + Amounts.count(leftOut.size() - (long) names.size()) + " more"
                  : ""));
    }
  }

  private long upload(ObjectStore store, Path file, Location to) {
    InputObject input = LocalFile.open(folder.resolve(file));
    try (OutputObject output = store.create(to);
        InputStream in = input.read(0, input.size())) {
      in.transferTo(output.stream());
      output.publish();
      return input.size();
    } catch (IOException e) {
      throw new FileException.Retryable(
          folder.resolve(file) + " cannot be copied to " + to + "; check the disk", e);
    }
  }

  @Override
  public String pipeline(LocalSystem system) {
    return HEAD.formatted(system.storage().source(), system.storage().sink()) + indented(document);
  }

  /** Line by line, so that every line of the config is one line of the pipeline. */
  static String indented(String document) {
    StringBuilder text = new StringBuilder();
    boolean begun = false;
    String plain = document.startsWith("\uFEFF") ? document.substring(1) : document;
    for (String line : plain.split("\r?\n", -1)) {
      // inside another document, a document's start is no start
      boolean start = !begun && line.stripTrailing().equals("---");
      begun |= !line.isBlank() && !line.stripLeading().startsWith("#");
      if (!start && !line.isBlank()) {
        text.append(INDENT).append(line);
      }
      text.append('\n');
    }
    return text.toString();
  }

  @Override
  public String place(int line, int column) {
    return line <= HEAD_LINES
        ? config.toString()
        : config + ":" + (line - HEAD_LINES) + ":" + Math.max(1, column - INDENT.length());
  }

  @Override
  public FormatOptions options(String table) {
    return FormatOptions.BY_NAME;
  }

  @Override
  public Map<String, Long> rows() {
    return Map.of();
  }

  @Override
  public boolean exact() {
    return false;
  }
}
