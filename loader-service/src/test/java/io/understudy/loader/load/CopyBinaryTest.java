package io.understudy.loader.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.understudy.engine.Batch;
import io.understudy.engine.TableSchema;
import io.understudy.files.ColumnVector;
import io.understudy.files.FileColumn;
import io.understudy.files.FileFormat;
import io.understudy.files.LocalFile;
import io.understudy.files.ParquetTableWriter;
import io.understudy.files.TableReader;
import io.understudy.files.ValueType;
import io.understudy.files.VectorReader;
import io.understudy.loader.Rows;
import io.understudy.loader.TestDatabase;
import io.understudy.loader.TestRun;
import io.understudy.loader.database.TargetException;
import io.understudy.loader.table.Destination;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.parquet.io.api.Binary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the binary format stores is what the database reads from the texts of the same values. */
class CopyBinaryTest {
  private static final TestDatabase DATABASE = new TestDatabase();
  private static final Path SHARED = Path.of("../../shared/data/parquet").toAbsolutePath();
  // with years that PostgreSQL does not have
  private static final String UNFIT = ".*(corrupt|malformed|int96_from_spark).*";
  private static int count;

  private @TempDir Path directory;

  /** Rows of a parquet file, as text only. */
  private record AsText(TableReader reader) implements TableReader {
    @Override
    public TableSchema schema() {
      return reader.schema();
    }

    @Override
    public List<FileColumn> columns() {
      return reader.columns();
    }

    @Override
    public boolean next(Batch batch) {
      return reader.next(batch);
    }

    @Override
    public void close() {
      reader.close();
    }
  }

