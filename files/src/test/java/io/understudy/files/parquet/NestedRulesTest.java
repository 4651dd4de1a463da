package io.understudy.files.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.engine.CellException;
import io.understudy.engine.ColumnReport;
import io.understudy.engine.Plan;
import io.understudy.engine.TableSchema;
import io.understudy.files.FileFormat;
import io.understudy.files.check.FileCheck;
import io.understudy.files.check.FirstRows;
import io.understudy.files.parquet.NestedFile.Pages;
import io.understudy.files.text.Configs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Configs that name what is inside of nested columns, and DuckDB's view of the result. */
class NestedRulesTest {
  private static final String RULES =
      """
      - rows:
          update:
            - { name: address.street, value: '"street_address" | fake' }
            - { name: items.list.element.email, value: '"email" | fake' }
            - { name: tags, value: '"t-" ~ (this | hash)' }
            - { name: attributes.key, value: this | upper }
            - { name: attributes.value, condition: this != "value4", value: '"v" ~ this' }
            - { name: payload.customer.email, value: '"email" | fake' }
      """;

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(Pages.class)
  void everyValueThatARuleNamesIsMaskedWhereItIs(Pages pages) throws Exception {
    for (WriterVersion version : WriterVersion.values()) {
      byte[] file = NestedFile.of(version, pages, "user");
      Rewritten written = Rewritten.of("nested", file, Configs.open(RULES));
      try (DuckDb duckDb = new DuckDb()) {
        Path before = Files.write(folder.resolve("before" + version), file);
        Path after = written.in(folder);
        String shape =
            "select id, address is null, address.street is null, address.number, len(tags),"
                + " list_transform(tags, t -> t is null)::varchar, len(items),"
                + " list_transform(items, i -> i.paid)::varchar,"
                + " list_transform(items, i -> i.email is null)::varchar, cardinality(attributes)"
                + " from ";
        assertThat(duckDb.rows(shape + DuckDb.table(after)))
            .isEqualTo(duckDb.rows(shape + DuckDb.table(before)));
        assertThat(duckDb.schema(after)).isEqualTo(duckDb.schema(before));
        assertThat(same(duckDb, before, after, "address.street")).isEqualTo("0");
        assertThat(same(duckDb, before, after, "items[1].email")).isEqualTo("0");
        assertThat(same(duckDb, before, after, "tags[1]")).isEqualTo("0");
        assertThat(one(duckDb, after, "count(*) filter (not tags[1] like 't-%')")).isEqualTo("0");
        assertThat(one(duckDb, after, "count(distinct map_keys(attributes)::varchar)"))
            .isEqualTo("2");
        assertThat(one(duckDb, after, "min(map_keys(attributes)[1])")).isEqualTo("KEY0");
        assertThat(
                one(
                    duckDb,
                    after,
                    "string_agg(distinct map_values(attributes)[1], ' ' order by map_values(attributes)[1])"))
            .isEqualTo("value4 vvalue1 vvalue2 vvalue5");
        assertThat(one(duckDb, after, "count(distinct payload::varchar)")).isEqualTo("300");
        assertThat(
                one(
                    duckDb,
                    after,
                    "count(*) filter (payload::varchar like '%\"n\" : 1.50},\"x\":[] }')"))
            .isEqualTo("300");
        assertThat(same(duckDb, before, after, "payload::varchar")).isEqualTo("0");
      }
    }
  }

  private static String one(DuckDb duckDb, Path file, String what) throws Exception {
    return duckDb.rows("select " + what + " from " + DuckDb.table(file)).getFirst().getFirst();
  }

  private static String same(DuckDb duckDb, Path before, Path after, String what) throws Exception {
    return duckDb
        .rows(
            "select count(*) from (select id, "
                + what
                + " as v from "
                + DuckDb.table(before)
                + ") a join (select id, "
                + what
                + " as v from "
                + DuckDb.table(after)
                + ") b using (id) where a.v = b.v")
        .getFirst()
        .getFirst();
  }

