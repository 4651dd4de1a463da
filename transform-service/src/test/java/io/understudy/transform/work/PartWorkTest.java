package io.understudy.transform.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.understudy.files.Location;
import io.understudy.files.ObjectStore;
import io.understudy.files.SharedUpload;
import io.understudy.jobtable.Claim;
import io.understudy.jobtable.Failure;
import io.understudy.jobtable.JobKind;
import io.understudy.jobtable.JobProtocol;
import io.understudy.jobtable.RunProtocol;
import io.understudy.jobtable.RunProtocol.NewJob;
import io.understudy.jobtable.RunProtocol.NewRun;
import io.understudy.jobtable.SplitProtocol;
import io.understudy.transform.Mode;
import io.understudy.transform.Surroundings;
import io.understudy.transform.key.Keys;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** Workers on files that are cut into parts, with a real job table and real storage. */
@QuarkusTest
@WithTestResource(Surroundings.class)
@Timeout(300)
class PartWorkTest {
  private static final String CONFIG =
      """
      globals: { coverage: open }
      steps:
        - rows: { update: [ { name: name, value: fake.first_name() }, { name: mail, value: fake.email() } ] }
      """;
  private static final int PARTS = 3;

  @Inject DataSource database;
  @Inject JobProtocol jobs;
  @Inject SplitProtocol splits;
  @Inject TransformWork work;
  @Inject ObjectStore objects;
  @Inject Keys keys;
  @Inject S3Client s3;

  private RunProtocol runs;

  @BeforeEach
  void protocol() {
    runs = new RunProtocol(database);
  }

  private static WorkerConfig config(long run, String owner) {
    return new SmallRyeConfigBuilder()
        .withMapping(WorkerConfig.class)
        .withConverter(Duration.class, 300, new DurationConverter())
        .withDefaultValue("understudy.worker.run", String.valueOf(run))
        .withDefaultValue("understudy.worker.owner", owner)
        .withDefaultValue("understudy.worker.poll", "10ms")
        .withDefaultValue("understudy.worker.backoff-first", "2ms")
        .withDefaultValue("understudy.worker.backoff-most", "2ms")
        .build()
        .getConfigMapping(WorkerConfig.class);
  }

  private long run(String file, byte[] bytes, String config, int parts) {
    s3.putObject(r -> r.bucket("source").key(file), RequestBody.fromBytes(bytes));
    long run =
        runs.create(new NewRun("a", "", "s3://source/", "s3://sink/", config, null, null, null, 2));
    long table = runs.addTable(run, "people", "{}", null);
    String etag = s3.headObject(r -> r.bucket("source").key(file)).eTag().replace("\"", "");
    runs.addTransforms(
        run,
        List.of(
            new NewJob(
                table,
                "s3://source/" + file,
                bytes.length,
                etag,
                "s3://sink/" + parts + "/" + file,
                parts)),
        3);
    runs.planned(run);
    return run;
  }

