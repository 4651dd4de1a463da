package io.understudy.loader.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.files.FileColumn;
import io.understudy.files.FileFormat;
import io.understudy.files.LocalFile;
import io.understudy.files.TableReader;
import io.understudy.loader.TestDatabase;
import io.understudy.loader.database.TargetException;
import io.understudy.loader.ledger.RunKey;
import io.understudy.loader.table.Destination;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import org.duckdb.DuckDBDriver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What columns of files that another program wrote become in PostgreSQL. */
class ParquetTypesTest {
  private static final String LISTS =
      """
      select [1::bigint, null, -3] as wholes, [true] as truths, [1.50::decimal(9, 2)] as amounts,
             [1.5::double, 'nan'::double, '-inf'::double] as reals,
             ['a,"b" \\ {}', '', null, 'NULL', 'é 😀'] as texts,
             [date '2026-01-31'] as days, [time '12:34:56.789'] as times,
             [timestamp '2026-01-31 12:34:56.789'] as moments,
             [timestamptz '2026-01-31 12:34:56+02'] as instants,
             ['00112233-4455-6677-8899-aabbccddeeff'::uuid] as ids, ['\\x00\\xFF'::blob] as bytes,
             []::int[] as empty, null::int[] as nothing
      """;

  private final TestDatabase database = new TestDatabase();

  @TempDir Path folder;

  private void load(String query) throws SQLException, InterruptedException {
    Path file = folder.resolve("t.parquet");
    // the driver itself, since the services tested here have class loaders of their own
    try (Connection duckDb = new DuckDBDriver().connect("jdbc:duckdb:", new Properties());
        Statement statement = duckDb.createStatement()) {
      statement.execute("copy (" + query + ") to '" + file + "' (format parquet)");
    }
    List<FileColumn> columns;
    try (TableReader reader =
        TableReader.open("t", LocalFile.open(file), new FileFormat.Parquet())) {
      columns = reader.columns();
    }
    new FileLoad(
            database.target(), new Destination(new RunKey(7, Instant.EPOCH), true, "t"), columns)
        .load(
            new MaskedFile("s3://b/f", "e", 1, null),
            () -> TableReader.open("t", LocalFile.open(file), new FileFormat.Parquet(), columns),
            () -> {},
            bytes -> {},
            "test");
  }

  private String types() {
    return database.row(
        "select string_agg(attname || ' ' || format_type(atttypid, atttypmod), ', ' order by"
            + " attnum) from pg_attribute where attrelid = 't'::regclass and attnum > 0");
  }

  @Test
  void singleValuesKeepTheirTypes() throws Exception {
    load(
        """
        select 1::tinyint as small, 18446744073709551615::ubigint as unsigned,
               123.4500::decimal(20, 4) as amount, 1.5::float as single, true as truth,
               date '0044-03-15 (BC)' as day, time '23:59:59.999999' as time,
               timestamp '2026-01-31 12:34:56.123456' as moment,
               timestamp_ns '2026-01-31 12:34:56.123456789' as nanos,
               timestamptz '2026-01-31 12:34:56.5+02' as instant,
               '00112233-4455-6677-8899-aabbccddeeff'::uuid as id, 'b'::enum('a', 'b') as kind,
               '{"b": 1, "a": 1.0}'::json as doc, '\\x00\\xFF'::blob as bytes, 'é' as text
        """);
    assertThat(types())
        .isEqualTo(
            "small bigint, unsigned numeric, amount numeric, single double precision, truth"
                + " boolean, day date, time time without time zone, moment timestamp without time"
                + " zone, nanos timestamp without time zone, instant timestamp with time zone, id"
                + " uuid, kind text, doc json, bytes bytea, text text");
    database.execute(
        "alter database " + database.row("select current_database()") + " set timezone = 'UTC'");
    assertThat(database.row("select t::text from t"))
        .isEqualTo(
            "(1,18446744073709551615,123.4500,1.5,t,\"0044-03-15 BC\",23:59:59.999999,\"2026-01-31"
                + " 12:34:56.123456\",\"2026-01-31 12:34:56.123456\",\"2026-01-31"
                + " 10:34:56.5+00\",00112233-4455-6677-8899-aabbccddeeff,b,\"{\"\"b\"\": 1,"
                + " \"\"a\"\": 1.0}\",\"\\\\x00ff\",é)");
  }

