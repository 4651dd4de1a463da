package io.understudy.files.parquet;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The parquet files of many writers that lie beside the project. */
final class SharedFiles {
  private static final Path FOLDER = Path.of("../../shared/data/parquet").toAbsolutePath();

  private SharedFiles() {}

  static List<Path> all() throws IOException {
    assumeTrue(Files.isDirectory(FOLDER), "no " + FOLDER);
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".parquet")).sorted().toList();
    }
  }

  static Path named(String name) {
    Path file = FOLDER.resolve(name);
    assumeTrue(Files.exists(file), "no " + file);
    return file;
  }

  static boolean isBadOnPurpose(Path file) {
    String name = file.getFileName().toString();
    return name.contains("corrupt") || name.contains("malformed") || name.contains("incorrect");
  }
}
