package io.understudy.transform.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.understudy.jobtable.JobProtocol;
import io.understudy.jobtable.RunProtocol;
import io.understudy.jobtable.RunProtocol.NewJob;
import io.understudy.jobtable.RunProtocol.NewRun;
import io.understudy.transform.Surroundings;
import io.understudy.transform.key.Keys;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.ds.PGSimpleDataSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * A worker on real jobs that cannot be done: each ends with one clear error, and the worker ends
 * when its run has nothing left. (Jobs that can be done are in integration-tests.)
 */
@QuarkusTest
@WithTestResource(Surroundings.class)
@Timeout(300)
class WorkerTest {
  @Inject DataSource database;
  @Inject JobProtocol jobs;
  @Inject TransformWork work;
  @Inject Keys keys;
  @Inject S3Client s3;

  private RunProtocol runs;

  @BeforeEach
  void protocol() {
    runs = new RunProtocol(database);
  }

  private Worker worker(DataSource where, long run) {
    WorkerConfig config =
        new SmallRyeConfigBuilder()
            .withMapping(WorkerConfig.class)
            .withConverter(Duration.class, 300, new DurationConverter())
            .withDefaultValue("understudy.worker.run", String.valueOf(run))
            .withDefaultValue("understudy.worker.owner", "test")
            .withDefaultValue("understudy.worker.poll", "10ms")
            .withDefaultValue("understudy.worker.start-timeout", "300ms")
            .withDefaultValue("understudy.worker.backoff-first", "2ms")
            .withDefaultValue("understudy.worker.backoff-most", "2ms")
            .build()
            .getConfigMapping(WorkerConfig.class);
    return new Worker(config, where, jobs, work, keys);
  }

  private long run(String config, String input, String etag) {
    long run =
        runs.create(new NewRun("a", "", "s3://source/", "s3://sink/", config, null, null, null, 1));
    long table = runs.addTable(run, "people", "{}", null);
    runs.addTransforms(run, List.of(new NewJob(table, input, 10, etag, "s3://sink/out.csv")), 3);
    runs.planned(run);
    return run;
  }

  private String job(long run) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select state || ' ' || attempt || ' ' || error_code || ' ' || error from"
                    + " understudy.job where run_id = "
                    + run)) {
      rows.next();
      return rows.getString(1);
    }
  }

  private String worked(String config, String input, String etag) throws Exception {
    long run = run(config, input, etag);
    assertThat(worker(database, run).run()).isZero();
    return job(run);
  }

  @Test
  void aFileThatIsNotThereIsNotTriedAgain() throws Exception {
    assertThat(worked("steps: []", "s3://source/absent.csv", ""))
        .isEqualTo("DEAD 1 file s3://source/absent.csv: there is no such object; check the path");
  }

  @Test
  void aFileWhoseFormatNobodyTellsIsNotTriedAgain() throws Exception {
    assertThat(worked("steps: []", "s3://source/a.dat", ""))
        .isEqualTo(
            "DEAD 1 file s3://source/a.dat: the name does not tell the file's format; set format:"
                + " csv, jsonl or parquet for the table \"people\" in the pipeline");
  }

  @Test
  void aFileThatChangedSinceItWasPlannedIsNotMasked() throws Exception {
    s3.putObject(r -> r.bucket("source").key("changed.csv"), RequestBody.fromString("a\n1\n"));
    assertThat(worked("steps: []", "s3://source/changed.csv", "other-etag"))
        .isEqualTo(
            "DEAD 1 file s3://source/changed.csv: changed since the run was planned; start a new"
                + " run");
  }

  @Test
  void aColumnThatAppearsInALaterFileFailsThatFile() throws Exception {
    s3.putObject(r -> r.bucket("source").key("drift/1.csv"), RequestBody.fromString("a\n1\n"));
    s3.putObject(r -> r.bucket("source").key("drift/2.csv"), RequestBody.fromString("a,b\n1,2\n"));
    long run =
        runs.create(
            new NewRun("a", "", "s3://source/", "s3://sink/", "steps: []", null, null, null, 1));
    long table = runs.addTable(run, "people", "{}", null);
    for (String file : List.of("drift/1.csv", "drift/2.csv")) {
      runs.addTransforms(
          run, List.of(new NewJob(table, "s3://source/" + file, 10, "", "s3://sink/" + file)), 3);
    }
    runs.planned(run);
    assertThat(worker(database, run).run()).isZero();
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select state || ' ' || coalesce(error, '') from understudy.job where run_id = "
                    + run
                    + " order by id")) {
      rows.next();
      assertThat(rows.getString(1)).isEqualTo("DONE ");
      rows.next();
      assertThat(rows.getString(1))
          .startsWith(
              "DEAD s3://source/drift/2.csv: column \"b\" (TEXT) appears for the first time: the"
                  + " first file of table \"people\", s3://source/drift/1.csv, does not have it");
    }
    s3.deleteObject(r -> r.bucket("sink").key("drift/1.csv"));
  }

  @Test
  void theNameOfTheOutputSaysHowItIsCompressed() throws Exception {
    s3.putObject(r -> r.bucket("source").key("packed.csv"), RequestBody.fromString("a\n1\n"));
    long run =
        runs.create(
            new NewRun("a", "", "s3://source/", "s3://sink/", "steps: []", null, null, null, 1));
    long table = runs.addTable(run, "people", "{}", null);
    runs.addTransforms(
        run,
        List.of(new NewJob(table, "s3://source/packed.csv", 4, "", "s3://sink/packed.csv.zst")),
        3);
    runs.planned(run);

    assertThat(worker(database, run).run()).isZero();

    assertThat(s3.getObjectAsBytes(r -> r.bucket("sink").key("packed.csv.zst")).asByteArray())
        .startsWith(0x28, 0xB5, 0x2F, 0xFD);
    s3.deleteObject(r -> r.bucket("sink").key("packed.csv.zst"));
  }

  @Test
  void aConfigThatIsWrongFailsTheFile() throws Exception {
    s3.putObject(r -> r.bucket("source").key("config.csv"), RequestBody.fromString("a\n1\n"));
    assertThat(worked("stepz: 7", "s3://source/config.csv", ""))
        .startsWith("DEAD 1 config s3://source/config.csv: ");
    assertThat(s3.listObjectsV2(r -> r.bucket("sink")).contents())
        .noneMatch(object -> object.key().contains("config.csv"));
  }

  @Test
  void aWorkerWaitsForTheSchemaAndThenGivesUp() throws Exception {
    PGSimpleDataSource absent = new PGSimpleDataSource();
    absent.setUrl("jdbc:postgresql://127.0.0.1:1/none");
    assertThat(worker(absent, 1).run()).isEqualTo(1);
  }

  @Test
  void aWorkerOfARunThatIsOverEndsAtOnce() throws Exception {
    long run = run("steps: []", "s3://source/a.csv", "");
    runs.cancel(run);
    assertThat(worker(database, run).run()).isZero();
  }
}
