package io.understudy.loader.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.files.ValueType;
import io.understudy.loader.Rows;
import io.understudy.loader.TestDatabase;
import io.understudy.loader.TestRun;
import io.understudy.loader.database.Target;
import io.understudy.loader.database.TargetException;
import io.understudy.loader.dialect.DialectCheck;
import io.understudy.loader.swap.LoadedTable;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MariaDbContractTest extends TargetContract {

  @Override
  ContractDatabase make() throws Exception {
    return ContractDatabase.mariaDb();
  }

  @Override
  String shown() {
    return "-9223372036854775808|12345678901234567890.123400000000000000000000000000|0.00000015|1"
        + "|2026-01-31|23:59:59.999999|2026-01-31 12:34:56.123456|1926-01-31 10:34:56.500000"
        + "|00112233-4455-6677-8899-aabbccddeeff|{\"b\": 1, \"a\": 1.0}|{\"a\":[1]}|null";
  }

  @Override
  boolean canUpsert() {
    return true;
  }

  private void refused(String type, ValueType of, Object value, String rule) {
    database().execute("drop table if exists t", "create table t (c " + type + ")");
    Rows rows = Rows.of().column("c", of).row((Object) null).row(value);
    assertThatThrownBy(() -> database().appending(7, "t").load("t", "s3://b/f", rows))
        .as(type)
        .isInstanceOf(TargetException.Terminal.class)
        .hasMessageContaining("cannot load s3://b/f into `t`, row 2, column `c`: " + rule);
    assertThat(database().rows("select * from t")).as(type).isEmpty();
  }

  @Test
  void nothingIsChangedToFitAColumn() {
    refused("tinyint", ValueType.BIGINT, 128L, "a value is out of the range");
    refused("int unsigned", ValueType.BIGINT, -1L, "a value is out of the range");
    refused("decimal(4,2)", ValueType.NUMERIC, new BigDecimal("100"), "a value is out of");
    refused("varchar(2)", ValueType.TEXT, "SEC", "a value is too long");
    refused("varbinary(2)", ValueType.BYTES, new byte[3], "a value is too long");
    refused("enum('a','b')", ValueType.TEXT, "SEC", "a value is not one of the column's type");
    refused("varchar(9) character set latin1", ValueType.TEXT, "\u65e5", "a value is not one of");
    refused("float", ValueType.DOUBLE, 1e300, "a value is out of the range");
    refused("timestamp null", ValueType.TIMESTAMPTZ, Instant.EPOCH.minusSeconds(9), "a value");
    refused("double", ValueType.DOUBLE, Double.NaN, "holds a number that is not finite");
    refused("longtext", ValueType.TEXT, "SEC\uD800", "holds half a character");
  }

  @Test
  void whatTheServerWouldChangeWithoutAWarningIsRefused() {
    String position = "holds a number that would be taken for the position of a value in its list";
    refused("enum('a','7')", ValueType.TEXT, "1", position);
    refused("set('a','b')", ValueType.TEXT, " +3", position);
    refused("int", ValueType.NUMERIC, new BigDecimal("1.5"), "holds a number with a fraction");
    refused("bigint unsigned", ValueType.BIGINT, "15e-1", "holds a number with a fraction");
    String digits = "holds a number with more than 2 digits after the point";
    refused("decimal(9,2)", ValueType.NUMERIC, new BigDecimal("1.005"), digits);
    refused("decimal(9,2)", ValueType.DOUBLE, 0.125, digits);
    refused("varchar(2)", ValueType.TEXT, "ab ", "holds a text that is too long, with blanks");
    String negative = "holds a negative number";
    refused("bit(64)", ValueType.BIGINT, -1L, negative);
    refused("bit(64)", ValueType.BIGINT, " -1", negative);
    refused("bit(64)", ValueType.NUMERIC, new BigDecimal("-1"), negative);
    refused("year", ValueType.NUMERIC, new BigDecimal("18446744073709553615"), "");
  }

  @Test
  void aYearIsTheOneThatItWasInWhateverLanguage() throws Exception {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-u-nu-arab"));
    try {
      database().execute("create table t (a year, b year)");
      Rows rows = Rows.of().column("a", ValueType.BIGINT).column("b", ValueType.NUMERIC);
      rows.row(1999L, new BigDecimal("2001.0")).row(0L, new BigDecimal("0"));
      database().appending(7, "t").load("t", "s3://b/f", rows);
    } finally {
      Locale.setDefault(before);
    }
    assertThat(database().rows("select a + 0, b + 0 from t order by a desc"))
        .containsExactly("1999|2001", "0|0");
  }

  @Test
  void whatOnlyLooksLikeThatIsStored() throws Exception {
    database()
        .execute(
            "create table t (e enum('a','7'), i int, d decimal(9,2), v varchar(3), s set('1','x'))");
    Rows rows =
        Rows.of()
            .column("e", ValueType.TEXT)
            .column("i", ValueType.NUMERIC)
            .column("d", ValueType.NUMERIC)
            .column("v", ValueType.TEXT)
            .column("s", ValueType.TEXT)
            .row("7", new BigDecimal("2.00"), new BigDecimal("1.500"), "ab ", "1,x");
    database().appending(7, "t").load("t", "s3://b/f", rows);
    assertThat(database().rows("select e, i, d, concat(v, '.'), s from t"))
        .containsExactly("7|2|1.50|ab .|1,x");
    Rows number = Rows.of().column("e", ValueType.BIGINT).row(1L);
    assertThatThrownBy(() -> database().appending(7, "t").load("t", "s3://b/g", number))
        .hasMessageContaining("its column `e` is enum, the files hold BIGINT");
  }

  @Test
  void aServerThatKeepsNoWarningsIsHeardAllTheSame() {
    database().execute("set global max_error_count = 0");
    try {
      refused("tinyint", ValueType.BIGINT, 128L, "a value is out of the range");
    } finally {
      database().execute("set global max_error_count = 64");
    }
  }

  @Test
  void aNullIsNotChangedIntoAnotherValue() {
    database().execute("create table t (id int, c int not null auto_increment primary key)");
    Rows rows = Rows.of().column("id", ValueType.BIGINT).column("c", ValueType.BIGINT);
    assertThatThrownBy(() -> database().appending(7, "t").load("t", "s3://b/f", rows.row(1L, null)))
        .hasMessage(
            "target \"demo\": cannot load s3://b/f into `t`, row 1, column `c`: holds a null, which"
                + " the column does not allow; mask or drop the column in the transform");
    assertThat(database().rows("select * from t")).isEmpty();
  }

  @Test
  void aFileIsRefusedWhenTheDatabaseLeavesOutARow() {
    database()
        .execute(
            "create table p (id int primary key)",
            "create table t (id int, foreign key (id) references p (id))");
    assertThatThrownBy(
            () -> database().appending(7, "t").load("t", "s3://b/f", Rows.ids(7_654_321, 1)))
        .isInstanceOf(TargetException.Terminal.class)
        .hasMessageContaining("a foreign key does not hold")
        .hasMessageNotContaining("7654321");
    assertThat(database().rows("select * from t")).isEmpty();
  }

  @Test
  void aTargetIsCheckedBeforeItIsLoaded() throws Exception {
    assertThat(problems(database().target())).isEmpty();
    database().execute("set global local_infile = 0");
    try {
      assertThat(problems(database().target()))
          .containsExactly(
              new DialectCheck.Problem(
                  "target-permission",
                  "target \"demo\": it does not allow LOAD DATA LOCAL; set local_infile=1 there"));
      assertThatThrownBy(() -> database().appending(7, "t").load("t", "s3://b/f", Rows.ids(1, 1)))
          .isInstanceOf(TargetException.Terminal.class)
          .hasMessageContaining("it does not allow LOAD DATA LOCAL");
    } finally {
      database().execute("set global local_infile = 1");
    }
  }

  private static List<DialectCheck.Problem> problems(Target target) throws InterruptedException {
    return target.use(
        "check it",
        "test",
        session -> DialectCheck.problems(session, target, target.dialect().orElseThrow()));
  }

  @Test
  void theStatementThatWouldMakeATableIsShown() throws Exception {
    Rows rows =
        Rows.of()
            .column("a`b", ValueType.TEXT)
            .column("at", ValueType.TIMESTAMPTZ)
            .column("n", ValueType.NUMERIC);
    Target target = database().target();
    Optional<String> ddl =
        target.use(
            "look",
            "test",
            session ->
                DialectCheck.ddl(
                    session, target.dialect().orElseThrow(), "t", rows.columns(), List.of("a`b")));
    assertThat(ddl)
        .contains(
            """
            create table `t` (
              `a``b` varchar(255),
              `at` datetime(6),
              `n` decimal(65,30),
              primary key (`a``b`)
            ) engine InnoDB character set utf8mb4 collate utf8mb4_bin""");
    database().execute(ddl.orElseThrow());
  }

  @Test
  void whatCannotBeReachedIsTriedAgainAndWhatIsNotThereIsNot() {
    Target away = TestDatabase.target("jdbc:mariadb://127.0.0.1:1/d", "u", "SECRETVALUE", "");
    assertThatThrownBy(() -> problems(away))
        .isInstanceOf(TargetException.Retryable.class)
        .hasMessageContaining("cannot check it: it cannot be reached, or broke the connection")
        .hasMessageNotContaining("SECRET");
    Target absent =
        TestDatabase.target(database().url().replaceFirst("/t[0-9]+.*", "/absent"), "root", "", "");
    assertThatThrownBy(() -> problems(absent))
        .isInstanceOf(TargetException.Terminal.class)
        .hasMessageContaining("there is no such database");
  }

  @Test
  void aTableInUseIsWaitedForNoLongerThanALockMayTake() throws Exception {
    database().execute("create table a (id int)", "insert into a values (1)");
    TestRun run = database().replacing(7, "a");
    run.load("a", "s3://x/a", Rows.ids(5, 1));
    LoadedTable[] tables = {new LoadedTable("a", 1, 1)};
    try (Connection reader = database().connections().open();
        Statement statement = reader.createStatement()) {
      reader.setAutoCommit(false);
      statement.executeQuery("select * from a").close();
      assertThatThrownBy(() -> run.swap(tables))
          .isInstanceOf(TargetException.Retryable.class)
          .hasMessageContaining("a lock was not free within");
    }
    run.swap(tables);
    assertThat(database().rows("select id from a")).containsExactly("5");
  }

  @Test
  void anyTextComesBackAsItWas() throws Exception {
    Random random = new Random(7);
    Rows rows = Rows.of().column("id", ValueType.BIGINT).column("text", ValueType.TEXT);
    List<String> texts = new ArrayList<>();
    for (long id = 0; id < 2000; id++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(12); i > 0; i--) {
        text.appendCodePoint(
            switch (random.nextInt(4)) {
              case 0 -> random.nextInt(0x20);
              case 1 -> "\\N\t\n\"'`0Z".charAt(random.nextInt(9));
              case 2 -> 0x20 + random.nextInt(0xD000);
              default -> 0x10000 + random.nextInt(0x1000);
            });
      }
      texts.add(text.toString());
      rows.row(id, text.toString());
    }
    database().appending(7, "t").load("t", "s3://b/f", rows);
    assertThat(database().rows("select text from t order by id")).isEqualTo(texts);
  }

  @Test
  void aLoaderThatEndsBetweenSwapAndLedgerIsFollowedByOneThatSeesIt() throws Exception {
    database().execute("create table a (id int)", "insert into a values (1)");
    TestRun run = database().replacing(7, "a");
    run.load("a", "s3://x/a", Rows.ids(5, 2));
    Runnable lostAfter =
        new Runnable() {
          private int asked;

          @Override
          public void run() {
            if (++asked == 2) {
              throw new IllegalStateException("lost");
            }
          }
        };
    LoadedTable[] tables = {new LoadedTable("a", 1, 2)};
    assertThatThrownBy(() -> run.swap(lostAfter, tables)).hasMessage("lost");
    assertThat(database().rows("select id from a")).containsExactly("5", "6");
    database().execute("insert into a values (9)");
    run.swap(tables);
    run.swap(tables);
    assertThat(database().rows("select id from a")).containsExactly("5", "6", "9");
    assertThat(database().rows(database().tables()))
        .containsExactly(
            "a", "understudy_load_ledger", "understudy_load_staging", "understudy_load_swap");
  }

  @Test
  void whatAReplaceCannotKeepIsRefusedBeforeTheFirstRow() {
    database()
        .execute(
            "create table t (id int primary key)",
            "create table other (t int, constraint of_t foreign key (t) references t (id))",
            "create trigger `on_t` before insert on t for each row set new.id = new.id");
    Rows rows = Rows.ids(1, 1);
    assertThatThrownBy(() -> database().replacing(7, "t").load("t", "s3://b/f", rows))
        .isInstanceOf(TargetException.Terminal.class)
        .hasMessage(
            "target \"demo\": table `t` cannot be loaded: foreign keys of tables that the run does"
                + " not replace refer to it: `of_t` of `other`; drop these (and make them again"
                + " after the run), or use mode append; and it cannot be replaced without losing its"
                + " triggers `on_t`; drop these (and make them again after the run), or use mode"
                + " append");
    database().execute("drop table other", "drop table t", "create table t (id int) engine MyISAM");
    assertThatThrownBy(() -> database().appending(7, "t").load("t", "s3://b/f", rows))
        .hasMessageContaining("its engine MyISAM has no transactions; alter it to InnoDB");
    assertThat(rows.opened()).isZero();
  }

  @Test
  void aReplacedTableKeepsWhatItIs() throws Exception {
    database()
        .execute(
            "create table t (id int auto_increment primary key, name varchar(9) default 'd'"
                + " comment 'a name', up varchar(9) as (upper(name)) stored, parent int,"
                + " index names (name), check (name <> 'bad'),"
                + " constraint of_self foreign key (parent) references t (id) on delete set null)"
                + " comment 'people'",
            "create view v as select name from t",
            "insert into t (name) values ('old')");
    String before = database().rows("show create table t").getFirst();
    TestRun run = database().replacing(7, "t");
    Rows rows =
        Rows.of()
            .column("id", ValueType.BIGINT)
            .column("name", ValueType.TEXT)
            .column("parent", ValueType.BIGINT);
    run.load("t", "s3://b/f", rows.row(41L, "x", 42L).row(42L, "y", null).row(0L, "z", null));
    run.swap(new LoadedTable("t", 1, 3));
    assertThat(database().rows("show create table t").getFirst())
        .isEqualTo(before.replace("AUTO_INCREMENT=2", "AUTO_INCREMENT=43"));
    assertThat(database().rows("select name from v order by 1")).containsExactly("x", "y", "z");
    database().execute("insert into t (name) values ('w')");
    assertThat(database().rows("select id, up from t order by id"))
        .containsExactly("0|Z", "41|X", "42|Y", "43|W");
  }
}
