package io.understudy.loader;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.understudy.files.FileColumn;
import io.understudy.files.FileFormat;
import io.understudy.files.Location;
import io.understudy.files.ObjectStore;
import io.understudy.files.TableReader;
import io.understudy.jobtable.Claim;
import io.understudy.jobtable.Completion;
import io.understudy.jobtable.ExtractionProtocol;
import io.understudy.jobtable.JobKind;
import io.understudy.jobtable.JobProtocol;
import io.understudy.jobtable.RunProtocol;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import software.amazon.awssdk.services.s3.S3Client;

/** A run from database to database; what scheduler and workers do for it is done here. */
final class DatabaseRun {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final DataSource jobs;
  private final S3Client s3;
  private final RunProtocol runs;
  private final ExtractionProtocol extractions;
  private final long id;

  /**
   * Asks the loader to extract.
   *
   * @param extraction JSON of {@code run.extraction}
   */
  DatabaseRun(DataSource jobs, S3Client s3, String extraction) {
    this.jobs = jobs;
    this.s3 = s3;
    this.runs = new RunProtocol(jobs);
    this.extractions = new ExtractionProtocol(jobs);
    this.id =
        runs.create(
            new RunProtocol.NewRun(
                "p",
                "{}",
                "s3://source/",
                "s3://sink/masked/",
                "steps: []",
                null,
                "demo",
                "replace",
                1,
                extraction,
                null));
    runs.addStep(id, JobKind.SNAPSHOT, 5);
  }

  long id() {
    return id;
  }

  /** Until all is extracted, masked with no rule, loaded and in place. */
  void complete() throws Exception {
    await(JobKind.SNAPSHOT, "DONE");
    mask();
    loadAndSwap();
  }

  void mask() throws SQLException {
    extractions.addTransforms(id);
    runs.planned(id);
    JobProtocol protocol = new JobProtocol(jobs);
    for (Claim claim :
        protocol.claim("test", Set.of(JobKind.TRANSFORM), id, 10_000, Duration.ofMinutes(5))) {
      Location from = Location.parse(claim.input());
      Location to = Location.parse(claim.output());
      String etag =
          s3.copyObject(
                  r ->
                      r.sourceBucket(from.bucket())
                          .sourceKey(from.key())
                          .destinationBucket(to.bucket())
                          .destinationKey(to.key()))
              .copyObjectResult()
              .eTag()
              .replace("\"", "");
      long rows =
          Long.parseLong(
              job("select rows_out from understudy.job where kind = 'EXTRACT' and output = '"
                      + claim.input()
                      + "'")
                  .getFirst());
      protocol.finish(claim, new Completion(etag, claim.inputBytes(), rows, rows, 0, null));
    }
  }

  void loadAndSwap() throws Exception {
    startLoads();
    await(JobKind.LOAD, "DONE");
    runs.addStep(id, JobKind.SWAP, 1);
    await(JobKind.SWAP, "DONE");
  }

  void startLoads() throws SQLException, JsonProcessingException {
    Map<Long, String> files = new LinkedHashMap<>();
    for (String row :
        job(
            "select run_table_id || ' ' || min(output) from understudy.job where kind = 'TRANSFORM'"
                + " and run_id = "
                + id
                + " group by run_table_id")) {
      files.put(
          Long.parseLong(row.substring(0, row.indexOf(' '))), row.substring(row.indexOf(' ') + 1));
    }
    ObjectStore objects = new ObjectStore(s3);
    for (Map.Entry<Long, String> file : files.entrySet()) {
      try (TableReader reader =
          TableReader.open(
              "t", objects.open(Location.parse(file.getValue())), new FileFormat.Parquet())) {
        List<FileColumn> columns = reader.columns();
        runs.startLoad(file.getKey(), JSON.writeValueAsString(columns));
      }
    }
  }

  void step(JobKind kind) throws Exception {
    runs.addStep(id, kind, 1);
    await(kind, "DONE");
  }

  /** Until all jobs of this kind, at least one, are in this state. */
  void await(JobKind kind, String state) throws Exception {
    await(
        "select count(*) > 0 and bool_and(state = '%s') from understudy.job where run_id = %d and kind = '%s'"
            .formatted(state, id, kind),
        state.equals("DEAD"));
  }

  /** Until some parts are read. */
  void awaitParts(int count) throws Exception {
    await(
        "select count(*) >= %d from understudy.job where run_id = %d and kind = 'EXTRACT' and state = 'DONE'"
            .formatted(count, id),
        false);
  }

  private void await(String sql, boolean mayDie) throws Exception {
    long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (!job(sql).equals(List.of("t"))) {
      List<String> dead =
          job("select error from understudy.job where state = 'DEAD' and run_id = " + id);
      assertThat(mayDie ? List.of() : dead).isEmpty();
      assertThat(System.nanoTime()).as(sql).isLessThan(deadline);
      Thread.sleep(10);
    }
  }

  /** First column of a query of the job table. */
  List<String> job(String sql) throws SQLException {
    try (Connection connection = jobs.getConnection();
        Statement statement = connection.createStatement()) {
      List<String> found = new ArrayList<>();
      if (statement.execute(sql)) {
        try (ResultSet rows = statement.getResultSet()) {
          while (rows.next()) {
            found.add(rows.getString(1));
          }
        }
      }
      return found;
    }
  }
}
