package io.understudy.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** kill -9 in the middle of a run: it still ends right, nothing lost, nothing doubled. */
@ExtendWith(SharedInstallation.class)
class KillIT {
  private static final int FILES = 60;
  private static final int ROWS = 2_000;
  private static final Duration LIMIT = Duration.ofMinutes(6);

  @Test
  void workerSchedulerAndLoaderAreKilledAndTheRunEndsRight(
      Installation system, @TempDir Path folder) throws Exception {
    writeFiles(folder);
    system.uploadFolder("kill/", folder);
    long id =
        system.startRun(
            """
            pipeline: kill
            source: s3://%s/kill/
            sink: s3://%s/kill/
            transform:
              globals: { locales: [en_US] }
              steps:
                - rows:
                    update:
                      - { name: name, value: fake.name() }
                      - { name: email, value: fake.email() }
            tables: { people: { files: "people/*", target: kill_people } }
            load: { target: target, mode: replace }
            parallelism: 2
            """
                .formatted(system.sourceBucket(), system.sinkBucket()));

    awaitTotals(system, id, "filesDone", 3);
    system.workers().getFirst().destroyForcibly();
    awaitTotals(system, id, "filesDone", 12);
    kill(system, "scheduler");
    awaitTotals(system, id, "loadsDone", 3);
    kill(system, "loader");
    JsonNode run = system.awaitEnd(id, LIMIT);

    assertThat(run.get("state").asText()).as(run.toPrettyString()).isEqualTo("SUCCEEDED");
    long rows = (long) FILES * ROWS;
    JsonNode totals = run.get("totals");
    assertThat(totals.get("files").asLong()).isEqualTo(FILES);
    assertThat(totals.get("filesDone").asLong()).isEqualTo(FILES);
    assertThat(totals.get("rowsIn").asLong()).isEqualTo(rows);
    assertThat(totals.get("rowsOut").asLong()).isEqualTo(rows);
    assertThat(totals.get("rowsLoaded").asLong()).isEqualTo(rows);
    assertThat(system.sinkKeys("kill/")).hasSize(FILES);
    try (Connection target = system.database("target");
        Statement statement = target.createStatement();
        ResultSet found =
            statement.executeQuery(
                "select count(*), count(distinct id), sum(id) from kill_people")) {
      found.next();
      assertThat(found.getLong(1)).isEqualTo(rows);
      assertThat(found.getLong(2)).isEqualTo(rows);
      assertThat(found.getLong(3)).isEqualTo(rows * (rows - 1) / 2);
    }
  }

  private static void writeFiles(Path folder) throws Exception {
    Path people = Files.createDirectories(folder.resolve("people"));
    try (DuckDb duckdb = new DuckDb()) {
      for (int file = 0; file < FILES; file++) {
        duckdb.execute(
            """
            copy (select range as id, 'Emma Quillmere' || range as name,
                         'emma' || range || '@northwind-post.net' as email
                  from range(%d, %d)) to '%s' (%s)
            """
                .formatted(
                    file * ROWS,
                    (file + 1) * ROWS,
                    people.resolve(
                        "part-%02d.%s".formatted(file, file % 2 == 0 ? "csv" : "parquet")),
                    file % 2 == 0 ? "format csv, header" : "format parquet"));
      }
    }
  }

  private static void awaitTotals(Installation system, long id, String counter, long atLeast)
      throws InterruptedException {
    Installation.await(
        counter + " >= " + atLeast,
        LIMIT,
        () ->
            system
                .tryRun(id)
                .filter(run -> run.path("totals").path(counter).asLong() >= atLeast)
                .isPresent());
  }

  private static void kill(Installation system, String service) throws InterruptedException {
    long pid = system.pid(service);
    ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    Installation.await(
        service + " to be started again", Duration.ofMinutes(2), () -> system.pid(service) != pid);
  }
}
