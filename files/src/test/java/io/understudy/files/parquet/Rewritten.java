package io.understudy.files.parquet;

import io.understudy.engine.Plan;
import io.understudy.engine.TableSchema;
import io.understudy.files.FileFormat;
import io.understudy.files.FileRewriter;
import io.understudy.files.RewriteResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;

/**
 * A file's way through the rewriter.
 *
 * @param bytes the new file
 * @param result what the rewriter said about it
 */
record Rewritten(byte[] bytes, RewriteResult result) {
  static Rewritten of(Path file, Function<TableSchema, Plan> planner)
      throws IOException, InterruptedException {
    return of(file.getFileName().toString(), Files.readAllBytes(file), planner);
  }

  static Rewritten of(String name, byte[] file, Function<TableSchema, Plan> planner)
      throws InterruptedException {
    MemoryOutput output = new MemoryOutput();
    RewriteResult result =
        new FileRewriter()
            .rewrite(
                "t",
                new MemoryObject(name, file),
                new FileFormat.Parquet(),
                planner,
                output,
                () -> {},
                bytes -> {});
    return new Rewritten(output.bytes(), result);
  }

  /** Under a name of its own: DuckDB remembers files by name. */
  Path in(Path folder) throws IOException {
    return Files.write(Files.createTempFile(folder, "out", ".parquet"), bytes);
  }
}
