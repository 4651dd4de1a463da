package io.understudy.loader.schema;

import static io.understudy.loader.schema.SchemaRoundTripTest.RUN;
import static io.understudy.loader.schema.SchemaRoundTripTest.begin;
import static io.understudy.loader.schema.SchemaRoundTripTest.complete;
import static io.understudy.loader.schema.SchemaRoundTripTest.make;
import static io.understudy.loader.schema.SchemaRoundTripTest.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.loader.TestDatabase;
import io.understudy.loader.database.Target;
import io.understudy.loader.swap.RunDiscard;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Of a database with several schemas one is read; it may need what the others have. */
class OtherSchemasTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private static Target target(TestDatabase database, String schema) {
    return database.target("postgres", "postgres", schema);
  }

  @Test
  void whatIsNeededOfOtherSchemasIsMadeThere() throws Exception {
    TestDatabase source = new TestDatabase();
    source.execute(
        """
        create schema other;
        create schema "third One";
        create function "third One".deep(text) returns text language sql immutable as 'select $1';
        create function other.fine(text) returns boolean language sql immutable
          as 'select "third One".deep($1) is not null';
        create type other.size as enum ('s', 'l');
        create domain other.code as text check (other.fine(value));
        create domain other.short as other.code check (length(value) < 9);
        create domain "third One"."Odd" as integer default 7;
        create type other.pair as (a other.size, b "third One"."Odd"[]);
        create function other.touch() returns trigger language plpgsql as 'begin return new; end';
        create collation other.c (locale = 'C');
        create type other.unneeded as enum ('x');
        create table t (id other.short, how other.size[], pair other.pair, n text collate other.c);
        create index on t (other.fine(n));
        create trigger touched before insert on t for each row execute function other.touch();
        """);
    TestDatabase target = new TestDatabase();
    make(target.target(), read(source.target()));
    String made =
        """
        select pg_describe_object(o.catalogue, o.oid, 0)
        from (select 'pg_type'::regclass as catalogue, oid, typnamespace as space from pg_type
              union all select 'pg_proc'::regclass, oid, pronamespace from pg_proc
              union all select 'pg_collation'::regclass, oid, collnamespace from pg_collation) o
        where o.space::regnamespace::text in ('other', '"third One"') order by 1
        """;
    assertThat(target.rows(made))
        .hasSizeGreaterThan(10)
        .containsExactlyElementsOf(
            source.rows(made).stream().filter(line -> !line.contains("unneeded")).toList());
    target.execute("insert into t values ('abc', '{s,l}', '(s,\"{1,2}\")', 'n')");
  }

  @Test
  void whatWasMadeInThemForARunThatFailsIsRemoved() throws Exception {
    TestDatabase source = new TestDatabase();
    source.execute("create schema other; create type other.size as enum ('s', 'l')");
    source.execute("create domain other.old as text; create table t (s other.size, o other.old)");
    TestDatabase target = new TestDatabase();
    target.execute("create schema other; create domain other.old as text");
    String types = "select typname from pg_type where typnamespace = 'other'::regnamespace";
    List<String> before = target.rows(types);
    begin(target.target(), read(source.target()));
    assertThat(target.rows(types)).contains("size");
    new RunDiscard(target.target(), RUN, List.of()).discard(() -> {}, "test");
    assertThat(target.rows(types)).isEqualTo(before);
  }

  /** As the first run of another schema that needs the same does. */
  @Test
  void whatAnotherIsMakingInThemIsWaitedForAndKept() throws Exception {
    TestDatabase source = new TestDatabase();
    source.execute(
        """
        create schema other;
        create schema third;
        create type other.size as enum ('s', 'l');
        create domain third.code as text;
        create table t (s other.size, c third.code);
        """);
    SchemaRecord record = read(source.target());
    TestDatabase target = new TestDatabase();
    target.execute("create schema other");
    try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor();
        Connection other = target.connect();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("create schema third; create type other.size as enum ('s', 'l')");
      Future<?> made =
          pool.submit(
              () -> {
                begin(target.target("postgres", "postgres", "public", PATIENCE), record);
                return true;
              });
      while (target.rows("select from pg_locks where not granted").isEmpty()) {
        Thread.sleep(10);
      }
      other.commit();
      made.get();
    }
    assertThat(target.tables("public")).containsExactly("t");
    new RunDiscard(target.target(), RUN, List.of()).discard(() -> {}, "test");
    assertThat(
            target.rows(
                "select typname from pg_type where typnamespace in ('other'::regnamespace,"
                    + " 'third'::regnamespace) order by 1"))
        .containsExactly("_size", "size");
  }

  /** Whichever of the two schemas is the first to be loaded. */
  @Test
  void foreignKeysBetweenSchemasAreThereWhenBothAre() throws Exception {
    TestDatabase source = new TestDatabase();
    source.execute(
        """
        create schema other;
        create table other.b (id int primary key);
        create table a (id int primary key, b int constraint to_b references other.b);
        alter table other.b add constraint to_a foreign key (id) references a;
        comment on constraint to_b on a is 'across';
        """);
    String keys =
        "select conrelid::regclass::text, conname, pg_get_constraintdef(oid), obj_description(oid,"
            + " 'pg_constraint') from pg_constraint where contype = 'f' order by 1, 2";
    Map<String, String> rows = Map.of("public", "a values (1, 1)", "other", "other.b values (1)");
    for (List<String> order : List.of(List.of("public", "other"), List.of("other", "public"))) {
      TestDatabase target = new TestDatabase();
      target.execute("create schema other");
      for (String schema : order) {
        SchemaRecord record = read(target(source, schema));
        begin(target(target, schema), record);
        target.execute("insert into " + rows.get(schema));
        complete(target(target, schema), record);
      }
      assertThat(target.rows(keys)).hasSize(2).isEqualTo(source.rows(keys));
    }
  }

  @Test
  void aConstraintOfADomainThatIsNotValidStaysSo() throws Exception {
    TestDatabase source = new TestDatabase();
    source.execute(
        """
        create schema other;
        create domain d as int;
        create domain other.d as int;
        create table t (id d, other other.d);
        insert into t values (7, 7);
        alter domain d add constraint small check (value < 5) not valid;
        alter domain other.d add constraint little check (value < 6) not valid;
        """);
    SchemaRecord record = read(source.target());
    TestDatabase target = new TestDatabase();
    begin(target.target(), record);
    target.execute("insert into t values (7, 7)");
    complete(target.target(), record);
    String constraints =
        "select contypid::regtype, conname, convalidated from pg_constraint where contype = 'c' and"
            + " contypid::regtype::text in ('d', 'other.d') order by 2";
    assertThat(target.rows(constraints)).containsExactly("other.d|little|f", "d|small|f");
  }

  @Test
  void aDomainThatWasThereGetsNoConstraint() throws Exception {
    TestDatabase source = new TestDatabase();
    source.execute(
        """
        create schema other;
        create domain d as int;
        create domain other.d as int;
        alter domain d add constraint small check (value < 5) not valid;
        alter domain other.d add constraint small check (value < 5) not valid;
        create table t (id d, other other.d);
        """);
    TestDatabase target = new TestDatabase();
    target.execute("create schema other; create domain d as int; create domain other.d as int");
    make(target.target(), read(source.target()));
    target.execute("insert into t values (7, 7)");
  }
}
