package io.understudy.loader;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.understudy.jobtable.JobKind;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;

/** What an extraction does not do to those around it. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class ExtractionGuardsTest extends TwoDatabases {
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
    String written = s3.getObjectAsBytes(r -> r.bucket("source").key(schema)).asUtf8String();
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

  @Test
  void aSnapshotIsKeptWhileTheJobTableIsAway() throws Exception {
    on(source, "create table t as select g as id from generate_series(1, 400) g");
    DatabaseRun run =
        new DatabaseRun(
            jobs,
            s3,
            """
            {"database": "shop", "schema": null, "retain": "all", "subset": [], "tables": [
              {"name": "t", "where": "pg_sleep(0.005) is not null"}]}
            """);
    run.await(JobKind.EXTRACT, "RUNNING");
    run.job("alter table understudy.job rename to away");
    Thread.sleep(600); // the holder looks every 250 ms
    run.job("alter table understudy.away rename to job");
    run.await(JobKind.SNAPSHOT, "DONE");
    assertThat(
            run.job(
                "select attempt from understudy.job where kind = 'SNAPSHOT' and run_id = "
                    + run.id()))
        .containsExactly("1");
  }
}
