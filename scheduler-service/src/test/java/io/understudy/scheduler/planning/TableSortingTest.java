package io.understudy.scheduler.planning;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.files.Location;
import io.understudy.files.ObjectStore.Listed;
import io.understudy.scheduler.pipeline.Pipeline;
import io.understudy.scheduler.planning.TableSorting.Into;
import io.understudy.scheduler.planning.TableSorting.Refused;
import io.understudy.scheduler.planning.TableSorting.Skipped;
import io.understudy.scheduler.planning.TableSorting.Sorted;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableSortingTest {

  private static Sorted sort(String tables, String path) {
    Pipeline pipeline =
        Pipeline.parse(
            "pipeline: a\nsource: s3://b/in/\nsink: s3://c\n"
                + "transform: { globals: { coverage: open }, steps: [] }\n"
                + tables);
    return new TableSorting(pipeline)
        .sort(new Listed(new Location("b", "in/" + path), 10, "e", Instant.EPOCH));
  }

  @ParameterizedTest
  @CsvSource({
    "people/a.csv, people",
    "people/2026/01/a.csv, people_2026_01",
    "people/year=2026/month=01/a.parquet, people",
    "shop/people/part-0001.parquet, shop_people",
    "orders.csv, orders",
    "orders-001.csv.gz, orders",
    "orders_2.jsonl, orders",
    "orders.part.3.jsonl.zst, orders.part",
    "007.csv, 007"
  })
  void withoutTablesTheFolderOrTheNameIsTheTable(String path, String table) {
    assertThat(sort("", path))
        .isInstanceOfSatisfying(
            Into.class,
            into -> {
              assertThat(into.table()).isEqualTo(table);
              assertThat(into.path()).isEqualTo(path);
            });
  }

  @ParameterizedTest
  @CsvSource({
    "people/",
    "people/_SUCCESS",
    "_delta_log/0.parquet",
    "people/.hidden.csv",
    "people/a.txt",
    "people/a.parquet.gz"
  })
  void whatIsNoDataIsSkipped(String path) {
    assertThat(sort("", path)).isEqualTo(new Skipped());
  }

  @Test
  void withTablesOnlyWhatTheyNameIsRead() {
    String tables = "tables: { people: { files: 'p/*' } }\n";
    assertThat(sort(tables, "p/a.csv")).isInstanceOf(Into.class);
    assertThat(sort(tables, "q/a.csv")).isEqualTo(new Skipped());
  }

  @Test
  void aFileOfTwoTablesIsRefused() {
    assertThat(sort("tables: { a: { files: '*' }, b: { files: '*.csv' } }\n", "x.csv"))
        .isEqualTo(
            new Refused(
                List.of("a", "b"),
                "x.csv is matched by the tables a and b",
                "narrow the patterns under files:"));
  }

  @Test
  void aFileWhoseFormatNobodyTellsIsRefused() {
    assertThat(sort("tables: { a: { files: '*' } }\n", "x.dat"))
        .isEqualTo(
            new Refused(
                List.of("a"),
                "x.dat is not a .parquet, .csv, .tsv, .jsonl or .ndjson file by its name",
                "say format: csv, jsonl or parquet for the table, or narrow its files:"));
    assertThat(sort("tables: { a: { files: '*', format: csv } }\n", "x.dat"))
        .isInstanceOf(Into.class);
  }
}
