package io.understudy.files.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.engine.CellException;
import io.understudy.engine.Plan;
import io.understudy.engine.TableSchema;
import io.understudy.files.Compression;
import io.understudy.files.FileColumn;
import io.understudy.files.FileFormat;
import io.understudy.files.FileRewriter;
import io.understudy.files.RewriteResult;
import io.understudy.files.ValueType;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Rules for what is inside of JSON, in lines of JSON and in fields of CSV. */
class InnerRulesTest {
  private static final FileFormat LINES = new FileFormat.JsonLines(Compression.NONE);
  private static final FileFormat CSV = new FileFormat.Csv(',', true, Compression.NONE);
  private static final Function<TableSchema, Plan> UPPER =
      Configs.open(
          """
          - rows:
              update:
                - { name: 'a.b', value: this | upper }
                - { name: 'tags', value: this | upper }
          """);
  private RewriteResult result;

  private String run(FileFormat format, String text, Function<TableSchema, Plan> planner)
      throws InterruptedException {
    BytesOut out = new BytesOut();
    result =
        new FileRewriter()
            .rewrite("t", BytesIn.of(text), format, planner, out, () -> {}, bytes -> {});
    return out.text();
  }

  @Test
  void linesOfJsonChangeInsideOnly() throws Exception {
    String before =
        "{ \"a\" : { \"b\" : \"x\" , \"c\":\"x\"}, \"tags\":[\"é\", 1.50] ,\"n\":1}\r\n"
            + "{\"tags\":null,\"a\":[{\"b\":\"y\"}, {}]}\n{\"a\":{\"b\":\"Z\"},\"tags\":[]}";
    String after =
        "{ \"a\" : { \"b\" : \"X\" , \"c\":\"x\"}, \"tags\":[\"É\", 1.50] ,\"n\":1}\r\n"
            + "{\"tags\":null,\"a\":[{\"b\":\"Y\"}, {}]}\n{\"a\":{\"b\":\"Z\"},\"tags\":[]}";

    assertThat(run(LINES, before, UPPER)).isEqualTo(after);
    assertThat(result.columns())
        .contains(
            new FileColumn("a", ValueType.JSON, false),
            new FileColumn("tags", ValueType.JSON, true));
  }

  @Test
  void aKeyThatIsTextFirstAndAnArrayLaterIsMaskedInBoth() throws Exception {
    String line = "{\"tags\":\"x\",\"a\":{}}\n";
    String before = line.repeat(300_000) + "{\"tags\":[\"y\"],\"a\":{}}\n";

    String after = run(LINES, before, UPPER);

    assertThat(after)
        .isEqualTo(line.replace("x", "X").repeat(300_000) + "{\"tags\":[\"Y\"],\"a\":{}}\n");
  }

  @Test
  void fieldsOfCsvAreJsonIfARuleNamesWhatIsInThem() throws Exception {
    Function<TableSchema, Plan> planner =
        Configs.open(
            "- rows: { update: [ { name: payload.customer.email, value: this | upper } ] }");
    String before =
        "id,payload\n1,\"{ \"\"customer\"\": {\"\"email\"\":\"\"jo@x.test\"\"},\n \"\"n\"\":1.0}\"\n2,\n3,{}\n";

    assertThat(run(CSV, before, planner)).isEqualTo(before.replace("jo@x.test", "JO@X.TEST"));
    assertThatThrownBy(() -> run(CSV, before + "4,{\n", planner))
        .isInstanceOf(CellException.class)
        .hasMessageContaining("row 4, column \"payload\": is not JSON");
  }

  @Test
  void aTextOfJsonInsideOfALineIsNamedTheSameWay() throws Exception {
    Function<TableSchema, Plan> planner =
        Configs.open("- rows: { update: [ { name: p.e, value: this | upper } ] }");

    assertThat(run(LINES, "{\"p\":\"{ \\\"e\\\" : \\\"x\\\" }\", \"q\":1}\n", planner))
        .isEqualTo("{\"p\":\"{ \\\"e\\\" : \\\"X\\\" }\", \"q\":1}\n");
  }
}
