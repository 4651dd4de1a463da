package io.understudy.files.csv;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.engine.Plan;
import io.understudy.engine.TableSchema;
import io.understudy.files.Compression;
import io.understudy.files.FileColumn;
import io.understudy.files.FileFormat;
import io.understudy.files.ValueType;
import io.understudy.files.text.Configs;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** CSV files that get other columns or fewer rows. */
class CsvShapeTest {
  private static final FileFormat.Csv HEADERLESS = new FileFormat.Csv(',', false, Compression.NONE);
  private static final Function<TableSchema, Plan> ALL =
      Configs.open(
          """
          - columns:
              drop: [ { name: b } ]
              rename: [ { name: c, value: "c, new" } ]
              add: [ { name: x, position: 1 }, { name: y } ]
            rows:
              drop: [ { condition: row.a == "2" } ]
              update:
                - { name: a, condition: this == "3", value: '"three, or so"' }
                - { name: x, value: '"x" ~ row.a' }
          """);

  /** Whatever the block's size is, the text is the same. */
  private static String run(
      String text, FileFormat.Csv format, Function<TableSchema, Plan> planner) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    String whole = CsvRun.of(bytes, format, planner, CsvFile.BLOCK).text();
    for (int block = 3; block < 40; block += 3) {
      assertThat(CsvRun.of(bytes, format, planner, block).text()).isEqualTo(whole);
    }
    return whole;
  }

  @Test
  void fieldsAreDroppedRenamedAddedAndRecordsDropped() {
    assertThat(
            run(
                "\ufeffa,b,c\r\n1,secret, un touched \r\n\r\n2,gone,gone\n\n3,\"s\"\"\", \"q\" \n4,,",
                CsvRun.COMMA,
                ALL))
        .isEqualTo(
            "\ufeffa,x,\"c, new\",y\r\n1,x1, un touched ,\r\n\r\n\n\"three, or so\",\"xthree, or so\","
                + " \"q\" ,\n4,x4,,");
  }

  @Test
  void newFieldsAreQuotedAsTheOthersAre() {
    assertThat(run("\"a\",\"b\",\"c\"\n\"1\",\"2\",\"3\"\n4,\"5\",6\n", CsvRun.COMMA, ALL))
        .isEqualTo("\"a\",\"x\",\"c, new\",\"y\"\n\"1\",\"x1\",\"3\",\n4,x4,6,\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`a,b_1,2_2,3_3,4` | `a,b_1,2_3,4`",
        "`a,b_2,3_` | `a,b_`",
        "`a,b_1,1_2,3` | `a,b_1,1_`",
        "`a,b_2,2_2,3_` | `a,b_`",
        "`a,b__2,2___3,3_` | `a,b____3,3_`",
      })
  void aDroppedRecordTakesItsLineEndAlong(String before, String after) {
    Function<TableSchema, Plan> planner =
        Configs.open("- rows: { drop: [ { condition: row.a == \"2\" } ] }");
    for (String lineEnd : new String[] {"\n", "\r\n", "\r"}) {
      assertThat(run(before.replace("_", lineEnd), CsvRun.COMMA, planner))
          .isEqualTo(after.replace("_", lineEnd));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`a,b_1,2_` | `b_2_`",
        "`a,b_1,_2,3_` | `b__3_`",
        "`a,b_1,` | `b__`",
        "`_a,b_1,2__3,4__` | `_b_2_4_`",
        "`a,b_1,\"\"` | `b_\"\"`",
      })
  void oneColumnHasNoBlankLinesButRecords(String before, String after) {
    Function<TableSchema, Plan> planner = Configs.open("- columns: { drop: [ { name: a } ] }");
    for (String lineEnd : new String[] {"\n", "\r\n"}) {
      String expected = after.replace("__", "_\u0000").replace("\u0000", "_");
      String written = run(before.replace("_", lineEnd), CsvRun.COMMA, planner);
      assertThat(written.replace(lineEnd, "\n")).isEqualTo(expected.replace("_", "\n"));
      int rows = (int) before.lines().count();
      assertThat(rows).isPositive();
    }
  }

  @Test
  void oneColumnBecomesTwo() {
    assertThat(
            run(
                "a\n1\n\n\"\"\n",
                CsvRun.COMMA,
                Configs.open("- columns: { add: [ { name: b } ] }")))
        .isEqualTo("a,b\n1,\n,\n\"\",\n");
  }

  @Test
  void aHeaderFieldWithoutNameKeepsTheNameThatItsOldPlaceGaveIt() {
    CsvRun run =
        CsvRun.of(
            "a,,c\n1,2,3\n", CsvRun.COMMA, Configs.open("- columns: { drop: [ { name: a } ] }"));
    assertThat(run.text()).isEqualTo("column_2,c\n2,3\n");
    assertThat(run.result().columns())
        .extracting(FileColumn::name)
        .containsExactly("column_2", "c");
  }

  @Test
  void withoutHeaderTheNewPlacesAreTheNames() {
    Function<TableSchema, Plan> planner =
        Configs.open(
            """
            - columns:
                drop: [ { name: column_1 } ]
                rename: [ { name: column_2, value: second } ]
                add: [ { name: new, position: 0 } ]
              rows: { update: [ { name: new, value: row.second ~ "!" } ] }
            """);
    assertThat(run("\n1,b\n2,c", HEADERLESS, planner)).isEqualTo("\nb!,b\nc!,c");
    CsvRun run = CsvRun.of("1,b\n2,c", HEADERLESS, planner);
    assertThat(run.result().columns())
        .extracting(FileColumn::name)
        .containsExactly("column_1", "column_2");
  }

  @Test
  void whatWouldBecomeAByteOrderMarkIsQuoted() {
    assertThat(
            run(
                "1,\ufeffb\n2,\ufeffc\n",
                HEADERLESS,
                Configs.open("- columns: { drop: [ { position: 0 } ] }")))
        .isEqualTo("\"\ufeffb\"\n\ufeffc\n");
  }

  @Test
  void typesAndCountsAreThoseOfWhatIsWritten() {
    CsvRun run = CsvRun.of("a,b,c\n1,x,1.5\n2,y,text\n3,z,\n", CsvRun.COMMA, ALL);
    assertThat(run.result().rowsIn()).isEqualTo(3);
    assertThat(run.result().rowsOut()).isEqualTo(2);
    assertThat(run.result().columns())
        .containsExactly(
            new FileColumn("a", ValueType.TEXT, false),
            new FileColumn("x", ValueType.TEXT, false),
            new FileColumn("c, new", ValueType.NUMERIC, true),
            new FileColumn("y", ValueType.NONE, true));
  }

  @Test
  void allRecordsCanGo() {
    assertThat(
            run(
                "a,b\n1,2\n3,4",
                CsvRun.COMMA,
                Configs.open("- rows: { drop: [ { condition: 'true' } ] }")))
        .isEqualTo("a,b\n");
  }

  @Test
  void columnsThatOnlyChangeNamesChangeNothingElse() {
    assertThat(
            run(
                "a;b\n1;\"x\"\n",
                new FileFormat.Csv(';', true, Compression.NONE),
                Configs.open(
                    "- columns: { rename: [ { name: a, value: b }, { name: b, value: a } ] }")))
        .isEqualTo("b;a\n1;\"x\"\n");
  }
}
