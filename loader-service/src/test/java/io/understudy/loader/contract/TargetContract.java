package io.understudy.loader.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.files.Compression;
import io.understudy.files.FileColumn;
import io.understudy.files.FileFormat;
import io.understudy.files.LocalFile;
import io.understudy.files.TableReader;
import io.understudy.files.ValueType;
import io.understudy.loader.Rows;
import io.understudy.loader.TestRun;
import io.understudy.loader.database.TargetException;
import io.understudy.loader.load.MaskedFile;
import io.understudy.loader.table.Destination;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.duckdb.DuckDBDriver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every target keeps its word about, whatever database it is. */
abstract class TargetContract extends ReplaceContract {
  @TempDir Path folder;

  /** The row of all types as the database shows it. */
  abstract String shown();

  abstract boolean canUpsert();

  private long load(TestRun run, Path file, FileFormat format, List<FileColumn> columns)
      throws InterruptedException {
    return run.load(
            new Destination(run.key(), run.append(), "t"),
            new MaskedFile("s3://b/" + file.getFileName(), "e1", 1, null),
            columns,
            () -> TableReader.open("t", LocalFile.open(file), format, columns),
            HELD)
        .rows();
  }

  @Test
  void aTableOfAllTypesIsMadeFromParquet() throws Exception {
    Path file = folder.resolve("t.parquet");
    try (Connection duckDb = new DuckDBDriver().connect("jdbc:duckdb:", new Properties());
        Statement statement = duckDb.createStatement()) {
      statement.execute(
          """
          copy (
            select (-9223372036854775807 - 1)::bigint as whole, 12345678901234567890.1234::decimal(38, 4)
                     as amount, 1.5e-7::double as fraction, true as truth, date '2026-01-31' as born,
                   time '23:59:59.999999' as clock,
                   timestamp '2026-01-31 12:34:56.123456' as moment,
                   timestamptz '1926-01-31 12:34:56.5+02' as instant,
                   '00112233-4455-6677-8899-aabbccddeeff'::uuid as id,
                   '{"b": 1, "a": 1.0}'::json as doc, '\\x00\\xFF\\x5C\\x0A'::blob as bytes,
                   'é 😀 \\N ''"` ' || chr(9) || chr(10) || chr(13) as text, {'a': [1]} as struct,
                   null::bigint as nothing
          ) to '%s' (format parquet)
          """
              .formatted(file));
    }
    List<FileColumn> columns;
    FileFormat format = new FileFormat.Parquet();
    try (TableReader reader = TableReader.open("t", LocalFile.open(file), format)) {
      columns = reader.columns();
    }
    assertThat(load(database().appending(7, "t"), file, format, columns)).isEqualTo(1);
    assertThat(
            database()
                .rows(
                    "select whole, amount, fraction, truth, born, clock, moment, instant, id, doc,"
                        + " struct, nothing, text from t"))
        .containsExactly(shown() + "|é 😀 \\N '\"` \t\n\r");
    assertThat(bytes()).containsExactly(0, 0xFF, 0x5C, 0x0A);
  }

  private byte[] bytes() throws Exception {
    try (Connection connection = database().connections().open();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select bytes from t")) {
      row.next();
      return row.getBytes(1);
    }
  }

  @Test
  void aCsvFileGoesByNameIntoATableThatIsThere() throws Exception {
    database()
        .execute(
            "create table t (note varchar(9) default 'n', name varchar(9), id integer, truth boolean,"
                + " moment timestamp, born date, amount numeric(9, 2))");
    Path file =
        Files.writeString(
            folder.resolve("t.csv"),
            """
            id,name,truth,moment,born,amount
            1,a,true,2026-01-31 10:30,2026-01-31,1.5
            -2,,false,2026-01-31T10:30:00.25,0999-12-31,
            """);
    List<FileColumn> columns =
        List.of(
            new FileColumn("id", ValueType.BIGINT, true),
            new FileColumn("name", ValueType.TEXT, true),
            new FileColumn("truth", ValueType.BOOLEAN, true),
            new FileColumn("moment", ValueType.TIMESTAMP, true),
            new FileColumn("born", ValueType.DATE, true),
            new FileColumn("amount", ValueType.NUMERIC, true));
    FileFormat csv = new FileFormat.Csv(',', true, Compression.NONE);
    assertThat(load(database().appending(7, "t"), file, csv, columns)).isEqualTo(2);
    assertThat(
            database()
                .rows(
                    "select id, name, note, born, amount, extract(minute from moment)"
                        + " from t where truth"))
        .containsExactly("1|a|n|2026-01-31|1.50|30");
    assertThat(database().rows("select id, name, note, born, amount from t where not truth"))
        .containsExactly("-2|null|n|0999-12-31|null");
  }

  @Test
  void whatDoesNotFitIsToldAtOnceAndNothingIsRead() {
    database().execute("create table t (id date, need varchar(9) not null)");
    Rows rows = people().row(1L, "a");
    assertThatThrownBy(() -> database().replacing(7, "t").load("t", "s3://b/f", rows))
        .isInstanceOf(TargetException.Terminal.class)
        .hasMessageContaining("its column " + database().quoted("id") + " is date")
        .hasMessageContaining("it has no column " + database().quoted("name"))
        .hasMessageContaining("its column " + database().quoted("need") + " is not null");
    assertThat(rows.opened()).isZero();
    assertThat(database().tableNames()).containsExactly("t");
  }

