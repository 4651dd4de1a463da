package io.understudy.files.parquet;

import io.understudy.engine.TableSchema;
import io.understudy.files.TableReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The columns of a file. */
final class Schemas {
  private Schemas() {}

  static TableSchema of(Path file) throws IOException {
    MemoryObject object = new MemoryObject(file.toString(), Files.readAllBytes(file));
    try (TableReader reader = ParquetReader.open("t", object)) {
      return reader.schema();
    }
  }
}
