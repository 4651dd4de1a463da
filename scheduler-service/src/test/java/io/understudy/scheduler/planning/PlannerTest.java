package io.understudy.scheduler.planning;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.understudy.files.ObjectStore;
import io.understudy.jobtable.RunProtocol;
import io.understudy.jobtable.RunProtocol.NewRun;
import io.understudy.scheduler.Surroundings;
import io.understudy.scheduler.pipeline.Pipeline;
import io.understudy.scheduler.planning.SourceListing.PlanProblem;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayInputStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.flywaydb.core.Flyway;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/** Planning of a source of several pages (1,000 objects each), with real storage and job table. */
class PlannerTest {
  private static final int FILES = 1_300;

  private static EmbeddedPostgres postgres;
  private static S3Proxy storage;
  private static S3Client s3;
  private static RunProtocol protocol;
  private static Planner planner;

  @BeforeAll
  static void start() throws Exception {
    postgres = EmbeddedPostgres.start();
    Flyway.configure()
        .dataSource(postgres.getPostgresDatabase())
        .schemas("understudy")
        .load()
        .migrate();
    BlobStore store = new TransientNio2BlobStore();
    store.createContainer("source");
    for (int i = 0; i < FILES; i++) {
      String key = "big/" + (i % 2 == 0 ? "even" : "odd") + "/" + i + ".csv";
      store.putBlob(
          PutObjectRequest.builder().bucket("source").key(key).contentLength(3L).build(),
          new ByteArrayInputStream(new byte[3]));
    }
    storage = Surroundings.storage(store);
    s3 = Surroundings.client(Surroundings.endpoint(storage));
    protocol = new RunProtocol(postgres.getPostgresDatabase());
    planner = new Planner(protocol, new SourceListing(new ObjectStore(s3)), config());
  }

  private static PlanningConfig config() {
    return new SmallRyeConfigBuilder()
        .withMapping(PlanningConfig.class)
        .withConverter(MemorySize.class, 300, new MemorySizeConverter())
        .withDefaultValue("understudy.planning.job-attempts", "4")
        .withDefaultValue("understudy.planning.part-size", "8M")
        .build()
        .getConfigMapping(PlanningConfig.class);
  }

  @AfterAll
  static void stop() throws Exception {
    s3.close();
    storage.stop();
    postgres.close();
  }

  private static String row(String sql) throws Exception {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }

  private static Pipeline pipeline(String rest) {
    return Pipeline.parse(
        "pipeline: a\nsource: s3://source/big/\nsink: s3://sink/x/\n"
            + "transform: { globals: { coverage: open }, steps: [] }\n"
            + rest);
  }

  private static long run(Pipeline pipeline) {
    return protocol.create(
        new NewRun(
            pipeline.name(),
            "",
            pipeline.source().toString(),
            pipeline.sink().toString(),
            pipeline.transform(),
            null,
            null,
            null,
            1));
  }

  private static String jobs(long run) throws Exception {
    return row(
        "select count(*) || ' ' || count(distinct input) || ' ' || min(max_attempts) from"
            + " understudy.job where run_id = "
            + run);
  }

  @Test
  void everyObjectOfEveryPageBecomesOneJob() throws Exception {
    Pipeline pipeline = pipeline("");
    long run = run(pipeline);
    assertThat(planner.plan(run, pipeline, () -> true)).isEmpty();
    assertThat(jobs(run)).isEqualTo("1300 1300 4");
    assertThat(
            row(
                "select string_agg(name || ' ' || files_total || ' ' || bytes_total, ', ' order by"
                    + " name) from understudy.run_table where run_id = "
                    + run))
        .isEqualTo("even 650 1950, odd 650 1950");
    assertThat(
            row(
                "select output from understudy.job where input = 's3://source/big/odd/7.csv' and"
                    + " run_id = "
                    + run))
        .isEqualTo("s3://sink/x/odd/7.csv");
    assertThat(row("select state from understudy.run where id = " + run)).isEqualTo("RUNNING");
  }

  @Test
  void planningThatWasCutOffIsTakenUpAgain() throws Exception {
    Pipeline pipeline = pipeline("");
    long run = run(pipeline);
    AtomicInteger asked = new AtomicInteger();
    BooleanSupplier crash = () -> asked.incrementAndGet() <= 1_100;
    assertThat(planner.plan(run, pipeline, crash)).isEmpty();
    assertThat(jobs(run)).isEqualTo("1100 1100 4");
    assertThat(row("select state from understudy.run where id = " + run)).isEqualTo("PLANNING");
    planner.plan(run, pipeline, () -> true);
    assertThat(jobs(run)).isEqualTo("1300 1300 4");
    assertThat(row("select state from understudy.run where id = " + run)).isEqualTo("RUNNING");
  }

  @Test
  void aLargeTextFileIsCutAndStaysOneFile() throws Exception {
    Pipeline pipeline =
        Pipeline.parse(
            "pipeline: a\nsource: s3://source/large/\nsink: s3://sink/x/\n"
                + "transform: { globals: { coverage: open }, steps: [] }\n");
    for (String name : new String[] {"a.csv", "b.csv.gz", "c.parquet"}) {
      s3.putObject(
          r -> r.bucket("source").key("large/" + name.charAt(0) + "/" + name),
          RequestBody.fromBytes(new byte[17 << 20]));
    }
    long run = run(pipeline);
    assertThat(planner.plan(run, pipeline, () -> true)).isEmpty();
    assertThat(
            row(
                "select string_agg(kind || ' ' || input || ' ' || input_bytes, ', ' order by id)"
                    + " from understudy.job where kind = 'PART' and run_id = "
                    + run))
        .isEqualTo(
            "PART s3://source/large/a/a.csv (part 1 of 3) 5941930, PART s3://source/large/a/a.csv"
                + " (part 2 of 3) 5941930, PART s3://source/large/a/a.csv (part 3 of 3) 5941930");
    assertThat(row("select sum(files_total) from understudy.run_table where run_id = " + run))
        .isEqualTo("3");
    assertThat(protocol.claimable(run, 10)).isEqualTo(5);
  }

  @Test
  void manyProblemsAreToldInPart() {
    Pipeline pipeline = pipeline("tables: { all: { files: '**' }, odd: { files: 'odd/*' } }\n");
    assertThat(planner.plan(run(pipeline), pipeline, () -> true))
        .hasSize(21)
        .last()
        .extracting(PlanProblem::words)
        .isEqualTo("630 more files like these");
  }
}