  @Test
  void aValueThatIsTooLongRefusesTheFileWithItsPlaceAndNotTheValue() {
    database().execute("create table t (id integer, name varchar(3))");
    Rows rows = people().row(1L, "a").row(2L, "SECRETVALUE").row(3L, "SECRETVALUE");
    assertThatThrownBy(() -> database().appending(7, "t").load("t", "s3://b/f", rows))
        .isInstanceOf(TargetException.Terminal.class)
        .hasMessageContaining("s3://b/f")
        .hasMessageContaining("row 2")
        .hasMessageContaining("a value is too long for the column")
        .hasMessageNotContaining("SECRET");
    assertThat(database().rows("select * from t")).isEmpty();
  }

  @Test
  void aRowThatIsThereTwiceRefusesTheFile() {
    database().execute("create table t (id integer primary key, name varchar(20))");
    Rows rows = people().row(1L, "a").row(7_654_321L, "b").row(7_654_321L, "c");
    assertThatThrownBy(() -> database().appending(7, "t").load("t", "s3://b/f", rows))
        .isInstanceOf(TargetException.Terminal.class)
        .hasMessageNotContaining("7654321");
    assertThat(database().rows("select * from t")).isEmpty();
  }

  @Test
  void anAppendedFileIsLoadedOnce() throws Exception {
    Rows rows = people().row(1L, "a").row(2L, null);
    TestRun run = database().appending(7, "t");
    assertThat(run.load("t", "s3://b/f", rows)).isEqualTo(2);
    assertThat(run.load("t", "s3://b/f", rows)).isEqualTo(2);
    assertThat(rows.opened()).isEqualTo(1);
    assertThatThrownBy(() -> run.load("t", new MaskedFile("s3://b/f", "e2", 1, 2L), rows, HELD))
        .hasMessageContaining("is loaded already with other content (version e1, now e2)");
    database().appending(8, "t").load("t", "s3://b/f", rows);
    assertThat(database().rows("select id, name from t order by id"))
        .containsExactly("1|a", "1|a", "2|null", "2|null");
  }

  @Test
  void aFileWithFewerRowsThanWereWrittenIsRefused() {
    MaskedFile file = new MaskedFile("s3://b/f", "e1", 1, 3L);
    assertThatThrownBy(
            () -> database().appending(7, "t").load("t", file, people().row(1L, "a"), HELD))
        .hasMessageContaining("s3://b/f has 1 rows, the transform wrote 3");
    assertThat(database().rows("select * from t")).isEmpty();
  }

  private long upsert(long run, Rows rows, String... key) throws InterruptedException {
    TestRun of = database().appending(run, "t");
    Destination destination =
        new Destination(of.key(), true, Optional.of(List.of(key)), "t", Optional.empty());
    MaskedFile file = new MaskedFile("s3://b/f", "e1", 1, (long) rows.count());
    return of.load(destination, file, rows.columns(), rows, HELD).rows();
  }

  @Test
  void rowsTakeThePlaceOfThoseWithTheirKey() throws Exception {
    database()
        .execute(
            "create table t (id integer primary key, name varchar(20) not null, note varchar(9))",
            "create unique index names on t (name)",
            "insert into t values (1, 'a', 'n1'), (2, 'b', 'n2')");
    if (!canUpsert()) {
      assertThatThrownBy(() -> upsert(7, people().row(2L, "B")))
          .isInstanceOf(TargetException.Terminal.class)
          .hasMessageContaining("mode upsert is not known for");
      return;
    }
    Rows rows = people().row(2L, "B").row(3L, "C");
    assertThat(upsert(7, rows)).isEqualTo(2);
    assertThat(upsert(7, rows)).isEqualTo(2);
    assertThat(rows.opened()).isEqualTo(1);
    assertThat(database().rows("select id, name, note from t order by id"))
        .containsExactly("1|a|n1", "2|B|n2", "3|C|null");
    // equal in another key than that of the upsert
    assertThatThrownBy(() -> upsert(8, people().row(9L, "a")))
        .isInstanceOf(TargetException.Terminal.class);
    // and the same key twice in one file
    assertThatThrownBy(() -> upsert(9, people().row(4L, "x").row(4L, "y")))
        .isInstanceOf(TargetException.Terminal.class);
    assertThatThrownBy(() -> upsert(9, people().row(4L, "x"), "note"))
        .hasMessageContaining("it has no unique index of");
    assertThat(database().rows("select count(*) from t")).containsExactly("3");
  }

  @Test
  void anAbsentTableIsMadeWithTheKeyThatIsNamed() throws Exception {
    assertThatThrownBy(() -> upsert(7, people().row(1L, "a")))
        .isInstanceOf(TargetException.Terminal.class);
    if (!canUpsert()) {
      return;
    }
    upsert(7, people().row(1L, "a"), "name", "id");
    upsert(8, people().row(1L, "a").row(1L, "A"), "name", "id");
    assertThat(database().rows("select count(*) from t")).containsExactly("2");
  }
}
