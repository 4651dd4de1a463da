package io.understudy.standalone.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressTest {

  private static RunStatus run(String json) throws JsonProcessingException {
    return RunStatus.of(new ObjectMapper().readTree(json));
  }

  private static final String HALF =
      """
      { "id": 3, "state": "RUNNING", "workers": 2,
        "totals": { "files": 8, "filesDone": 3, "filesDead": 0, "bytes": 100000000,
                    "bytesDone": 40000000, "bytesInProgress": 10000000, "rowsIn": 123456 },
        "tables": [
          { "name": "customers", "targetTable": "customers", "phase": "TRANSFORM", "files": 4,
            "filesDone": 3, "bytes": 60000000, "bytesDone": 40000000,
            "bytesInProgress": 10000000, "rowsOut": 123456, "loads": 0 },
          { "name": "orders", "targetTable": "orders", "phase": "LOAD", "files": 4,
            "filesDone": 4, "filesDead": 1, "bytes": 40000000, "bytesDone": 0, "rowsOut": 7,
            "loads": 4, "loadsDone": 1, "rowsLoaded": 5 } ] }
      """;

  @Test
  void aRunThatIsPlannedHasNoNumbersYet() throws JsonProcessingException {
    assertThat(Progress.line(run("{\"id\":3,\"state\":\"PLANNING\"}"), Duration.ZERO))
        .isEqualTo("planning  …");
  }

  @Test
  void maskingShowsFilesBytesRowsSpeedAndTimeLeft() throws JsonProcessingException {
    assertThat(Progress.line(run(HALF), Duration.ofSeconds(10)))
        .isEqualTo(
            "masking   [██████████░░░░░░░░░░]  50 %  3 of 8 files  50.0 MB of 100 MB  123,456 rows"
                + "  5.0 MB/s  0:10 left");
  }

  @Test
  void loadingShowsFilesAndRows() throws JsonProcessingException {
    assertThat(
            Progress.line(
                run(
                    """
                    { "id": 3, "state": "RUNNING",
                      "totals": { "files": 8, "filesDone": 8, "bytes": 1, "bytesDone": 1,
                                  "loads": 8, "loadsDone": 2, "loadsDead": 1,
                                  "rowsLoaded": 5000 } }
                    """),
                Duration.ofSeconds(10)))
        .isEqualTo("loading   [█████░░░░░░░░░░░░░░░]  25 %  2 of 8 files  5,000 rows  1 failed");
  }

  @Test
  void eachTableHasALineOfItsOwn() throws JsonProcessingException {
    assertThat(Progress.block(run(HALF), Duration.ofSeconds(10), 20))
        .hasSize(3)
        .endsWith(
            "  customers [████████████████░░░░] 3/4 files  50.0 MB/60.0 MB  123,456 rows",
            "  orders    [░░░░░░░░░░░░░░░░░░░░] 4/4 files  0 B/40.0 MB  7 rows"
                + "  loaded 1/4  5 rows  1 failed");
  }

  @Test
  void tablesThatDoNotFitAreCounted() throws JsonProcessingException {
    assertThat(Progress.block(run(HALF), Duration.ofSeconds(10), 2))
        .hasSize(2)
        .endsWith("  and 2 more tables");
  }

  @Test
  void whatTheApiSaysIsRead() throws JsonProcessingException {
    RunStatus status =
        run(
            """
            { "id": 3, "state": "FAILED", "reason": "1 of 2 tables failed", "tables": [
                { "name": "t", "targetTable": null, "phase": "DONE", "filesDone": 1,
                  "masked": [ { "column": "mail", "entity": "email", "changed": 5 } ] } ],
              "problems": [ { "code": "x", "message": "m", "table": null },
                            { "code": "y", "message": "n", "table": "u" } ] }
            """);
    assertThat(status.finished()).isTrue();
    assertThat(status.succeeded()).isFalse();
    assertThat(status.reason()).isEqualTo("1 of 2 tables failed");
    assertThat(status.tables().getFirst().target()).isEmpty();
    assertThat(status.tables().getFirst().masked())
        .containsExactly(new RunStatus.Masked("mail", "email", 5));
    assertThat(status.problems())
        .containsExactly(new RunStatus.Problem("", "m"), new RunStatus.Problem("u", "n"));
  }
}
