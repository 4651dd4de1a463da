package io.understudy.loader;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.understudy.jobtable.JobKind;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** From one database to another, by the service as it runs. Parts have 64 KiB of pages. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class ExtractionTest extends TwoDatabases {
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
}