  @Test
  void listsOfSingleValuesBecomeArrays() throws Exception {
    load(LISTS);
    assertThat(types())
        .isEqualTo(
            "wholes bigint[], truths boolean[], amounts numeric[], reals double precision[], texts"
                + " text[], days date[], times time without time zone[], moments timestamp without"
                + " time zone[], instants timestamp with time zone[], ids uuid[], bytes bytea[],"
                + " empty bigint[], nothing bigint[]");
    verifyLists();
  }

  private void verifyLists() {
    assertThat(
            database.row(
                "select wholes::bigint[] = array[1, null, -3]::bigint[], truths = array[true], amounts::text,"
                    + " reals::text, texts::text[] = array['a,\"b\" \\ {}', '', null, 'NULL', 'é 😀'],"
                    + " days = array[date '2026-01-31'], times = array[time '12:34:56.789'],"
                    + " moments = array[timestamp '2026-01-31 12:34:56.789'],"
                    + " instants = array[timestamptz '2026-01-31 10:34:56+00'],"
                    + " ids = array['00112233-4455-6677-8899-aabbccddeeff'::uuid],"
                    + " bytes = array['\\x00ff'::bytea], empty = '{}', nothing is null from t"))
        .isEqualTo("t|t|{1.50}|{1.5,NaN,-Infinity}|t|t|t|t|t|t|t|t|t");
  }

  @Test
  void listsGoIntoArraysThatAreThere() throws Exception {
    database.execute(
        "create domain labels as varchar(20)[]; create table t (wholes integer[], truths bool[],"
            + " amounts numeric(9, 2)[], reals float8[], texts labels, days date[], times time[],"
            + " moments timestamp(3)[], instants timestamptz[], ids uuid[], bytes bytea[],"
            + " empty smallint[], nothing int[])");
    load(LISTS);
    verifyLists();
  }

  @Test
  void listsGoIntoDocumentsAndTextsThatAreThere() throws Exception {
    database.execute("create table t (a json, b jsonb, c text)");
    load("select [1, null] as a, [1, 2] as b, ['x'] as c");
    assertThat(database.row("select a, b, c from t")).isEqualTo("[1,null]|[1, 2]|[\"x\"]");
  }

  @Test
  void whatElseIsNestedBecomesJsonb() throws Exception {
    load(
        "select {'a': 1, 'b': ['x', null]} as struct, map(['k'], [date '2026-01-31']) as map,"
            + " [[1], []] as lists, [{'a': 1}] as structs, null::struct(a int) as nothing");
    assertThat(types())
        .isEqualTo("struct jsonb, map jsonb, lists jsonb, structs jsonb, nothing jsonb");
    assertThat(database.row("select struct, map, lists, structs, nothing from t"))
        .isEqualTo(
            "{\"a\": 1, \"b\": [\"x\", null]}|{\"k\": \"2026-01-31\"}|[[1], []]|[{\"a\": 1}]|null");
  }

  @Test
  void itemsThatDoNotFitAreToldBeforeTheFirstRow() {
    database.execute("create table t (a integer[], b date[], c integer)");
    assertThatThrownBy(() -> load("select ['x'] as a, [1.5] as b, [1] as c"))
        .isInstanceOf(TargetException.Terminal.class)
        .hasMessage(
            "target \"demo\": table \"public\".\"t\" cannot be loaded: its column \"a\" is"
                + " integer[], the files hold JSON; alter it to text[]; and its column \"b\" is"
                + " date[], the files hold JSON; alter it to numeric[]; and its column \"c\" is"
                + " integer, the files hold JSON; alter it to bigint[]");
  }
}