  /** By two workers, while a scheduler comes by. */
  private void work(long run) throws InterruptedException {
    List<Thread> workers = new ArrayList<>();
    for (String owner : List.of("one", "two")) {
      Worker worker = new Worker(config(run, owner), database, jobs, work, keys);
      workers.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    try {
                      worker.run();
                    } catch (InterruptedException e) {
                      Thread.currentThread().interrupt();
                    }
                  }));
    }
    while (workers.stream().anyMatch(Thread::isAlive)) {
      splits.settle(run);
      Thread.sleep(50);
    }
  }

  private void sweep() {
    WorkerConfig soon =
        new SmallRyeConfigBuilder()
            .withMapping(WorkerConfig.class)
            .withConverter(Duration.class, 300, new DurationConverter())
            .withDefaultValue("understudy.worker.lease", "0s")
            .build()
            .getConfigMapping(WorkerConfig.class);
    new UploadSweeper(Mode.WORKER, soon, splits, objects).sweep();
  }

  private int uploads(String key) {
    return (int)
        s3.listMultipartUploads(r -> r.bucket("sink")).uploads().stream()
            .filter(upload -> upload.key().endsWith(key))
            .count();
  }

  private byte[] output(String key) {
    return s3.getObjectAsBytes(r -> r.bucket("sink").key(key)).asByteArray();
  }

  private String row(String sql) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }

  private String told(long run) throws SQLException {
    return row(
        "select state || ' ' || output_bytes || ' ' || rows_in || ' ' || rows_out || ' ' ||"
            + " cells_changed || ' ' || (details -> 'columns') || (details -> 'plans') from"
            + " understudy.job where kind = 'TRANSFORM' and run_id = "
            + run);
  }

  private static byte[] csv(int rows) {
    StringBuilder text = new StringBuilder("\ufeffid,name,mail,note\r\n");
    for (int i = 0; i < rows; i++) {
      text.append(i).append(",Name ").append(i % 1000).append(",m").append(i).append("@x.org,\"");
      text.append("a note, of \"\"some\"\" length\r\nand ").append(i % 10).append(" lines\"\r\n");
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] jsonl(int rows) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < rows; i++) {
      text.append("{\"id\": ").append(i).append(", \"name\": \"Name ").append(i % 1000);
      text.append("\", \"mail\": \"m").append(i).append("@x.org\", \"note\": \"\\\"x\\\" {y}\"}\n");
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private void comesOutTheSame(String file, byte[] bytes) throws Exception {
    long whole = run(file, bytes, CONFIG, 1);
    work(whole);
    long cut = run(file, bytes, CONFIG, PARTS);

    work(cut);

    assertThat(told(cut)).isEqualTo(told(whole)).startsWith("DONE ");
    assertThat(output(PARTS + "/" + file)).isEqualTo(output("1/" + file));
    assertThat(
            row(
                "select count(*) || ' ' || count(distinct output_etag) from understudy.job where"
                    + " kind = 'PART' and state = 'DONE' and output_etag <> '' and run_id = "
                    + cut))
        .as("parts that were not done again")
        .isEqualTo("3 3");
    assertThat(
            row(
                "select details ->> 'proof' from understudy.job where details ? 'proof' and run_id = "
                    + cut))
        .contains("\"stretches\":[{\"sha256\":");
    assertThat(
            row(
                "select files_total || ' ' || transform_done || ' ' || bytes_done || ' ' || retries"
                    + " from understudy.run_table where run_id = "
                    + cut))
        .isEqualTo("1 1 " + bytes.length + " 0");
    assertThat(uploads(file)).isZero();
    for (int parts : new int[] {1, PARTS}) {
      s3.deleteObject(r -> r.bucket("sink").key(parts + "/" + file));
    }
    s3.deleteObject(r -> r.bucket("source").key(file));
  }

  @Test
  void aCsvFileInPartsIsWhatItIsAsAWhole() throws Exception {
    comesOutTheSame("large.csv", csv(290_000));
  }

  @Test
  void aJsonlFileInPartsIsWhatItIsAsAWhole() throws Exception {
    comesOutTheSame("large.jsonl", jsonl(240_000));
  }

  @Test
  void whatCannotBeDoneInPartsIsDoneAsAWhole() throws Exception {
    String drops = CONFIG + "  - rows: { drop: [ { condition: row.note == 'x' } ] }\n";
    byte[] bytes = csv(240_000);
    long run = run("drops.csv", bytes, drops, PARTS);

    work(run);

    assertThat(told(run)).startsWith("DONE ").contains(" 240000 240000 ");
    assertThat(output(PARTS + "/drops.csv")).hasSizeGreaterThan(16 << 20);
    sweep();
    assertThat(uploads("drops.csv")).isZero();
    s3.deleteObject(r -> r.bucket("sink").key(PARTS + "/drops.csv"));
  }

  @Test
  void anErrorInAPartIsThatOfTheFileAndNothingStays() throws Exception {
    byte[] bytes = csv(240_000);
    String text = new String(bytes, StandardCharsets.UTF_8);
    int at = text.indexOf("120000,Name");
    String broken = text.substring(0, at) + "1,2\r\n" + text.substring(at);
    long run = run("broken.csv", broken.getBytes(StandardCharsets.UTF_8), CONFIG, PARTS);

    work(run);

    assertThat(
            row(
                "select state || ' ' || attempt || ' ' || error from understudy.job where kind ="
                    + " 'TRANSFORM' and run_id = "
                    + run))
        .isEqualTo(
            "DEAD 1 s3://source/broken.csv: record 120001 (at byte "
                + text.substring(0, at).getBytes(StandardCharsets.UTF_8).length
                + "): expected 4 fields, found 2; correct the record, or set csv.delimiter if it is"
                + " not ,");
    assertThat(s3.listObjectsV2(r -> r.bucket("sink")).contents())
        .noneMatch(object -> object.key().endsWith("broken.csv"));
    assertThat(uploads("broken.csv")).isEqualTo(1);
    sweep();
    assertThat(uploads("broken.csv")).isZero();
  }

  @Test
  void aFileWhoseUploadIsGoneIsMaskedAsAWhole() throws Exception {
    long run = run("gone.csv", csv(240_000), CONFIG, PARTS);
    Claim claim = jobs.claim("me", Set.of(JobKind.PART), run, 1, Duration.ofSeconds(60)).getFirst();
    SharedUpload upload = objects.share(location("gone.csv"));
    splits.upload(claim, splits.part(claim), upload.id());
    upload.abort();
    jobs.fail(claim, new Failure(true, "killed", "killed"), Duration.ZERO);

    work(run);

    assertThat(told(run)).startsWith("DONE ").contains(" 240000 240000 ");
    assertThat(row("select sum(retries) from understudy.run_table where run_id = " + run))
        .as("only that of the part that was given back")
        .isEqualTo("1");
    sweep();
    assertThat(uploads("gone.csv")).isZero();
    s3.deleteObject(r -> r.bucket("sink").key(PARTS + "/gone.csv"));
  }

  @Test
  void aCancelledRunLeavesNoUpload() throws Exception {
    byte[] bytes = csv(240_000);
    long run = run("cancelled.csv", bytes, CONFIG, PARTS);
    Claim claim = jobs.claim("me", Set.of(JobKind.PART), run, 1, Duration.ofSeconds(60)).getFirst();
    splits.upload(claim, splits.part(claim), objects.share(location("cancelled.csv")).id());
    assertThat(uploads("cancelled.csv")).isEqualTo(1);
    runs.cancel(run);
    sweep();
    assertThat(uploads("cancelled.csv")).isZero();
  }

  private static Location location(String file) {
    return Location.parse("s3://sink/" + PARTS + "/" + file);
  }
}
