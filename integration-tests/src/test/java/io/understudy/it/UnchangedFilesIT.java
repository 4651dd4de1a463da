package io.understudy.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Real files of many writers pass a run that changes nothing, or fail with a clear error. */
@ExtendWith(SharedInstallation.class)
class UnchangedFilesIT {
  private static final Path DATA = Installation.REPOSITORY.resolve("../shared/data");
  private static final Duration LIMIT = Duration.ofMinutes(3);

  @Test
  void everyCsvCornerCaseComesOutByteForByte(Installation system, @TempDir Path folder)
      throws Exception {
    Path files = DATA.resolve("csv/csvs");
    assumeTrue(Files.isDirectory(files), "no " + files);
    system.uploadFolder("csv-spectrum/", files);
    JsonNode run = run(system, "csv-spectrum");
    assertThat(run.get("state").asText()).as(run.toPrettyString()).isEqualTo("SUCCEEDED");
    Path out = system.downloadSink("csv-spectrum/", folder);
    assertThat(contents(out)).isEqualTo(contents(files));
  }

  @Test
  void everyParquetFileReadsTheSameOrIsRefusedClearly(Installation system, @TempDir Path folder)
      throws Exception {
    Path files = DATA.resolve("parquet");
    assumeTrue(Files.isDirectory(files), "no " + files);
    system.uploadFolder("parquet-testing/", files);
    JsonNode run = run(system, "parquet-testing");
    Path out = system.downloadSink("parquet-testing/", folder);
    Map<String, String> refused = new TreeMap<>();
    for (JsonNode problem : run.get("problems")) {
      String input = problem.get("input").asText();
      refused.put(input.substring(input.lastIndexOf('/') + 1), problem.get("message").asText());
    }
    Map<String, String> outcomes = new TreeMap<>();
    try (DuckDb duckdb = new DuckDb();
        Stream<Path> all = Files.list(files)) {
      for (Path file : all.sorted().toList()) {
        String name = file.getFileName().toString();
        Path written = out.resolve(name);
        outcomes.put(
            name,
            Files.exists(written)
                ? (sameContent(duckdb, file, written) ? "same" : "DIFFERENT")
                : (refused.containsKey(name) ? "refused" : "LOST"));
      }
    }
    assertThat(outcomes).doesNotContainValue("DIFFERENT").doesNotContainValue("LOST");
    assertThat(refused.keySet())
        .as(refused.toString())
        .allMatch(n -> n.contains("corrupt") || n.contains("malformed") || n.contains("incorrect"));
    assertThat(refused).containsKey("datapage_v1-corrupt-checksum.parquet");
    assertThat(refused.get("datapage_v1-corrupt-checksum.parquet"))
        .startsWith("s3://" + system.sourceBucket() + "/parquet-testing/")
        .containsIgnoringCase("checksum");
  }

  private static JsonNode run(Installation system, String name) throws InterruptedException {
    long id =
        system.startRun(
            """
            pipeline: %1$s
            source: s3://%2$s/%1$s/
            sink: s3://%3$s/%1$s/
            transform:
              globals: { coverage: open }
              steps: []
            """
                .formatted(name, system.sourceBucket(), system.sinkBucket()));
    return system.awaitEnd(id, LIMIT);
  }

  private static Map<String, String> contents(Path folder) throws Exception {
    Map<String, String> contents = new HashMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        contents.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return contents;
  }

  /** Both readable with the same rows in the same order, or both refused by DuckDB. */
  private static boolean sameContent(DuckDb duckdb, Path a, Path b) {
    List<Object> read = new ArrayList<>();
    for (Path file : List.of(a, b)) {
      try {
        read.add(duckdb.rows("select * from read_parquet('" + file + "')"));
      } catch (SQLException e) {
        read.add("unreadable");
      }
    }
    return read.get(0).equals(read.get(1));
  }
}
