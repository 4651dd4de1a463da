package io.understudy.loader;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.understudy.jobtable.JobKind;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;
import software.amazon.awssdk.services.s3.model.S3Object;

/** From one database to another, by the service as it runs. Parts have 64 KiB of pages. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class ExtractionTest {
  private static final String ALL =
      "{\"database\": \"shop\", \"schema\": null, \"retain\": \"all\", \"tables\": [],"
          + " \"subset\": []}";

  @Inject DataSource jobs;
  @Inject S3Client s3;

  @ConfigProperty(name = "understudy.targets.\"shop\".jdbc-url")
  String source;

  @ConfigProperty(name = "understudy.targets.\"demo\".jdbc-url")
  String target;

  @BeforeEach
  void bucketsAndEmptyDatabases() throws SQLException {
    for (String bucket : List.of("source", "sink")) {
      try {
        s3.createBucket(r -> r.bucket(bucket));
      } catch (BucketAlreadyOwnedByYouException e) {
        assertThat(e.statusCode()).isEqualTo(409);
      }
    }
    for (String url : List.of(source, target)) {
      on(url, "drop schema public cascade");
      on(url, "create schema public");
      on(url, "drop schema if exists understudy cascade");
    }
  }

  @Test
  void everyTypeArrivesAsItIs() throws Exception {
    on(source, script("types.sql"));
    new DatabaseRun(jobs, s3, ALL).complete();
    String rows = "select every::text from every order by id";
    assertThat(on(target, rows)).isEqualTo(on(source, rows)).hasSize(5);
    assertThat(columnTypes(target)).isEqualTo(columnTypes(source));
  }

  @Test
  void whatAFileCannotHoldIsNamedWithoutTheValue() throws Exception {
    on(source, "create table n (id int, worth numeric(8,2))");
    on(source, "insert into n values (4711, 'NaN')");
    DatabaseRun run = new DatabaseRun(jobs, s3, ALL);
    run.await(JobKind.SNAPSHOT, "DEAD");
    assertThat(
            run.job(
                "select error from understudy.job where state = 'DEAD' and kind = 'SNAPSHOT'"
                    + " and run_id = "
                    + run.id()))
        .containsExactly(
            "target \"shop\": 1 of 1 parts could not be read, the first because: target \"shop\":"
                + " \"public\".\"n\", pages 0 to the last, column \"worth\": a row holds NaN, which"
                + " parquet has no value for; leave such rows out with where: in the pipeline"
                + " (tables.n.where), or change them");
  }

  @Test
  void partsReadWhileRowsChangeAreOfOneMoment() throws Exception {
    accounts();
    AtomicBoolean stop = new AtomicBoolean();
    Thread writer =
        Thread.ofPlatform()
            .start(
                () -> {
                  try (Connection connection = connect(source);
                      Statement statement = connection.createStatement()) {
                    for (int i = 0; !stop.get(); i++) {
                      statement.execute(
                          """
                          with taken as (
                            update accounts set money = money - 1 where id = %d returning 1)
                          update savings set money = money + 1 where id = %d
                          """
                              .formatted(1 + i * 7919 % 5_000, 1 + i * 104_729 % 5_000));
                    }
                  } catch (SQLException e) {
                    throw new IllegalStateException(e);
                  }
                });
    DatabaseRun run = new DatabaseRun(jobs, s3, ALL);
    try {
      run.await(JobKind.SNAPSHOT, "DONE");
    } finally {
      stop.set(true);
      writer.join();
    }
    run.mask();
    run.loadAndSwap();
    assertThat(
            Integer.parseInt(
                run.job(
                        "select count(*) from understudy.job where kind = 'EXTRACT' and run_id = "
                            + run.id())
                    .getFirst()))
        .isGreaterThan(15);
    String money =
        "select sum(money) from (select money from accounts union all"
            + " select money from savings) m";
    assertThat(on(target, money)).isEqualTo(on(source, money)).containsExactly("10000000");
    assertThat(on(target, "select count(*) from accounts join savings using (id)"))
        .containsExactly("5000");
  }

  @Test
  void anExtractionWhoseSnapshotIsLostBeginsAgainWithAnother() throws Exception {
    accounts();
    String slowly =
        """
        {"database": "shop", "schema": null, "retain": "all", "tables": [
          {"name": "accounts", "where": "id % 10 > 0 or pg_sleep(0.005) is not null"}], "subset": []}
        """;
    DatabaseRun run = new DatabaseRun(jobs, s3, slowly);
    run.awaitParts(1);
    on(source, "update accounts set money = 0");
    assertThat(
            on(
                source,
                "select pg_terminate_backend(pid) from pg_stat_activity where application_name like"
                    + " 'understudy loader run "
                    + run.id()
                    + " %' and state = 'idle in transaction'"))
        .contains("t");
    run.complete();
    assertThat(
            run.job(
                "select attempt from understudy.job where kind = 'SNAPSHOT' and run_id = "
                    + run.id()))
        .containsExactly("2");
    assertThat(
            run.job(
                "select count(distinct input_etag) from understudy.job where kind = 'EXTRACT' and"
                    + " run_id = "
                    + run.id()))
        .containsExactly("1");
    assertThat(on(target, "select count(*) || ' ' || sum(money) from accounts"))
        .containsExactly("5000 0");
  }

  @Test
  void aSchemaArrivesWithAllThatHangsOnItsTables() throws Exception {
    on(source, script("schema.sql"));
    new DatabaseRun(jobs, s3, ALL).complete();
    for (String table :
        on(
            source,
            "select oid::regclass from pg_class where relnamespace = 'public'::regnamespace and"
                + " relkind in ('r', 'p', 'm')")) {
      String rows =
          "select count(*) || ' ' || coalesce(sum(hashtext(t::text)), 0) from " + table + " t";
      assertThat(on(target, rows)).as(table).isEqualTo(on(source, rows));
    }
    String joined =
        "select count(*) from orders o join customers c on c.id = o.customer join events e on"
            + " e.customer = c.id join regions r on (r.country, r.code) = (c.country, c.region)";
    assertThat(on(target, joined)).isEqualTo(on(source, joined)).doesNotContain("0");
    String invalid =
        "select conname from pg_constraint where not convalidated and contype in ('f', 'c')";
    assertThat(on(target, invalid)).isEmpty();
    for (String statement :
        List.of(
            "insert into customers (email, country, region) values ('new', 'DE', '1')"
                + " returning changed",
            "insert into \"Odd \"\"Name\"\"\" default values returning \"select\"",
            "insert into employees (name) values ('n') returning id || ' ' || ticket",
            "insert into events (at, kind) values ('2026-03-03', 'view') returning tableoid::regclass",
            "insert into events (at, kind) values ('2025-03-03', 'view') returning id")) {
      assertThat(on(target, statement)).as(statement).isEqualTo(on(source, statement));
    }
    assertThat(on(target, "select id from best_customer()")).hasSize(1);
    assertThat(on(target, "select count(*) from understudy.load_made")).containsExactly("0");
  }

  @Test
  void aRunThatFailsLeavesNothingOfWhatItMade() throws Exception {
    on(source, script("schema.sql"));
    DatabaseRun run = new DatabaseRun(jobs, s3, ALL);
    run.await(JobKind.SNAPSHOT, "DONE");
    run.mask();
    run.startLoads();
    run.await(JobKind.LOAD, "DONE");
    run.step(JobKind.DISCARD);
    assertThat(
            on(
                target,
                "select relname from pg_class where relnamespace = 'public'::regnamespace union all"
                    + " select typname from pg_type where typnamespace = 'public'::regnamespace"
                    + " union all select proname from pg_proc where pronamespace ="
                    + " 'public'::regnamespace"))
        .isEmpty();
  }

  @Test
  void aSubsetHasAllRowsThatItsForeignKeysNeed() throws Exception {
    on(source, script("schema.sql"));
    on(source, "create table settings as select g as id from generate_series(1, 5) g");
    new DatabaseRun(
            jobs,
            s3,
            """
            {"database": "shop", "retain": "all", "tables": [
              {"name": "customers", "where": "score < 90"}, {"name": "orders"}, {"name": "regions"},
              {"name": "employees"}, {"name": "events"}, {"name": "clicks"}, {"name": "settings"}],
             "subset": [{"table": "customers", "rows": 100, "children": ["events"]},
              {"table": "events", "children": ["clicks"]}, {"table": "employees", "percent": 20,
               "children": []}]}
            """)
        .complete();
    assertThat(on(target, "select count(*) from settings")).containsExactly("5");
    // those that are referred to: each of the first 500 has an order of the next one as its best
    assertThat(on(target, "select count(*) between 100 and 700 from customers"))
        .containsExactly("t");
    String chosen =
        on(target, "select string_agg(id::text, ',') from customers where score < 90").getFirst();
    String events =
        "select count(*) from events where customer in (select id from customers) and customer in ("
            + chosen
            + ")";
    assertThat(on(target, events)).isNotEqualTo(List.of("0"));
    assertThat(
            on(
                target,
                "select count(*) from clicks c join events e on (e.id, e.at, e.kind) = (c.event,"
                    + " c.at, c.kind)"))
        .isEqualTo(on(target, "select count(*) from clicks"))
        .isNotEqualTo(List.of("0"));
    assertThat(
            on(
                target,
                "select conname from pg_constraint where contype = 'f' and not convalidated"))
        .isEmpty();
    assertThat(
            Integer.parseInt(
                on(
                        target,
                        "select count(*) from pg_constraint where contype = 'f' and conparentid"
                            + " = 0")
                    .getFirst()))
        .isGreaterThan(4);
  }

  @Test
  void tablesAreChosenAndTheirRowsToo() throws Exception {
    accounts();
    new DatabaseRun(
            jobs,
            s3,
            """
            {"database": "shop", "schema": "public", "retain": "all", "tables": [
              {"name": "accounts", "target": "few", "where": "accounts.id <= 10 and '(;' <> ''"}], "subset": []}
            """)
        .complete();
    assertThat(on(target, "select count(*) from few")).containsExactly("10");
    assertThat(on(target, "select tablename from pg_tables where schemaname = 'public'"))
        .containsExactly("few");
  }

  @Test
  void whatHangsOnTablesThatAreNotReadIsLeftOut() throws Exception {
    on(
        source,
        """
        create table customers as select 1 as id;
        create table orders as select 2 as id;
        create table invoices as select 3 as id;
        create function nothing() returns trigger language plpgsql as 'begin return null; end';
        create view open_invoices as select id from invoices;
        create view ids as select id from orders;
        comment on view open_invoices is 'not yet paid';
        comment on column open_invoices.id is 'a number';
        comment on view ids is 'all';
        create trigger t instead of insert on open_invoices for each row execute function nothing();
        create rule r as on update to open_invoices do instead nothing;
        """);
    new DatabaseRun(
            jobs,
            s3,
            """
            {"database": "shop", "schema": null, "retain": "all", "subset": [], "tables": [
              {"name": "customers"}, {"name": "orders"}]}
            """)
        .complete();
    assertThat(on(target, "select viewname from pg_views where schemaname = 'public'"))
        .containsExactly("ids");
    assertThat(on(target, "select obj_description('ids'::regclass)")).containsExactly("all");
  }

  @Test
  void aSchemaThatSomebodyElseWroteIsNotMade() throws Exception {
    on(source, "create table t as select 1 as id");
    DatabaseRun run = new DatabaseRun(jobs, s3, ALL);
    run.await(JobKind.SNAPSHOT, "DONE");
    run.mask();
    String schema =
        keys("source", "run-" + run.id() + "-").stream()
            .filter(key -> key.endsWith("schema.json"))
            .findFirst()
            .orElseThrow();
    String written =
        s3.getObjectAsBytes(r -> r.bucket("source").key(schema)).asUtf8String();
    assertThat(written).contains("create table t");
    s3.putObject(
        r -> r.bucket("source").key(schema),
        RequestBody.fromString(written.replace("create table t", "create table  t")));
    run.startLoads();
    run.await(JobKind.LOAD, "DEAD");
    assertThat(
            run.job(
                "select error from understudy.job where kind = 'LOAD' and run_id = " + run.id()))
        .containsExactly(
            "s3://source/"
                + schema
                + ": is not what the extraction wrote there; see who wrote to it, and start a new"
                + " run");
    assertThat(on(target, "select tablename from pg_tables where schemaname = 'public'")).isEmpty();
  }

  @Test
  void aConditionCannotEndTheTransaction() throws Exception {
    on(source, "create table t as select 1 as id");
    on(source, "create table x as select 1 as id");
    DatabaseRun run =
        new DatabaseRun(
            jobs,
            s3,
            """
            {"database": "shop", "schema": null, "retain": "all", "subset": [], "tables": [{"name":
              "t", "where": "true)) to stdout (format binary); commit; begin; delete from public.x;\
             commit; copy (select from public.t where (true"}]}
            """);
    run.await(JobKind.SNAPSHOT, "DEAD");
    assertThat(on(source, "select id from x")).containsExactly("1");
    assertThat(run.job("select error from understudy.job where run_id = " + run.id()))
        .containsExactly(
            "target \"shop\": nothing is extracted: where: of \"public\".\"t\" closes a"
                + " parenthesis that it did not open");
  }

  @Test
  void whatIsNotRetainedIsRemoved() throws Exception {
    on(source, "create table t as select 1 as id");
    on(source, "create table u as select 1 as id");
    DatabaseRun run = new DatabaseRun(jobs, s3, ALL.replace("all", "none"));
    String other = "run-" + run.id() + "/0/t/of-another-job-table";
    s3.putObject(r -> r.bucket("source").key(other), RequestBody.fromString("x"));
    run.complete();
    String changed = keys("sink", "masked/u/").getFirst();
    s3.putObject(r -> r.bucket("sink").key(changed), RequestBody.fromString("of another run"));
    run.step(JobKind.CLEAR);
    assertThat(keys("source", "run-" + run.id() + "-")).isEmpty();
    assertThat(keys("source", "run-" + run.id() + "/")).containsExactly(other);
    assertThat(keys("sink", "masked/t/")).isEmpty();
    assertThat(keys("sink", "masked/u/")).containsExactly(changed);
    assertThat(on(target, "select id from t")).containsExactly("1");
  }

  @Test
  void maskedFilesOfARunThatFailsStay() throws Exception {
    on(source, "create table kept as select 1 as id");
    DatabaseRun run = new DatabaseRun(jobs, s3, ALL.replace("all", "none"));
    run.await(JobKind.SNAPSHOT, "DONE");
    run.mask();
    run.startLoads();
    run.await(JobKind.LOAD, "DONE");
    run.step(JobKind.DISCARD);
    run.step(JobKind.CLEAR);
    assertThat(keys("source", "run-" + run.id() + "-")).isEmpty();
    assertThat(keys("sink", "masked/kept/")).hasSize(1);
  }

  private List<String> keys(String bucket, String prefix) {
    return s3.listObjectsV2(r -> r.bucket(bucket).prefix(prefix)).contents().stream()
        .map(S3Object::key)
        .toList();
  }

  private void accounts() throws SQLException {
    on(source, "create table accounts (id int primary key, money int not null, filler text)");
    on(source, "create table savings (id int primary key, money int not null, filler text)");
    for (String table : List.of("accounts", "savings")) {
      on(
          source,
          "insert into "
              + table
              + " select g, 1000, repeat('x', 100) from generate_series(1, 5000) g");
    }
  }

  private List<String> columnTypes(String url) throws SQLException {
    return on(
        url,
        "select string_agg(attname || ' ' || format_type(atttypid, atttypmod), ', ' order by attnum)"
            + " from pg_attribute where attrelid = 'every'::regclass and attnum > 0 and not"
            + " attisdropped");
  }

  static String script(String name) throws Exception {
    return new String(
        ExtractionTest.class.getResourceAsStream("/" + name).readAllBytes(),
        StandardCharsets.UTF_8);
  }

  private static Connection connect(String url) throws SQLException {
    return DriverManager.getConnection(url, "postgres", "postgres");
  }

  /** First column of what the last statement gives. */
  static List<String> on(String url, String sql) throws SQLException {
    List<String> found = new ArrayList<>();
    try (Connection connection = connect(url);
        Statement statement = connection.createStatement()) {
      boolean isResult = statement.execute(sql);
      while (isResult || statement.getUpdateCount() >= 0) {
        if (isResult) {
          found.clear();
          try (ResultSet rows = statement.getResultSet()) {
            while (rows.next()) {
              found.add(rows.getString(1));
            }
          }
        }
        isResult = statement.getMoreResults();
      }
    }
    return found;
  }
}
