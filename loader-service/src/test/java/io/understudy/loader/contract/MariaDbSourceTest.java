package io.understudy.loader.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.loader.DatabaseCopy;
import io.understudy.loader.TestDatabase;
import io.understudy.loader.database.TargetException;
import io.understudy.loader.extract.Extraction;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From a MariaDB to another, or to PostgreSQL. Parts have 64 KiB of pages. */
class MariaDbSourceTest {
  private static final Extraction ALL = new Extraction("source", null, "all", List.of(), List.of());

  private ContractDatabase source;
  private ContractDatabase target;
  private DatabaseCopy copy;

  @BeforeEach
  void twoDatabases() throws Exception {
    source = ContractDatabase.mariaDb();
    target = ContractDatabase.mariaDb();
    copy = new DatabaseCopy();
  }

  @AfterEach
  void close() throws Exception {
    if (copy != null) {
      copy.close();
    }
  }

  private static String[] script(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(MariaDbSourceTest.class.getResourceAsStream("/" + name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip().split(";\\n\\n");
    }
  }

  /** How each table is made, without the next number that it gives to a row. */
  private static List<String> form(ContractDatabase database) {
    List<String> form = new ArrayList<>();
    for (String table : database.tableNames()) {
      form.add(
          database
              .rows("show create table " + database.quoted(table))
              .getFirst()
              .replaceFirst(" AUTO_INCREMENT=\\d+", ""));
    }
    return form;
  }

  private static List<String> checksums(ContractDatabase database) {
    List<String> sums = new ArrayList<>();
    for (String table : database.tableNames()) {
      String sum = database.rows("checksum table " + database.quoted(table)).getFirst();
      sums.add(table + sum.substring(sum.indexOf('|')));
    }
    return sums;
  }

  @Test
  void tablesArriveWithTheirFormAndEveryValue() throws Exception {
    source.execute(script("mariadb.sql"));
    copy.replace(source.target(), target.target(), 1);
    assertThat(target.tableNames()).isEqualTo(source.tableNames()).hasSize(8);
    assertThat(form(target)).isEqualTo(form(source));
    assertThat(checksums(target)).isEqualTo(checksums(source));
    copy.replace(source.target(), target.target(), 2);
    assertThat(form(target)).isEqualTo(form(source));
    assertThat(checksums(target)).isEqualTo(checksums(source));
    target.execute("insert into every (`unsigned`) values (7)");
    assertThat(target.rows("select max(id) from every")).containsExactly("4");
    assertThatThrownBy(() -> target.execute("insert into `lines` values (99, 1, 'x', 1, 1)"))
        .hasMessageContaining("foreign key constraint fails");
  }

  @Test
  void aRunThatFailsLeavesNoTableThatItMade() throws Exception {
    source.execute(script("mariadb.sql"));
    target.execute("create table keyless (a int)", "insert into keyless values (5)");
    copy.load(source.target(), target.target(), 1).discard();
    assertThat(target.tableNames()).containsExactly("keyless");
    assertThat(target.rows("select a from keyless")).containsExactly("5");
  }

  @Test
  void aRunThatFailsLeavesTheTableThatAnotherMadeSince() throws Exception {
    source.execute("create table t (id int primary key)", "insert into t values (1)");
    DatabaseCopy.Discard first = copy.load(source.target(), target.target(), 1);
    target.execute("drop table t");
    DatabaseCopy.Discard second = copy.load(source.target(), target.target(), 2);
    first.discard();
    assertThat(target.tableNames()).containsExactly("t", "t__run2");
    second.discard();
    assertThat(target.tableNames()).isEmpty();
  }

  @Test
  void postgresqlGetsColumnsKeysAndRows() throws Exception {
    source.execute(script("mariadb.sql"));
    source.execute("drop table `ta``ble\"ü`");
    TestDatabase postgres = new TestDatabase();
    copy.replace(source.target(), postgres.target(), 1);
    assertThat(
            postgres.rows(
                "select id || ' ' || \"unsigned\" || ' ' || amount || ' ' || day || ' ' || bits || ' ' || tag"
                    + " from every where id = 1"))
        .containsExactly(
            "1 18446744073709551615 12345678901234567890.123456789012345678 2026-01-31 5 b");
    assertThat(postgres.rows("select count(*) from lines join orders using (order_no, shop)"))
        .isEqualTo(source.rows("select count(*) from `lines` join orders using (order_no, shop)"));
    assertThat(
            postgres.rows(
                "select count(*) from pg_constraint where contype = 'f' and connamespace ="
                    + " 'public'::regnamespace"))
        .containsExactly("5");
    postgres.execute("insert into every (\"unsigned\") values (7)");
  }

  @Test
  void partsReadWhileRowsChangeAreOfOneMoment() throws Exception {
    source.execute(
        "create table accounts (id int primary key, money int not null, filler char(200) default"
            + " 'x')",
        "create table savings like accounts",
        "insert into accounts (id, money) select seq * 7, 1000 from seq_1_to_5000",
        "insert into savings (id, money) select seq * 7, 1000 from seq_1_to_5000",
        "analyze table accounts, savings");
    AtomicBoolean stop = new AtomicBoolean();
    Thread writer = Thread.ofPlatform().start(() -> move(stop));
    try {
      assertThat(copy.extract(source.target(), 3, ALL)).isGreaterThan(15);
      copy.replace(source.target(), target.target(), 1);
    } finally {
      stop.set(true);
      writer.join();
    }
    assertThat(
            target.rows(
                "select sum(money) from (select money from accounts union all select money from"
                    + " savings) m"))
        .containsExactly("10000000");
    assertThat(target.rows("select count(*) from accounts join savings using (id)"))
        .containsExactly("5000");
  }

  @Test
  void oneConnectionReadsWhileABackupIsMade() throws Exception {
    source.execute("create table t (id int primary key)", "insert into t values (1)");
    List<String> reading = new ArrayList<>();
    copy.whenPlanned(
        () ->
            reading.addAll(
                source.rows(
                    "select count(*) from information_schema.processlist where db = database() and"
                        + " id <> connection_id()")));
    copy.replace(source.target(), target.target(), 1);
    try (Connection backup = target.connections().open();
        Statement statement = backup.createStatement()) {
      statement.execute("backup stage start");
      copy.replace(source.target(), target.target(), 2);
    }
    assertThat(reading).containsExactly("3", "1");
  }

  @Test
  void aPartThatTakesTooLongIsNotHandedOn() {
    source.execute("create table t (id int)", "insert into t values (1)");
    copy.limit(Duration.ofSeconds(1));
    String slow = "id < (select count(*) from seq_1_to_100000 a join seq_1_to_100000 b)";
    assertThatThrownBy(() -> copy.extract(source.target(), 1, where("t", slow)))
        .isInstanceOf(TargetException.Retryable.class)
        .hasMessageContaining(
            "cannot read `t`: the statement took longer than it may (SQLState 70100, error 1969);"
                + " raise understudy.loader.statement-timeout, or lower understudy.loader.part-size;"
                + " a table without a primary key of whole columns that begins with a number, text,"
                + " date or bytes cannot be divided: give it one");
    assertThat(copy.begun()).isEqualTo(1);
  }

  private void move(AtomicBoolean stop) {
    try (Connection connection = source.connections().open();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      for (int i = 0; !stop.get(); i++) {
        int from = 7 * (1 + i * 7919 % 5_000);

        statement.execute("update accounts set money = money - 1 where id = " + Math.abs(from));
        statement.execute("update savings set money = money + 1 where id = " + Math.abs(from));
        statement.execute("update accounts set money = money - 1 where id = " + Math.abs(from));
        statement.execute("update accounts set money = money + 1 where id = " + Math.abs(from));
        connection.commit();
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void textKeysAreDividedToo() throws Exception {
    source.execute(
        "create table people (id varchar(40) character set latin1 primary key, filler char(200)"
            + " default 'x')",
        "insert into people (id) select md5(seq) from seq_1_to_5000",
        "insert into people (id) values ('Ünï''\\\\'), ('')",
        "analyze table people");
    assertThat(copy.extract(source.target(), 3, ALL)).isGreaterThan(10);
    copy.replace(source.target(), target.target(), 1);
    assertThat(checksums(target)).isEqualTo(checksums(source));
  }

  @Test
  void numbersAreDividedByRowsHoweverFarApartTheyAre() throws Exception {
    source.execute(
        "create table narrow (id bigint primary key)",
        "insert into narrow select seq * 1000000007 from seq_1_to_50000",
        "insert into narrow values (-9223372036854775808), (9223372036854775807)",
        "create table wide (id bigint unsigned primary key, content longtext)",
        "insert into wide select seq * 400000000000000000, repeat('x', 100000) from seq_1_to_40",
        "analyze table narrow, wide");
    assertThat(copy.extract(source.target(), 3, only("narrow"))).isBetween(10, 60);
    assertThat(copy.extract(source.target(), 4, only("wide"))).isBetween(10, 40);
    copy.replace(source.target(), target.target(), 1);
    assertThat(checksums(target)).isEqualTo(checksums(source));
  }

  private static Extraction only(String table) {
    return new Extraction(
        "source", null, "all", List.of(new Extraction.Table(table, null, null)), List.of());
  }

  @Test
  void aSubsetHasWhatItsRowsReferTo() throws Exception {
    source.execute(script("mariadb.sql"));
    Extraction some =
        new Extraction(
            "source",
            null,
            "all",
            List.of(
                new Extraction.Table("orders", null, "`note` <> 'never' and \"x\" = 'x'"),
                new Extraction.Table("lines", null, null),
                new Extraction.Table("staff", null, null),
                new Extraction.Table("teams", null, null)),
            List.of(
                new Extraction.Share("orders", null, 2L, List.of("lines")),
                new Extraction.Share("lines", null, null, List.of())));
    copy.replace(source.target(), target.target(), 1, some);
    assertThat(target.rows("select count(*) from orders")).containsExactly("2");
    assertThat(target.rows("select count(*) from `lines`")).containsExactly("4");
    assertThat(
            target.rows(
                "select count(*) from orders o left join staff s on s.id = o.seller where o.seller"
                    + " is not null and s.id is null"))
        .containsExactly("0");
    assertThat(
            target.rows(
                "select count(*) from staff s left join teams t on t.id = s.team left join staff b"
                    + " on b.id = s.boss where t.id is null or s.boss is not null and b.id is null"))
        .containsExactly("0");
  }

  private void refused(String message, Extraction extraction) {
    assertThatThrownBy(() -> copy.extract(source.target(), 1, extraction))
        .isInstanceOf(TargetException.Terminal.class)
        .hasMessage("target \"demo\": " + message);
  }

  private static Extraction where(String table, String where) {
    return new Extraction(
        "source", null, "all", List.of(new Extraction.Table(table, null, where)), List.of());
  }

  @Test
  void everythingThatCannotBeReadIsSaidAtOnce() {
    source.execute(
        "create table old (id int) engine MyISAM", "create table places (id int, at point)");
    refused(
        "nothing is extracted: `old` is of the engine MyISAM, which has no state that can be kept"
            + " while it is read; alter it to InnoDB, or name the other tables with tables: in the"
            + " pipeline; and `places`, column `at`: is of the type point, which parquet has no"
            + " values for; name the other tables with tables: in the pipeline",
        ALL);
  }

  @Test
  void whatAFileCannotHoldIsNamedWithoutTheValue() {
    source.execute(
        "create table d (id int, day date)", "insert into d values (4711, '0000-00-00')");
    refused(
        "`d`, column `day`: a row holds a date that no calendar has, such as one of zeros, which"
            + " parquet has no value for; leave such rows out with where: in the pipeline"
            + " (tables.d.where), or change them",
        ALL);
  }

  @Test
  void aConditionCannotBeMoreThanOne() {
    source.execute("create table t (id int)");
    refused(
        "nothing is extracted: where: of `t` has a # outside quotes, which begins a comment",
        where("t", "id = 1 #' ) union select user() #'"));
    refused(
        "nothing is extracted: where: of `t` has a backslash, whose meaning depends on the"
            + " server's settings",
        where("t", "id = '\\\\' or 1 = 1) union select user() -- '"));
    refused(
        "nothing is extracted: where: of `t` closes a parenthesis that it did not open",
        where("t", "`'` = 1) union select (1 = `'`"));
  }
}
