package io.understudy.loader.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.loader.TestDatabase;
import io.understudy.loader.database.Target;
import io.understudy.loader.database.TargetException;
import io.understudy.loader.ledger.Ledger;
import io.understudy.loader.ledger.RunKey;
import io.understudy.loader.schema.SchemaRecord.Statement;
import io.understudy.loader.swap.RunDiscard;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SchemaRoundTripTest {
  static final RunKey RUN = new RunKey(7, Instant.parse("2026-01-31T10:00:00Z"));

  static SchemaRecord read(Target target) throws InterruptedException {
    return target.use(
        "read",
        "test",
        session -> {
          Set<String> tables =
              Set.copyOf(
                  session.query(
                      "select relname from pg_class where relnamespace = ?::regnamespace and relkind"
                          + " in ('r', 'p') and not relispartition",
                      row -> row.getString(1),
                      target.schema()));
          return new SchemaReader(session, target.schema()).read(tables, true);
        });
  }

  static void make(Target target, SchemaRecord record) throws InterruptedException {
    begin(target, record);
    complete(target, record);
  }

  static void complete(Target target, SchemaRecord record) throws InterruptedException {
    in(target, (creation, ledger) -> creation.complete(record));
  }

  static void begin(Target target, SchemaRecord record) throws InterruptedException {
    in(target, (creation, ledger) -> creation.makeTables(record));
  }

  @FunctionalInterface
  private interface Step {
    void take(SchemaCreation creation, Ledger ledger) throws SQLException;
  }

  private static void in(Target target, Step step) throws InterruptedException {
    target.use(
        "make",
        "test",
        session -> {
          Ledger ledger = new Ledger(session, RUN, target.schema());
          ledger.ensure();
          step.take(new SchemaCreation(target, session, ledger), ledger);
          session.commit();
          return true;
        });
  }

  private static List<String> sql(List<Statement> statements) {
    return statements.stream().map(Statement::sql).toList();
  }

  private static TestDatabase source(String script) throws Exception {
    TestDatabase source = new TestDatabase();
    source.execute(text(script));
    return source;
  }

  private static String text(String resource) throws IOException {
    return new String(
        SchemaRoundTripTest.class.getResourceAsStream(resource).readAllBytes(),
        StandardCharsets.UTF_8);
  }

  @Test
  void allThatWasMadeForARunThatFailsIsRemoved() throws Exception {
    String things =
        "select line from (" + text("/catalogue.sql") + ") t where line !~ '^extension'";
    TestDatabase target = new TestDatabase();
    List<String> before = target.rows(things);
    begin(target.target(), read(source("/whole.sql").target()));
    assertThat(target.rows(things)).hasSizeGreaterThan(500);
    new RunDiscard(target.target(), RUN, List.of()).discard(() -> {}, "test");
    assertThat(target.rows(things)).isEqualTo(before);
  }

  /** Also that of a view, which is made when the rows are in. */
  @Test
  void whatTheTargetDoesNotTakeIsTold() throws Exception {
    TestDatabase source = new TestDatabase();
    source.execute("create schema other; create table other.sizes (how text)");
    source.execute("create table t (id int)");
    source.execute("create view v as select 1 as how from other.sizes");
    SchemaRecord record = read(source.target());
    TestDatabase target = new TestDatabase();
    assertThatThrownBy(() -> begin(target.target(), record))
        .isInstanceOf(TargetException.Terminal.class)
        .hasMessage(
            "target \"demo\": it does not take \"create view v as  SELECT 1 AS how\" of the source's"
                + " schema (SQLState 42P01); make there what that needs (see its log for what is"
                + " missing: an extension, or a table, view, type or function of another schema,"
                + " which may be loaded first), or leave it out with tables: in the pipeline");
    assertThat(target.tables("public")).isEmpty();
  }

  @Test
  void aSchemaIsMadeAgainAsItIs() throws Exception {
    TestDatabase target = new TestDatabase();
    SchemaRecord record = read(source("/schema.sql").target());
    make(target.target(), record);
    SchemaRecord again = read(target.target());
    assertThat(sql(again.before())).containsExactlyInAnyOrderElementsOf(sql(record.before()));
    assertThat(sql(again.after())).containsExactlyInAnyOrderElementsOf(sql(record.after()));
  }

  @Test
  void whatAnotherFilledOrReplacedMeanwhileStays() throws Exception {
    TestDatabase source = new TestDatabase();
    source.execute(
        """
        create type size as enum ('s', 'l');
        create table kept (id int primary key);
        create table filled (id int primary key);
        create table replaced (id int primary key references kept);
        create table untouched (id int, how size);
        create table parted (id int) partition by range (id);
        create table parted_1 partition of parted for values from (0) to (9);
        """);
    TestDatabase target = new TestDatabase();
    begin(target.target(), read(source.target()));
    target.execute(
        """
        insert into filled values (1);
        insert into parted values (1);
        drop table replaced;
        create table replaced (id int);
        """);
    new RunDiscard(target.target(), RUN, List.of()).discard(() -> {}, "test");
    assertThat(target.tables("public")).containsExactly("filled", "replaced");
    assertThat(target.rows("select typname from pg_type where typname = 'size'")).hasSize(1);
    assertThat(target.row("select count(*) from understudy.load_made")).isEqualTo("0");
  }

  @Test
  void aSequenceThatIsThereIsNotSetBack() throws Exception {
    TestDatabase source = new TestDatabase();
    source.execute(
        """
        create table t (id int);
        create sequence behind;
        create sequence ahead;
        create sequence downwards increment -1;
        create sequence absent;
        select setval('behind', 10), setval('ahead', 10), setval('downwards', -10),
               setval('absent', 10);
        """);
    TestDatabase target = new TestDatabase();
    target.execute(
        """
        create sequence behind;
        create sequence ahead;
        create sequence downwards increment -1;
        select setval('behind', 7), setval('ahead', 70), setval('downwards', -70);
        """);
    make(target.target(), read(source.target()));
    assertThat(
            target.row(
                "select nextval('behind'), nextval('ahead'), nextval('downwards'),"
                    + " nextval('absent')"))
        .isEqualTo("11|71|-71|11");
  }

  @Test
  void aTableThatIsAbsentAgainIsMadeBesideWhatIsThere() throws Exception {
    TestDatabase source = new TestDatabase();
    source.execute(
        """
        create text search dictionary plain (template = simple);
        create text search configuration words (copy = simple);
        alter text search configuration words alter mapping for asciiword with plain;
        create table kept (id int primary key);
        create table absent (id int primary key);
        """);
    SchemaRecord record = read(source.target());
    TestDatabase target = new TestDatabase();
    make(target.target(), record);
    target.execute("drop table absent");
    make(target.target(), record);
    assertThat(target.tables("public")).containsExactly("absent", "kept");
  }

  private static final String PARENTS =
      "create schema other; create table other.parents (id int primary key)";

  private static TestDatabase withTableElsewhere(SchemaRecord record) throws Exception {
    TestDatabase target = new TestDatabase();
    target.execute(PARENTS);
    begin(target.target(), record);
    target.execute("insert into children values (812)");
    return target;
  }

  private static SchemaRecord children() throws Exception {
    TestDatabase source = new TestDatabase();
    source.execute(PARENTS);
    source.execute("create table children (parent int references other.parents)");
    return read(source.target());
  }

  @Test
  void rowsThatMatchNoneOfAnotherSchemaAreToldAndTheKeyIsNotLost() throws Exception {
    SchemaRecord record = children();
    TestDatabase target = withTableElsewhere(record);
    assertThatThrownBy(() -> make(target.target(), record))
        .isInstanceOf(TargetException.Terminal.class)
        .hasMessage(
            "target \"demo\": it does not take \"alter table children add constraint"
                + " children_parent_fkey FOREIGN KEY\" of the source's schema (SQLState 23503): masked"
                + " rows refer to rows that the other schema's table does not have; load these masked"
                + " alike, or drop that table there, and the key is left out");
  }

  @Test
  void whatIsOptionalIsTriedAgainWhereAnotherIsInTheWay() throws Exception {
    SchemaRecord record = children();
    TestDatabase target = withTableElsewhere(record);
    try (Connection other = target.connect();
        java.sql.Statement lock = other.createStatement()) {
      other.setAutoCommit(false);
      lock.execute("lock table other.parents in access exclusive mode");
      assertThatThrownBy(() -> make(target.target(), record))
          .isInstanceOf(TargetException.Retryable.class)
          .hasMessageContaining("SQLState 55P03");
    }
  }
}
