package io.understudy.files.jsonl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.engine.Batch;
import io.understudy.engine.ColumnReport;
import io.understudy.engine.Plan;
import io.understudy.engine.TableSchema;
import io.understudy.files.FileColumn;
import io.understudy.files.TableReader;
import io.understudy.files.ValueType;
import io.understudy.files.text.BytesIn;
import io.understudy.files.text.Configs;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** JSONL files that get other columns or fewer rows. */
class JsonShapeTest {
  private static final Function<TableSchema, Plan> ALL =
      Configs.open(
          """
          - columns:
              drop: [ { name: b } ]
              rename: [ { name: c, value: 'c "new"' } ]
              add: [ { name: x, position: 1 }, { name: y } ]
            rows:
              drop: [ { condition: row.a == 2 } ]
              update:
                - { name: a, condition: this == 3, value: this * 10 }
                - { name: x, value: '"x" ~ row.a' }
          """);

  private static String run(String text, Function<TableSchema, Plan> planner) {
    String whole = JsonRun.of(text, planner).text();
    for (int block = 5; block < 90; block += 7) {
      assertThat(JsonRun.of(text, planner, Math.max(block, text.indexOf('\n') + 2)).text())
          .isEqualTo(whole);
    }
    return whole;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\":1,\"b\":\"s\",\"c\":[1, 2]} | {\"a\":1,\"x\":\"x1\",\"c \\\"new\\\"\":[1, 2],\"y\":null}",
        "{ \"a\" : 3 , \"b\" : 0 , \"c\" : {} } |"
            + " { \"a\" : 30 , \"x\" : \"x30\" , \"c \\\"new\\\"\" : {} , \"y\" : null }",
        "{\"b\": 1, \"c\": 2, \"a\": 4} |"
            + " {\"x\": \"x4\", \"c \\\"new\\\"\": 2, \"a\": 4, \"y\": null}",
        "{\"b\":1} | {\"x\":null,\"y\":null}",
        "{ } | {\"x\":null,\"y\":null }",
        "{\"a\":5} | {\"a\":5,\"x\":\"x5\",\"y\":null}",
        "`{\"a\":1 ,\"\\u0062\":7,\"\\u0063\":8}` |"
            + " `{\"a\":1 ,\"x\":\"x1\" ,\"c \\\"new\\\"\":8 ,\"y\":null}`",
      })
  void membersAreDroppedRenamedAndAdded(String before, String after) {
    String first = "{\"a\":0,\"b\":0,\"c\":0}\n";
    String written = run(first + before + "\r\n", ALL);
    String head = "{\"a\":0,\"x\":\"x0\",\"c \\\"new\\\"\":0,\"y\":null}\n";
    assertThat(written).isEqualTo(head + after + "\r\n");
  }

  @Test
  void aDroppedRowTakesItsLineEndAlong() {
    assertThat(
            run(
                "\ufeff{\"a\":2}\n\n {\"a\":1} \n{\"a\":2}\r\n{\"a\":3}\n  {\"a\":2}",
                Configs.open("- rows: { drop: [ { condition: row.a == 2 } ] }")))
        .isEqualTo("\ufeff\n {\"a\":1} \n{\"a\":3}\n");
  }

  @Test
  void typesAndCountsAreThoseOfWhatIsWritten() {
    JsonRun run = JsonRun.of("{\"a\":1,\"c\":1}\n{\"a\":2,\"c\":\"t\",\"b\":1}\n{\"a\":3}\n", ALL);
    assertThat(run.result().rowsIn()).isEqualTo(3);
    assertThat(run.result().rowsOut()).isEqualTo(2);
    assertThat(run.result().columns())
        .containsExactly(
            new FileColumn("a", ValueType.BIGINT, false),
            new FileColumn("x", ValueType.TEXT, false),
            new FileColumn("c \"new\"", ValueType.BIGINT, true),
            new FileColumn("y", ValueType.NONE, true));
    assertThat(run.result().reports())
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("survival")
        .containsExactly(
            new ColumnReport("a", 1, 0, 1),
            new ColumnReport("c", 0, 0, 2),
            new ColumnReport("b", 0, 0, 0),
            new ColumnReport("x", 2, 0, 0),
            new ColumnReport("y", 0, 2, 0));
  }

  @Test
  void aKeyThatComesLateDoesNotMixUpTheAddedColumns() {
    StringBuilder lines = new StringBuilder("{\"a\":1,\"b\":0,\"c\":0}\n");
    lines
        .append("{\"a\":1}\n".repeat(2000))
        .append("{\"late\":true,\"a\":2}\n{\"late\":true,\"a\":4}\n");
    JsonRun run = JsonRun.of(lines.toString(), ALL, 64);
    assertThat(run.text())
        .endsWith(
            "{\"a\":1,\"x\":\"x1\",\"y\":null}\n"
                + "{\"late\":true,\"a\":4,\"x\":\"x4\",\"y\":null}\n");
    assertThat(run.result().reports())
        .contains(new ColumnReport("x", 2002, 0, 0), new ColumnReport("y", 0, 2002, 0));
    assertThat(run.result().rowsOut()).isEqualTo(2002);
  }

  @Test
  void aColumnThatStopsBeingDroppedFailsTheFile() {
    String lines = "{\"a\":1,\"b\":2}\n".repeat(3000) + "{\"a\":1,\"b\":2,\"c\":3}\n";
    Function<TableSchema, Plan> planner = Configs.open("- columns: { drop: [ { position: -1 } ] }");
    assertThatThrownBy(() -> JsonRun.of(lines, planner, 64))
        .hasMessage(
            "s3://bucket/file: line 3001: the config treats column \"b\" differently from here on,"
                + " because of its type or of new columns, and the lines before are written; give the"
                + " column values of one type, or decide about it by name");
  }

  @Test
  void aFileThatLostAllRowsIsReadAsATableWithoutRows() {
    Function<TableSchema, Plan> planner =
        Configs.open("- rows: { drop: [ { condition: 'true' } ] }");
    for (String lines : new String[] {"{\"a\":1}\n{\"a\":2}", "{\"a\":1}\n\n"}) {
      JsonRun run = JsonRun.of(lines, planner);
      assertThat(run.text()).isBlank();
      assertThat(run.result().rowsOut()).isZero();
      try (TableReader reader =
          TableReader.open("t", BytesIn.of(run.text()), JsonRun.PLAIN, run.result().columns())) {
        Batch batch = new Batch(1, 10);
        assertThat(reader.next(batch)).isFalse();
        assertThat(batch.size()).isZero();
      }
    }
  }
}
