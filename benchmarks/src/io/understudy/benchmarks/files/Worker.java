package io.understudy.benchmarks.files;

import io.understudy.engine.TransformConfig;
import io.understudy.engine.key.Keyring;
import io.understudy.engine.key.SecretKey;
import io.understudy.files.FileFormat;
import io.understudy.files.FileRewriter;
import io.understudy.files.LocalFile;
import io.understudy.files.RewriteResult;
import java.nio.file.Path;
import java.util.Map;

/**
 * Ours: the same file so many times in one process. Prints the CPU seconds of the process for each file but the first ones, if there are
 * more than those.
 */
final class Worker {
  static final int WARM_UP = 3;

  private Worker() {}

  public static void main(String[] arguments) throws Exception {
    MaskedTable table = MaskedTable.of(arguments[0]);
    Path input = Path.of(arguments[1]);
    Path output = Path.of(arguments[2]);
    int files = Integer.parseInt(arguments[3]);
    TransformConfig config = TransformConfig.parse("benchmark", table.config(arguments[4].equals("fakes")));
    Keyring keys = Keyring.of(Map.of("k", new SecretKey(new byte[32])), "k");
    FileFormat format = FileFormat.ofName(input.toString()).orElseThrow();
    long begin = 0;
    for (int i = 0; i < files; i++) {
      if (i == WARM_UP) {
        begin = Cpu.ofProcess();
      }
      RewriteResult result =
          new FileRewriter()
              .rewrite(table.name(), LocalFile.open(input), format, schema -> config.compile(schema, keys), LocalFile.create(output), () -> {}, n -> {});
      if (result.rowsOut() == 0) {
        throw new IllegalStateException("no rows");
      }
    }
    if (files > WARM_UP) {
      System.out.println("cpu " + (Cpu.ofProcess() - begin) / 1e9 / (files - WARM_UP));
    }
  }
}
