package io.understudy.files.csv;

import static io.understudy.files.text.RulePlan.IDENTITY;
import static io.understudy.files.text.RulePlan.changing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.engine.CellException;
import io.understudy.engine.ColumnReport;
import io.understudy.engine.ColumnType;
import io.understudy.files.Compression;
import io.understudy.files.FileColumn;
import io.understudy.files.FileFormat;
import io.understudy.files.ValueType;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvRewriterTest {
  private static final UnaryOperator<Object> UPPER =
      value -> value == null ? null : value.toString().toUpperCase(Locale.ROOT);
  private static final FileFormat.Csv HEADERLESS = new FileFormat.Csv(',', false, Compression.NONE);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a,b\n1,2\n",
        "a,b\n1,2",
        "a,b\r\n1,2\r\n",
        "a,b\r1,2\r",
        "a,b\r\n1,2\n3,4\r5,6",
        "a,b\n",
        "a,b",
        "\ufeffa,b\n1,2\n",
        "a,b\n\n1,2\n\n\n3,4\n\n",
        "\r\n\na,b\n\r\n1,2\n",
        "a,b\n\"x\"\"y\",\"1\n2\r\n3\"\n",
        "a,b\n\"\",\n,\"\"\n",
        "a,b\n1,37\u00b036'37.8\"N\n",
        "a,b\n x , \" y\"\n",
        "\"a\",\"b\"\"c\"\n1,2\n",
        ",b\n1,2\n",
        "a\n1\n\n2\n",
        "a\n",
        "a\n\n",
        "a,b\n\u4e16,\ud83d\ude00\n",
        "a,b\n\1,\u001a\n"
      })
  void aFileThatNothingChangesStaysAsItIs(String text) {
    for (int block = 3; block < 40; block++) {
      assertThat(CsvRun.of(text.getBytes(UTF), CsvRun.COMMA, IDENTITY, block).text())
          .isEqualTo(text);
      assertThat(CsvRun.of(text.getBytes(UTF), HEADERLESS, IDENTITY, block).text()).isEqualTo(text);
    }
  }

  private static final java.nio.charset.Charset UTF = java.nio.charset.StandardCharsets.UTF_8;

  @Test
  void onlyTheBytesOfChangedFieldsChange() {
    String before =
        "\ufeffid,name\r\n1,ann\r\n\r\n2,\"bob\"\n3,\"c,\"\"d\"\"\"\n4,\n5,\"\"\n6,\"ZED\"";
    String after =
        "\ufeffid,name\r\n1,ANN\r\n\r\n2,\"BOB\"\n3,\"C,\"\"D\"\"\"\n4,\n5,\"\"\n6,\"ZED\"";
    assertThat(CsvRun.of(before, CsvRun.COMMA, changing("name", UPPER)).text()).isEqualTo(after);
  }

  @Test
  void aNewValueIsQuotedIfTheFieldWasOrIfItHasToBe() {
    assertThat(changed("x", "y,z")).isEqualTo("a,b\n\"y,z\",1\n");
    assertThat(changed("x", "y\nz")).isEqualTo("a,b\n\"y\nz\",1\n");
    assertThat(changed("x", "y\rz")).isEqualTo("a,b\n\"y\rz\",1\n");
    assertThat(changed("x", "\"")).isEqualTo("a,b\n\"\"\"\",1\n");
    assertThat(changed("x", "y\"\"")).isEqualTo("a,b\n\"y\"\"\"\"\",1\n");
    assertThat(changed("x", "\ufeffy")).isEqualTo("a,b\n\"\ufeffy\",1\n");
    assertThat(changed("x", "y;z ")).isEqualTo("a,b\ny;z ,1\n");
    assertThat(changed("\"x\"", "y")).isEqualTo("a,b\n\"y\",1\n");
    assertThat(changed("x\"", "y")).isEqualTo("a,b\ny,1\n");
  }

  @Test
  void nullIsAFieldWithoutBytesAndTheEmptyTextAPairOfQuotes() {
    assertThat(changed("x", null)).isEqualTo("a,b\n,1\n");
    assertThat(changed("\"x\"", null)).isEqualTo("a,b\n,1\n");
    assertThat(changed("x", "")).isEqualTo("a,b\n\"\",1\n");
    assertThat(changed("\"\"", null)).isEqualTo("a,b\n,1\n");
    assertThat(changed("", "")).isEqualTo("a,b\n\"\",1\n");
    assertThat(changed("", "y")).isEqualTo("a,b\ny,1\n");
  }

  @Test
  void inAFileOfOneColumnAnEmptyLineIsNull() {
    UnaryOperator<Object> mark = value -> value == null ? "none" : value;
    assertThat(CsvRun.of("a\n1\n\n2", CsvRun.COMMA, changing("a", mark)).text())
        .isEqualTo("a\n1\nnone\n2");
    assertThat(CsvRun.of("\n1\n", HEADERLESS, changing("column_1", mark)).text())
        .isEqualTo("none\n1\n");
    assertThat(CsvRun.of("\n\r\n", HEADERLESS, changing("column_1", mark)).text())
        .isEqualTo("none\nnone\r\n");
  }

  @Test
  void aLastRowOfOneColumnThatBecomesNullStaysARow() {
    assertThat(CsvRun.of("a\n1", CsvRun.COMMA, changing("a", value -> null)).text())
        .isEqualTo("a\n\n");
    assertThat(CsvRun.of("a\n1\n", CsvRun.COMMA, changing("a", value -> null)).text())
        .isEqualTo("a\n\n");
    assertThat(CsvRun.of("1", HEADERLESS, changing("column_1", value -> null)).text())
        .isEqualTo("\n");
    assertThat(CsvRun.of("a\r1", CsvRun.COMMA, changing("a", value -> null)).text())
        .isEqualTo("a\r\r");
    assertThat(CsvRun.of("a\r1\n2", CsvRun.COMMA, changing("a", value -> null)).text())
        .isEqualTo("a\r\r\n\n");
  }

  @Test
  void columnsWithoutNameAreNumbered() {
    assertThat(CsvRun.of("x,y\n", HEADERLESS, changing("column_2", UPPER)).text())
        .isEqualTo("x,Y\n");
    assertThat(CsvRun.of("\ufeffx,y", HEADERLESS, changing("column_1", UPPER)).text())
        .isEqualTo("\ufeffX,y");
    assertThat(CsvRun.of(",b,\"\"\n0,x,y\n", CsvRun.COMMA, changing("column_3", UPPER)).text())
        .isEqualTo(",b,\"\"\n0,x,Y\n");
  }

  @Test
  void anyCharacterCanBeTheDelimiter() {
    for (char delimiter : new char[] {';', '\t', '|', ' ', '\1', '\u00a7', '\u2502', '\uffff'}) {
      FileFormat.Csv format = new FileFormat.Csv(delimiter, true, Compression.NONE);
      String text = "a,b\n\"x,\",,y\n".replace("x,\",,", "x,\",").replace(',', delimiter);
      String after = text.replace("y", "Y");
      for (int block = 3; block < 20; block++) {
        assertThat(CsvRun.of(text.getBytes(UTF), format, changing("b", UPPER), block).text())
            .isEqualTo(after);
      }
      assertThat(CsvRun.of(text, format, changing("b", v -> "p" + delimiter + "q")).text())
          .isEqualTo(text.replace("y", "\"p" + delimiter + "q\""));
    }
  }

  @Test
  void charactersThatShareBytesWithTheDelimiterAreNotTakenForIt() {
    FileFormat.Csv format = new FileFormat.Csv('\u2502', true, Compression.NONE);
    String text = "a\u2502b\n\u2500\u2503\u2502y\u2501\n";
    for (int block = 3; block < 20; block++) {
      assertThat(CsvRun.of(text.getBytes(UTF), format, changing("b", UPPER), block).text())
          .isEqualTo("a\u2502b\n\u2500\u2503\u2502Y\u2501\n");
    }
  }

  @Test
  void theResultSaysWhatWasDoneAndSeen() {
    CsvRun run =
        CsvRun.of(
            "id,name,born,note,zip\n1,ann,2001-02-03,,01234\n\n2,\"bob\",1999-12-31,,5\n3,,,,\n",
            CsvRun.COMMA,
            changing("name", UPPER));
    assertThat(run.result().rowsIn()).isEqualTo(3);
    assertThat(run.result().rowsOut()).isEqualTo(3);
    assertThat(run.result().bytesIn()).isEqualTo(75);
    assertThat(run.result().bytesOut()).isEqualTo(run.out().bytes().length);
    assertThat(run.result().columns())
        .containsExactly(
            new FileColumn("id", ValueType.BIGINT, false),
            new FileColumn("name", ValueType.TEXT, true),
            new FileColumn("born", ValueType.DATE, true),
            new FileColumn("note", ValueType.NONE, true),
            new FileColumn("zip", ValueType.TEXT, true));
    assertThat(run.result().reports().get(1)).isEqualTo(new ColumnReport("name", 2, 1, 0));
    assertThat(run.result().plans()).hasSize(5);
    assertThat(run.result().plans().get(0).column().type()).isEqualTo(ColumnType.TEXT);
    assertThat(run.result().keyId()).isEqualTo("key-1");
    assertThat(run.result().etag()).isEqualTo("etag-of-out");
  }

  @Test
  void theTypeIsThatOfTheWrittenValues() {
    CsvRun run = CsvRun.of("a,b\nx,1\ny,2\n", CsvRun.COMMA, changing("a", value -> "17"));
    assertThat(run.result().columns().get(0))
        .isEqualTo(new FileColumn("a", ValueType.BIGINT, false));
    CsvRun other = CsvRun.of("a,b\n1,1\n2,2\n", CsvRun.COMMA, changing("a", value -> "x"));
    assertThat(other.result().columns().get(0))
        .isEqualTo(new FileColumn("a", ValueType.TEXT, false));
  }

  @Test
  void aNewValueThatIsNotUnicodeIsAnErrorWithoutIt() {
    assertThatThrownBy(
            () ->
                CsvRun.of(
                    "a\nx\ny\n", CsvRun.COMMA, changing("a", v -> v.equals("y") ? "\ud800" : v)))
        .isInstanceOf(CellException.class)
        .hasMessage("row 2, column \"a\": the new value is not valid Unicode; change the rule");
  }

  @Test
  void rowsAreNumberedThroughBatchesAndWideFilesHaveSmallOnes() {
    String header =
        String.join(",", java.util.stream.IntStream.range(0, 3000).mapToObj(i -> "c" + i).toList());
    String row = ",".repeat(2999) + "\n";
    String text = header + "\n" + row.repeat(300) + "x" + row;
    assertThatThrownBy(
            () -> CsvRun.of(text, CsvRun.COMMA, changing("c0", v -> v == null ? null : "\udc00")))
        .hasMessageStartingWith("row 301, column \"c0\"");
    byte[] bytes = text.getBytes(UTF);
    assertThat(CsvRun.of(bytes, CsvRun.COMMA, IDENTITY, 1 << 16).out().bytes()).isEqualTo(bytes);
    assertThat(Arrays.stream(text.split("\n")).count()).isEqualTo(302);
  }

  private static String changed(String field, String value) {
    return CsvRun.of("a,b\n" + field + ",1\n", CsvRun.COMMA, changing("a", old -> value)).text();
  }
}