  @Test
  void theReportCountsValuesOfEachKind() throws Exception {
    byte[] file = NestedFile.of(WriterVersion.PARQUET_2_0, Pages.DICTIONARY, "user");

    List<ColumnReport> reports =
        Rewritten.of("nested", file, Configs.open(RULES)).result().reports();

    assertThat(reports)
        .filteredOn(report -> report.changed() > 0)
        .extracting(ColumnReport::column, ColumnReport::changed)
        .contains(
            org.assertj.core.groups.Tuple.tuple("address.street", 206L),
            org.assertj.core.groups.Tuple.tuple("payload.customer.email", 300L));
    assertThat(reports.get(1).left()).isEqualTo(NestedFile.ROWS);
  }

  @Test
  void rowsThatAreDroppedTakeTheirValuesAlong() throws Exception {
    for (Pages pages : Pages.values()) {
      byte[] file = NestedFile.of(WriterVersion.PARQUET_1_0, pages, "user");
      String drop = RULES + "    drop:\n      - { condition: row.id % 2 == 1 }\n";
      Rewritten all = Rewritten.of("nested", file, Configs.open(RULES));
      Rewritten some = Rewritten.of("nested", file, Configs.open(drop));
      try (DuckDb duckDb = new DuckDb()) {
        String columns = "select id, address, tags, items, attributes, payload::varchar from ";
        assertThat(duckDb.rows(columns + DuckDb.table(some.in(folder)) + " order by id"))
            .isEqualTo(
                duckDb.rows(
                    columns + DuckDb.table(all.in(folder)) + " where id % 2 = 0 order by id"));
      }
      assertThat(some.result().rowsOut()).isEqualTo(NestedFile.ROWS / 2);
    }
  }

  @Test
  void detectionLooksInside() throws Exception {
    byte[] file = NestedFile.of(WriterVersion.PARQUET_1_0, Pages.PLAIN, "user");
    Function<TableSchema, Plan> planner =
        Configs.of(
            """
            globals: { coverage: detected }
            steps:
              - columns: { keep: [ payload, address ] }
                rows: { update: [ { name: items.email, value: '"email" | fake' } ] }
            """);
    assertThat(Rewritten.of("nested", file, planner).result().rowsOut()).isEqualTo(NestedFile.ROWS);

    byte[] tagged =
        Rewritten.of(
                "t",
                file,
                ColumnRules.change("tags", v -> v.equals("tag3") ? "jo.doe@example.org" : v))
            .bytes();

    assertThatThrownBy(() -> Rewritten.of("nested", tagged, planner))
        .isInstanceOf(CellException.class)
        .hasMessage(
            "row 8, column \"tags\": looks like email, and no rule covers it (coverage is detected);"
                + " add a rule for the column, or name it in columns.keep");
    FileCheck check =
        FileCheck.of(
            planner, "t", "f", () -> new MemoryObject("f", tagged), new FileFormat.Parquet(), 100);
    assertThat(check.problems())
        .singleElement()
        .satisfies(
            problem -> assertThat(problem.message()).contains("column \"tags\": looks like email"));
  }

  @Test
  void aPreviewShowsWhatTheFileWillHold() throws Exception {
    byte[] file = NestedFile.of(WriterVersion.PARQUET_1_0, Pages.BOTH, "user");
    byte[] written = Rewritten.of("nested", file, Configs.open(RULES)).bytes();

    FirstRows preview = first(file, Configs.open(RULES));

    assertThat(preview.after()).isEqualTo(first(written, ColumnRules.none()).before());
    assertThat(preview.after()).isNotEqualTo(preview.before());
  }

  private static FirstRows first(byte[] file, Function<TableSchema, Plan> planner) {
    return FirstRows.of(planner, "t", new MemoryObject("f", file), new FileFormat.Parquet(), 50);
  }

  @Test
  void aNullThatALeafCannotBeIsRefused() throws Exception {
    byte[] file = NestedFile.of(WriterVersion.PARQUET_1_0, Pages.DICTIONARY, "user");

    assertThatThrownBy(
            () -> Rewritten.of("nested", file, ColumnRules.change("address.number", value -> null)))
        .hasMessageContaining("the new value is null, which the column cannot be");
  }
}
