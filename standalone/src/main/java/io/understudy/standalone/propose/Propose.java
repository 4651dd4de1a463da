package io.understudy.standalone.propose;

import io.understudy.engine.ConfigException;
import io.understudy.engine.detect.Detector;
import io.understudy.engine.propose.Proposal;
import io.understudy.engine.propose.TableSample;
import io.understudy.files.FormatOptions;
import io.understudy.files.LocalFile;
import io.understudy.files.SourceSampler;
import io.understudy.standalone.Console;
import io.understudy.standalone.StandaloneException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Writes a transform config for the user's own files. */
public final class Propose {
  private final Console console;

  public Propose(Console console) {
    this.console = console;
  }

  /**
   * What is asked for.
   *
   * @param paths files and folders; a folder is a source, with a table per folder in it
   * @param out where to write; empty: to the terminal
   * @param rows about how many rows of each table to read
   * @param options what the files' names do not tell
   */
  public record Request(List<Path> paths, Optional<Path> out, int rows, FormatOptions options) {
    public Request {
      paths = List.copyOf(paths);
    }
  }

  /**
   * Reads and writes.
   *
   * @return whether there is a proposal; if not, the reason was said
   * @throws io.understudy.files.FileException if a file cannot be read
   */
  public boolean run(Request request) {
    SourceSampler sampler = new SourceSampler(request.options(), Optional.empty(), request.rows());
    request.paths().forEach(path -> collect(path, sampler));
    List<TableSample> samples;
    try {
      samples = sampler.read();
    } catch (ConfigException e) {
      e.problems().forEach(p -> console.line(p.source() + ": " + p.message() + "; " + p.remedy()));
      return false;
    }
    if (samples.isEmpty()) {
      console.line(
          "there is no .parquet, .csv, .tsv, .jsonl or .ndjson file in what you named; --format"
              + " says what files with other names are");
      return false;
    }
    String yaml = Proposal.of(samples, new Detector(List.of()));
    if (request.out().isEmpty()) {
      yaml.lines().forEach(console::line);
    } else {
      write(request.out().get(), yaml);
      console.line(
          "wrote "
              + request.out().get()
              + " for "
              + (samples.size() == 1 ? "1 table" : samples.size() + " tables")
              + "; read it before you use it");
    }
    return true;
  }

  private static void collect(Path path, SourceSampler sampler) {
    if (!Files.isDirectory(path)) {
      add(path.getFileName().toString(), path, sampler);
      return;
    }
    try (Stream<Path> files = Files.walk(path)) {
      files
          .filter(Files::isRegularFile)
          .sorted()
          .forEach(file -> add(slashed(path.relativize(file)), file, sampler));
    } catch (IOException e) {
      throw new StandaloneException(path + " cannot be listed; check that it may be read", e);
    }
  }

  private static String slashed(Path path) {
    StringBuilder slashed = new StringBuilder();
    path.forEach(name -> slashed.append(slashed.isEmpty() ? "" : "/").append(name));
    return slashed.toString();
  }

  private static void add(String name, Path file, SourceSampler sampler) {
    sampler.add(name, () -> LocalFile.open(file));
  }

  private static void write(Path file, String yaml) {
    try {
      Files.writeString(file, yaml, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
    } catch (FileAlreadyExistsException e) {
      throw new StandaloneException(
          file + " is there already, and may have been edited; name another", e);
    } catch (IOException e) {
      throw new StandaloneException(file + " cannot be written; check its folder", e);
    }
  }
}
