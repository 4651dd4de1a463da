package io.understudy.loader;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.understudy.engine.Batch;
import io.understudy.files.FileColumn;
import io.understudy.files.ParquetTableWriter;
import io.understudy.files.ParquetTableWriter.Codec;
import io.understudy.files.ValueType;
import io.understudy.jobtable.Claim;
import io.understudy.jobtable.Completion;
import io.understudy.jobtable.JobKind;
import io.understudy.jobtable.JobProtocol;
import io.understudy.jobtable.RunProtocol;
import io.understudy.jobtable.RunProtocol.NewJob;
import io.understudy.jobtable.RunProtocol.NewRun;
import io.understudy.loader.contract.OwnMariaDb;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.core.sync.RequestBody;

/**
 * The program as it is shipped (the native binary where one was built, else the jar) reads its
 * config, finds its targets and copies files into them: what only breaks where classes, resources
 * and libraries are packed.
 */
@QuarkusIntegrationTest
@TestProfile(SmokeIT.OnAPort.class)
@WithTestResource(Surroundings.class)
@Timeout(300)
class SmokeIT {
  private static final int PORT = freePort();
  private static final int MANAGEMENT_PORT = freePort();

  Surroundings.Reached around;

  /** Health and metrics where this test finds them. */
  public static final class OnAPort implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "quarkus.http.port",
          String.valueOf(PORT),
          "quarkus.management.port",
          String.valueOf(MANAGEMENT_PORT));
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void isReadyAndItsTargetIsGood() {
    JsonPath health =
        given().get("http://127.0.0.1:" + MANAGEMENT_PORT + "/q/health/ready").jsonPath();
    assertThat(health.getString("status")).as(health.prettify()).isEqualTo("UP");
    assertThat(given().post("/v1/targets/demo/checks").jsonPath().getList("problems")).isEmpty();
    assertThat(given().post("/v1/targets/absent/checks").jsonPath().getInt("status"))
        .isEqualTo(404);
  }

  @Test
  void filesAreCopiedIntoTheTarget() throws Exception {
    copy("demo");
    assertThat(query(around.target(), "select id || note from smoke order by id"))
        .containsExactly("1a", "2b\tc", "3n3", "4n4");
  }

  @Test
  void filesAreCopiedIntoMariaDb() throws Exception {
    Optional<OwnMariaDb> server = OwnMariaDb.get();
    assumeTrue(server.isPresent(), "no mariadbd on this machine");
    assertThat(given().post("/v1/targets/maria/checks").jsonPath().getList("problems")).isEmpty();
    copy("maria");
    try (Connection connection = OwnMariaDb.connect(around.mariaDb())) {
      assertThat(query(connection, "select concat(id, note) from smoke order by id"))
          .containsExactly("1a", "2b\tc", "3n3", "4n4");
    }
  }

  private void copy(String target) throws Exception {
    String folder = "smoke" + target;
    around.s3().createBucket(r -> r.bucket(folder));
    around
        .s3()
        .putObject(
            r -> r.bucket(folder).key("smoke/a.csv"),
            RequestBody.fromString("id,note\n1,a\n2,\"b\tc\"\n"));
    around
        .s3()
        .putObject(
            r -> r.bucket(folder).key("smoke/b.parquet"), RequestBody.fromBytes(parquet(3, 4)));
    long run = masked(target, folder, "a.csv", "b.parquet");
    await(run, "LOAD", 2);
    new RunProtocol(around.jobs()).addStep(run, JobKind.SWAP, 5);
    await(run, "SWAP", 1);
  }

  private void await(long run, String kind, int jobs) throws Exception {
    String of = " from understudy.job where run_id = " + run;
    String done = "select count(*)" + of + " and state = 'DONE' and kind = '" + kind + "'";
    long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
    while (!query(around.jobs(), done).equals(List.of(String.valueOf(jobs)))) {
      List<String> all =
          query(around.jobs(), "select kind || ' ' || state || ' ' || coalesce(error, '')" + of);
      assertThat(System.nanoTime()).as(all.toString()).isLessThan(deadline);
      Thread.sleep(50);
    }
  }

  private static byte[] parquet(int... ids) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    List<FileColumn> columns =
        List.of(
            new FileColumn("id", ValueType.BIGINT, false),
            new FileColumn("note", ValueType.TEXT, true));
    try (ParquetTableWriter writer =
        new ParquetTableWriter(bytes, "smoke", columns, Codec.ZSTD, 100)) {
      Batch batch = new Batch(2, ids.length);
      batch.reset(0, ids.length);
      for (int i = 0; i < ids.length; i++) {
        batch.column(0)[i] = (long) ids[i];
        batch.column(1)[i] = "n" + ids[i];
      }
      writer.write(batch);
    }
    return bytes.toByteArray();
  }

  /** A run whose files are masked. */
  private long masked(String target, String folder, String... files) {
    RunProtocol runs = new RunProtocol(around.jobs());
    JobProtocol jobs = new JobProtocol(around.jobs());
    long run =
        runs.create(
            new NewRun(
                target,
                "{}",
                "s3://source/",
                "s3://" + folder + "/",
                "steps: []",
                null,
                target,
                "replace",
                1));
    long table = runs.addTable(run, "smoke", "{}", "smoke");
    List<NewJob> transforms = new ArrayList<>();
    for (String file : files) {
      transforms.add(
          new NewJob(
              table, "s3://source/smoke/" + file, 1, "", "s3://" + folder + "/smoke/" + file));
    }
    runs.addTransforms(run, transforms, 10);
    runs.planned(run);
    for (Claim claim :
        jobs.claim("test", Set.of(JobKind.TRANSFORM), run, 100, Duration.ofMinutes(5))) {
      String key = claim.output().substring("s3://".length() + folder.length() + 1);
      String etag = around.s3().headObject(r -> r.bucket(folder).key(key)).eTag().replace("\"", "");
      jobs.finish(claim, new Completion(etag, 1, 2, 2, 0, null));
    }
    runs.startLoad(
        table,
        "[{\"name\": \"id\", \"type\": \"BIGINT\", \"nullable\": false},"
            + " {\"name\": \"note\", \"type\": \"TEXT\", \"nullable\": true}]");
    return run;
  }

  private static List<String> query(DataSource database, String sql) throws SQLException {
    try (Connection connection = database.getConnection()) {
      return query(connection, sql);
    }
  }

  private static List<String> query(Connection connection, String sql) throws SQLException {
    List<String> found = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        found.add(rows.getString(1));
      }
    }
    return found;
  }
}
