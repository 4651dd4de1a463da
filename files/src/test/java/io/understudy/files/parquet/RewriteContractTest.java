package io.understudy.files.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.engine.ColumnReport;
import io.understudy.engine.Plan;
import io.understudy.engine.TableSchema;
import io.understudy.files.FileColumn;
import io.understudy.files.FileException;
import io.understudy.files.FileFormat;
import io.understudy.files.FileRewriter;
import io.understudy.files.RewriteResult;
import io.understudy.files.ValueType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What FileRewriter promises, for parquet. */
class RewriteContractTest {
  private static final int ROWS = 10_000;

  @TempDir private Path folder;
  private byte[] file;
  private final MemoryOutput output = new MemoryOutput();

  @BeforeEach
  void write() throws Exception {
    file =
        duckDbFile(
            "select i as id, case when i % 4 > 0 then 'user' || i end as email,"
                + " [{'street': 'Main ' || i}] as addresses from range(0, "
                + ROWS
                + ") t(i)");
  }

  @Test
  void theResultTellsRowsSizesColumnsAndCounts() throws Exception {
    RewriteResult result =
        rewrite(ColumnRules.change("email", value -> "masked"), () -> {}, bytes -> {});

    assertThat(result.rowsIn()).isEqualTo(ROWS);
    assertThat(result.rowsOut()).isEqualTo(ROWS);
    assertThat(result.bytesIn()).isEqualTo(file.length);
    assertThat(result.bytesOut()).isEqualTo(output.bytes().length);
    assertThat(result.columns())
        .containsExactly(
            new FileColumn("id", ValueType.BIGINT, true),
            new FileColumn("email", ValueType.TEXT, true),
            new FileColumn("addresses", ValueType.JSON, true, new FileColumn.Nested(null)));
    assertThat(result.reports()).contains(new ColumnReport("email", 7500, 2500, 0));
    assertThat(result.plans()).hasSize(3);
    assertThat(result.keyId()).isEqualTo("test-key");
    assertThat(result.etag()).isEqualTo("v" + output.bytes().length);
    assertThat(output.published()).isTrue();
    assertThat(output.closed()).isTrue();
  }

  @Test
  void twoRunsGiveTheSameBytes() throws Exception {
    Function<TableSchema, Plan> planner = ColumnRules.change("email", value -> value + "x");

    assertThat(Rewritten.of("a", file, planner).bytes())
        .isEqualTo(Rewritten.of("a", file, planner).bytes());
  }

  @Test
  void everythingIsWrittenAndNothingVisibleBeforePublish() throws Exception {
    List<Integer> sizes = new ArrayList<>();

    rewrite(
        ColumnRules.none(),
        () -> {
          assertThat(output.published()).isFalse();
          sizes.add(output.bytes().length);
        },
        bytes -> {});

    assertThat(sizes).containsExactly(output.bytes().length);
  }

  @Test
  void aStopBeforePublishPublishesNothing() {
    IllegalStateException fenced = new IllegalStateException("fenced");

    assertThatThrownBy(
            () ->
                rewrite(
                    ColumnRules.none(),
                    () -> {
                      throw fenced;
                    },
                    bytes -> {}))
        .isSameAs(fenced);
    assertThat(output.published()).isFalse();
    assertThat(output.closed()).isTrue();
  }

  @Test
  void anInterruptStopsBetweenBatches() {
    List<Object> seen = new ArrayList<>();

    assertThatThrownBy(
            () ->
                rewrite(
                    ColumnRules.change(
                        "email",
                        value -> {
                          seen.add(value);
                          Thread.currentThread().interrupt();
                          return value;
                        }),
                    () -> {},
                    bytes -> {}))
        .isInstanceOf(InterruptedException.class);
    assertThat(seen).hasSizeLessThan(ROWS / 4);
    assertThat(output.published()).isFalse();
    assertThat(output.closed()).isTrue();
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void progressRisesToTheSizeOfTheInput() throws Exception {
    List<Long> told = new ArrayList<>();

    rewrite(ColumnRules.change("email", value -> value), () -> {}, told::add);

    assertThat(told).isSorted().last().isEqualTo((long) file.length);
  }

  @Test
  void aPlanThatChecksANestedColumnSeesWhatIsInIt() throws Exception {
    List<Object> seen = new ArrayList<>();

    rewrite(
        ColumnRules.look(
            (column, value) -> {
              if (column.equals("addresses.street")) {
                seen.add(value);
              }
            }),
        () -> {},
        bytes -> {});

    assertThat(seen).contains("Main 0", "Main 1");
  }

  @Test
  void aRuleOnANestedColumnIsRefused() {
    assertThatThrownBy(
            () -> rewrite(ColumnRules.change("addresses", v -> v), () -> {}, bytes -> {}))
        .isInstanceOf(FileException.Terminal.class)
        .hasMessage(
            "x.parquet: column \"addresses\": it is nested, and rules change what is in it only;"
                + " take the rule out");
    assertThat(output.published()).isFalse();
  }

  @Test
  void theWriterIsKeptAndOursAdded() throws Exception {
    byte[] written = Rewritten.of("a", file, ColumnRules.none()).bytes();

    String before = footerWriter(file);
    assertThat(footerWriter(written))
        .startsWith(before.replaceFirst("\\)$", ""))
        .contains("rewritten by understudy");
  }

  private static String footerWriter(byte[] bytes) {
    return ParquetFile.open(new Source(new MemoryObject("a", bytes))).footer().getCreated_by();
  }

  private RewriteResult rewrite(
      Function<TableSchema, Plan> planner, Runnable beforePublish, LongConsumer progress)
      throws InterruptedException {
    return new FileRewriter()
        .rewrite(
            "t",
            new MemoryObject("x.parquet", file),
            new FileFormat.Parquet(),
            planner,
            output,
            beforePublish,
            progress);
  }

  private byte[] duckDbFile(String query) throws Exception {
    Path path = folder.resolve("in.parquet");
    try (DuckDb duckDb = new DuckDb()) {
      duckDb.execute(
          "copy (" + query + ") to '" + path + "' (format parquet, row_group_size 4096)");
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
    return Files.readAllBytes(path);
  }
}
