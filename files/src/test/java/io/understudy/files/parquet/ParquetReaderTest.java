package io.understudy.files.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.engine.Batch;
import io.understudy.engine.Column;
import io.understudy.engine.ColumnType;
import io.understudy.files.FileColumn;
import io.understudy.files.FileException;
import io.understudy.files.InputObject;
import io.understudy.files.TableReader;
import io.understudy.files.ValueType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParquetReaderTest {
  @TempDir private Path folder;

  @Test
  void everyFlatColumnOfEveryFileReadsAsDuckDbReadsIt() throws Exception {
    int compared = 0;
    try (DuckDb duckDb = new DuckDb()) {
      for (Path file : SharedFiles.all()) {
        if (SharedFiles.isBadOnPurpose(file) || !readable(duckDb, file)) {
          continue;
        }
        List<Column> columns = Schemas.of(file).columns();
        List<List<Object>> values = read(open(file), columns.size());
        for (int i = 0; i < columns.size(); i++) {
          Column column = columns.get(i);
          if (column.type() != ColumnType.NESTED) {
            List<String> ours =
                values.get(i).stream().filter(Objects::nonNull).map(Oracle::text).toList();
            assertThat(ours)
                .as(file.getFileName() + " " + column.name())
                .isEqualTo(
                    Oracle.values(duckDb, file, column.name(), column.type()).stream()
                        .filter(Objects::nonNull)
                        .toList());
            compared++;
          }
        }
      }
    }
    assertThat(compared).isGreaterThanOrEqualTo(60);
  }

  @Test
  void nestedColumnsReadAsJson() throws Exception {
    Path file =
        write(
            "select [1, null, 2] as list, {'a': 1.5, 'b': {'c': 'x\"y'}} as struct,"
                + " map(['k', 'l'], [true, null]) as map, [[1], []] as lists,"
                + " null::int[] as nothing, [{'d': date '2026-01-31'}] as days");

    List<List<Object>> values = read(open(file), 6);

    assertThat(values.stream().map(List::getFirst))
        .containsExactly(
            "[1,null,2]",
            "{\"a\":1.5,\"b\":{\"c\":\"x\\\"y\"}}",
            "{\"k\":true,\"l\":null}",
            "[[1],[]]",
            null,
            "[{\"d\":\"2026-01-31\"}]");
  }

  @Test
  void nestedColumnsSayWhetherTheyAreListsOfSingleValues() throws Exception {
    InputObject file =
        input(
            write(
                "select 1 as flat, [1::bigint] as whole, [uuid()] as ids, {'a': 1} as struct,"
                    + " map(['k'], [1]) as map, [[1]] as lists, [{'a': 1}] as structs,"
                    + " [1.5::decimal(9, 2)] as amounts"));
    try (TableReader reader = ParquetReader.open("t", file)) {
      assertThat(reader.columns())
          .extracting(FileColumn::nested)
          .containsExactly(
              null,
              new FileColumn.Nested(ValueType.BIGINT),
              new FileColumn.Nested(ValueType.UUID),
              new FileColumn.Nested(null),
              new FileColumn.Nested(null),
              new FileColumn.Nested(null),
              new FileColumn.Nested(null),
              new FileColumn.Nested(ValueType.NUMERIC));
    }
  }

  @Test
  void columnsAreReadByNameInTheOrderAsked() throws Exception {
    InputObject file = input(write("select 1::bigint as a, 'x' as b"));
    List<FileColumn> asked =
        List.of(
            new FileColumn("b", ValueType.TEXT, true),
            new FileColumn("absent", ValueType.DATE, true),
            new FileColumn("a", ValueType.BIGINT, true));

    try (TableReader reader = ParquetReader.open("t", file, asked)) {
      assertThat(reader.columns()).isEqualTo(asked);
      assertThat(read(reader, 3))
          .containsExactly(List.of("x"), Arrays.asList((Object) null), List.of(1L));
    }
  }

  @Test
  void aColumnThatWasNotAskedForIsAnError() throws Exception {
    InputObject file = input(write("select 1 as a, 2 as b"));

    assertThatThrownBy(
            () ->
                ParquetReader.open(
                    "shop", file, List.of(new FileColumn("a", ValueType.BIGINT, true))))
        .isInstanceOf(FileException.Terminal.class)
        .hasMessage(
            file.name()
                + ": column \"b\": it is not a column of table \"shop\"; run the transform again");
  }

  @Test
  void longRowsMakeSmallBatches() throws Exception {
    Path file = write("select repeat('x' || i, 100000) as a from range(0, 200) t(i)");

    try (TableReader reader = open(file)) {
      Batch batch = new Batch(1, 1024);
      assertThat(reader.next(batch)).isTrue();
      assertThat(batch.size()).isLessThan(100);
      int rows = batch.size();
      while (reader.next(batch)) {
        assertThat(batch.firstRow()).isEqualTo(rows);
        rows += batch.size();
      }
      assertThat(rows).isEqualTo(200);
    }
  }

  @Test
  void stringsOfImpalaAreText() throws Exception {
    Path file = SharedFiles.named("alltypes_plain.parquet");

    try (TableReader reader = open(file)) {
      assertThat(reader.columns()).contains(new FileColumn("string_col", ValueType.TEXT, true));
      assertThat(reader.schema().columns()).contains(new Column("string_col", ColumnType.TEXT));
    }
  }

  private Path write(String query) throws Exception {
    Path file = folder.resolve("in.parquet");
    try (DuckDb duckDb = new DuckDb()) {
      duckDb.execute("copy (" + query + ") to '" + file + "' (format parquet, codec zstd)");
    }
    return file;
  }

  private static boolean readable(DuckDb duckDb, Path file) {
    try {
      return !duckDb.content(file).isEmpty();
    } catch (SQLException e) {
      return false;
    }
  }

  private static InputObject input(Path file) throws Exception {
    return new MemoryObject(file.toString(), Files.readAllBytes(file));
  }

  private static TableReader open(Path file) throws Exception {
    return ParquetReader.open("t", input(file));
  }

  private static List<List<Object>> read(TableReader reader, int columns) {
    List<List<Object>> values = new ArrayList<>();
    for (int i = 0; i < columns; i++) {
      values.add(new ArrayList<>());
    }
    Batch batch = new Batch(columns, 7);
    while (reader.next(batch)) {
      for (int i = 0; i < columns; i++) {
        values.get(i).addAll(Arrays.asList(batch.column(i)).subList(0, batch.size()));
      }
    }
    return values;
  }
}