  /** Vectors, once. */
  private record Once(List<ColumnVector> vectors, int rows, boolean[] read)
      implements VectorReader {

    @Override
    public int nextVectors() {
      boolean first = !read[0];
      read[0] = true;
      return first ? rows : 0;
    }

    @Override
    public long firstRow() {
      return 0;
    }

    @Override
    public TableSchema schema() {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<FileColumn> columns() {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean next(Batch batch) {
      throw new UnsupportedOperationException("the rows are to be read as vectors");
    }

    @Override
    public void close() {
      // nothing is open
    }
  }

  private Path parquet(Rows rows) throws IOException {
    Path file = directory.resolve("rows" + ++count + ".parquet");
    try (OutputStream out = Files.newOutputStream(file);
        ParquetTableWriter writer =
            new ParquetTableWriter(
                out, "rows", rows.columns(), ParquetTableWriter.Codec.SNAPPY, 700);
        TableReader reader = rows.get()) {
      Batch batch = new Batch(rows.columns().size(), 500);
      while (reader.next(batch)) {
        writer.write(batch);
      }
    }
    return file;
  }

  private static long load(String table, List<FileColumn> columns, Supplier<TableReader> reader)
      throws Exception {
    TestRun run = TestRun.appending(DATABASE.target(), 1, table);
    return new FileLoad(run.target(), new Destination(run.key(), true, table), columns)
        .load(new MaskedFile("s3://b/" + table, "e", 1, null), reader, () -> {}, b -> {}, "test")
        .rows();
  }

  /** Loads a file both ways and compares all rows. */
  private static long bothWays(Path file, String... declared) throws Exception {
    List<FileColumn> columns;
    try (TableReader reader = open(file)) {
      columns = reader.columns();
    }
    String binary = "b" + ++count;
    String text = "t" + count;
    if (declared.length > 0) {
      DATABASE.execute("create table " + binary + " (" + String.join(", ", declared) + ")");
      DATABASE.execute("create table " + text + " (like " + binary + ")");
    }
    long rows = load(binary, columns, () -> open(file));
    assertThat(load(text, columns, () -> new AsText(open(file)))).isEqualTo(rows);
    String others =
        "select (row_1.*)::text from %s row_1 except all select (row_1.*)::text from %s row_1 limit 2";
    assertThat(DATABASE.rows(others.formatted(binary, text))).as(file + " binary").isEmpty();
    assertThat(DATABASE.rows(others.formatted(text, binary))).as(file + " text").isEmpty();
    return rows;
  }

  private static TableReader open(Path file) {
    return TableReader.open("t", LocalFile.open(file), new FileFormat.Parquet());
  }

  static Stream<Path> shared() throws IOException {
    assumeTrue(Files.isDirectory(SHARED), "no " + SHARED);
    try (Stream<Path> files = Files.list(SHARED)) {
      return files.filter(file -> !file.toString().matches(UNFIT)).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("shared")
  void realFiles(Path file) throws Exception {
    bothWays(file);
  }

  private static Rows everyType() {
    Random random = new Random(5);
    Rows rows =
        Rows.of()
            .column("whole", ValueType.BIGINT)
            .column("truth", ValueType.BOOLEAN)
            .column("amount", ValueType.NUMERIC)
            .column("real", ValueType.DOUBLE)
            .column("day", ValueType.DATE)
            .column("time", ValueType.TIME)
            .column("moment", ValueType.TIMESTAMP)
            .column("instant", ValueType.TIMESTAMPTZ)
            .column("id", ValueType.UUID)
            .column("bytes", ValueType.BYTES)
            .column("json", ValueType.JSON)
            .column("text", ValueType.TEXT);
    for (int i = 0; i < 3000; i++) {
      Object[] row = {
        (long) (i % 2 == 0 ? i : -i),
        random.nextBoolean(),
        BigDecimal.valueOf(random.nextLong() / 100 >> random.nextInt(60), 2),
        random.nextGaussian(),
        LocalDate.ofEpochDay(random.nextInt(-1_000_000, 1_000_000)),
        LocalTime.ofNanoOfDay(random.nextLong(86_400_000_000L) * 1000),
        LocalDateTime.ofEpochSecond(
            random.nextLong(-100_000_000_000L, 100_000_000_000L),
            random.nextInt(1_000_000) * 1000,
            java.time.ZoneOffset.UTC),
        Instant.ofEpochSecond(
            random.nextLong(-100_000_000_000L, 100_000_000_000L),
            random.nextInt(1_000_000) * 1000L),
        new java.util.UUID(random.nextLong(), random.nextLong()).toString(),
        Long.toString(random.nextLong(), 36).getBytes(java.nio.charset.StandardCharsets.UTF_8),
        "{\"a\": " + random.nextInt() + ", \"b\": \"é\"}",
        i % 7 == 0 ? "漢字 😀\t\n\\N" : "text " + random.nextInt(20)
      };
      if (i % 11 == 0) {
        row[random.nextInt(row.length)] = null;
      }
      rows.row(row);
    }
    return rows;
  }

  @Test
  void everyTypeIntoTheColumnsThatAreMadeForIt() throws Exception {
    assertThat(bothWays(parquet(everyType()))).isEqualTo(3000);
  }

  @Test
  void everyTypeIntoColumnsOfOtherTypesThatHoldIt() throws Exception {
    DATABASE.execute("create type mood as enum ('text 1', 'text 2')");
    DATABASE.execute("create domain short as varchar(60)");
    assertThat(
            bothWays(
                parquet(everyType()),
                "whole int4, truth bool, amount numeric(20, 1), \"real\" float4, day timestamp",
                "\"time\" time(3), moment timestamptz(0), instant timestamptz, id uuid, bytes bytea",
                "json jsonb, \"text\" short"))
        .isEqualTo(3000);
    assertThat(
            bothWays(
                parquet(everyType()),
                "whole numeric, truth text, amount float8, \"real\" numeric, day timestamptz",
                "\"time\" interval, moment text, instant text, id text, bytes bytea, json text",
                "\"text\" bpchar(80)"))
        .isEqualTo(3000);
    Rows moods = Rows.of().column("mood", ValueType.TEXT).row("text 1").row("text 2");
    assertThat(bothWays(parquet(moods), "mood mood")).isEqualTo(2);
  }

  @Test
  void decimalsOfEverySize() throws Exception {
    Random random = new Random(7);
    List<ColumnVector> vectors = new ArrayList<>();
    List<List<BigDecimal>> values = new ArrayList<>();
    for (int scale = 0; scale <= 38; scale++) {
      List<BigDecimal> expected = new ArrayList<>();
      ColumnVector longs = new ColumnVector(ValueType.NUMERIC, scale, false, 100);
      ColumnVector bytes = new ColumnVector(ValueType.NUMERIC, scale, true, 100);
      for (int i = 0; i < 100; i++) {
        long small =
            switch (i) {
              case 0 -> 0;
              case 1 -> Long.MIN_VALUE;
              case 2 -> Long.MAX_VALUE;
              case 3 -> 10_000;
              default -> random.nextLong() >> random.nextInt(64);
            };
        longs.set(i, small);
        expected.add(BigDecimal.valueOf(small, scale));
      }
      vectors.add(longs);
      values.add(expected);
      expected = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        BigInteger large = new BigInteger(random.nextInt(126), random);
        BigInteger signed = random.nextBoolean() ? large : large.negate();
        bytes.set(i, Binary.fromConstantByteArray(signed.toByteArray()));
        expected.add(new BigDecimal(signed, scale));
      }
      vectors.add(bytes);
      values.add(expected);
    }
    List<FileColumn> columns =
        IntStream.range(0, vectors.size())
            .mapToObj(i -> new FileColumn("v" + i, ValueType.NUMERIC, true))
            .toList();
    DATABASE.execute(
        "create table decimals (n int generated always as identity, %s)"
            .formatted(
                columns.stream()
                    .map(column -> column.name() + " numeric")
                    .collect(Collectors.joining(", "))));
    load("decimals", columns, () -> new Once(vectors, 100, new boolean[1]));
    for (int i = 0; i < vectors.size(); i++) {
      assertThat(DATABASE.rows("select v" + i + " from decimals order by n"))
          .as("scale %d", i / 2)
          .map(BigDecimal::new)
          .isEqualTo(values.get(i));
    }
  }

  @Test
  void aNumberThatDoesNotFitIsNamedByItsPlace() throws Exception {
    Path file = parquet(Rows.of().column("a", ValueType.BIGINT).row(1L).row(99_999_999_999L));
    for (String type : List.of("int4", "int2")) {
      String table = "n" + ++count;
      DATABASE.execute("create table " + table + " (a " + type + ")");
      assertThatThrownBy(
              () ->
                  load(
                      table,
                      List.of(new FileColumn("a", ValueType.BIGINT, true)),
                      () -> open(file)))
          .isInstanceOf(TargetException.Terminal.class)
          .hasMessageContaining("row 2, column \"a\": holds a value out of the range of ")
          .hasMessageNotContaining("99999999999");
      assertThat(DATABASE.row("select count(*) from " + table)).isEqualTo("0");
    }
  }

  @Test
  void whatTheDatabaseRefusesIsNamedByItsPlaceButNeverTheValue() throws Exception {
    Path file =
        parquet(Rows.of().column("a", ValueType.TEXT).row("x").row("SECRETVALUE\0").row("y"));
    for (String type : List.of("text", "varchar(5)", "json", "jsonb")) {
      String table = "s" + ++count;
      DATABASE.execute("create table " + table + " (a " + type + ")");
      assertThatThrownBy(
              () ->
                  load(table, List.of(new FileColumn("a", ValueType.TEXT, true)), () -> open(file)))
          .isInstanceOf(TargetException.Terminal.class)
          .hasMessageMatching("(?s).*, row [12], column \"a\": .*")
          .hasMessageNotContaining("SECRETVALUE");
      assertThat(DATABASE.row("select count(*) from " + table)).isEqualTo("0");
    }
  }
}
