package io.understudy.files.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.engine.CellException;
import io.understudy.engine.Plan;
import io.understudy.engine.TableSchema;
import io.understudy.files.FileException;
import io.understudy.files.FileFormat;
import io.understudy.files.PartChain;
import io.understudy.files.PartResult;
import io.understudy.files.RewriteResult;
import io.understudy.files.TextPart;
import io.understudy.files.WholeFileException;
import io.understudy.files.text.BytesIn;
import io.understudy.files.text.BytesOut;
import io.understudy.files.text.Configs;
import io.understudy.files.text.RulePlan;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A CSV file in parts gives the bytes, counts and errors that it gives as a whole. */
class CsvPartsTest {
  private static final int CASES = Integer.getInteger("understudy.cases", 5000);
  private static final int[] LOOKS = {16, 64, 1 << 20};
  private static final Function<TableSchema, Plan> UPPER =
      schema ->
          RulePlan.changing(schema.columns().get(0).name(), v -> CsvGeneratedTest.twist((String) v))
              .apply(schema);

  /**
   * Rewritten in parts.
   *
   * @param again parts that were rewritten once more
   */
  private record Cut(byte[] text, RewriteResult result, int again) {
    static Cut of(
        byte[] file,
        FileFormat.Csv format,
        Function<TableSchema, Plan> planner,
        int parts,
        int block) {
      List<BytesOut> written = new ArrayList<>();
      List<PartResult> results = new ArrayList<>();
      for (int i = 0; i < parts; i++) {
        written.add(new BytesOut());
        try {
          TextPart part = TextPart.of(file.length, i, parts);
          results.add(part(file, format, planner, part, written.get(i), block));
        } catch (FileException | CellException e) {
          results.add(null);
        }
      }
      int[] again = new int[1];
      try {
        PartChain chain =
            PartChain.of(
                new BytesIn(file),
                results,
                (number, part) -> {
                  again[0]++;
                  written.set(number, new BytesOut());
                  return part(file, format, planner, part, written.get(number), block);
                });
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        written.forEach(out -> text.writeBytes(out.bytes()));
        Plan plan = CsvRewriter.plan("t", new BytesIn(file), format, planner);
        return new Cut(text.toByteArray(), chain.summed(plan).published("etag-of-out"), again[0]);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }

    private static PartResult part(
        byte[] file,
        FileFormat.Csv format,
        Function<TableSchema, Plan> planner,
        TextPart part,
        BytesOut out,
        int block) {
      try {
        return CsvRewriter.part(
            "t", new BytesIn(file), format, part, planner, out, bytes -> {}, block, LOOKS);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }

    private String string() {
      return new String(text, StandardCharsets.UTF_8);
    }
  }

  private static Cut cut(String file, Function<TableSchema, Plan> planner, int parts) {
    return Cut.of(
        file.getBytes(StandardCharsets.UTF_8), CsvRun.COMMA, planner, parts, CsvFile.BLOCK);
  }

  private static String whole(String file, Function<TableSchema, Plan> planner) {
    return CsvRun.of(file, CsvRun.COMMA, planner).text();
  }

  @Test
  void randomFilesInAnyNumberOfPartsGiveWhatTheyGiveAsAWhole() {
    int cut = 0;
    int again = 0;
    for (int seed = 0; seed < CASES; seed++) {
      Random random = new Random(seed);
      CsvGeneratedTest.Generated file = CsvGeneratedTest.generate(random);
      byte[] bytes = file.text().getBytes(StandardCharsets.UTF_8);
      int width = file.rows().isEmpty() ? 1 : file.rows().getFirst().size();
      int parts = 1 + random.nextInt(6);
      int block = 3 + random.nextInt(60);
      CsvRun expected = CsvRun.of(bytes, file.format(), UPPER, block);
      try {
        Cut found = Cut.of(bytes, file.format(), UPPER, parts, block);
        assertThat(found.text).as("seed " + seed).isEqualTo(expected.out().bytes());
        assertSame(found.result, expected.result(), seed);
        cut++;
        again += found.again;
      } catch (WholeFileException e) {
        assertThat(width).as("seed " + seed).isEqualTo(1);
      }
    }
    assertThat(cut).isGreaterThan(CASES / 2);
    assertThat(again).as("wrong guesses").isPositive();
  }

  private static void assertSame(RewriteResult found, RewriteResult expected, int seed) {
    assertThat(found.rowsIn()).as("seed " + seed).isEqualTo(expected.rowsIn());
    assertThat(found.rowsOut()).isEqualTo(expected.rowsOut());
    assertThat(found.bytesIn()).isEqualTo(expected.bytesIn());
    assertThat(found.bytesOut()).isEqualTo(expected.bytesOut());
    assertThat(found.columns()).as("seed " + seed).isEqualTo(expected.columns());
    assertThat(found.reports()).as("seed " + seed).isEqualTo(expected.reports());
    assertThat(found.plans()).isEqualTo(expected.plans());
    assertThat(found.keyId()).isEqualTo(expected.keyId());
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void longerFilesAreCutRightAtOnce(String lineEnd) {
    StringBuilder file = new StringBuilder("\ufeffid,name,note").append(lineEnd);
    for (int i = 0; i < 4_000; i++) {
      file.append(i).append(",name ").append(i % 97).append(',');
      file.append(i % 3 == 0 ? "\"a, b" + lineEnd + "says \"\"no\"\", and\"" : "plain");
      file.append(lineEnd).append(i % 500 == 0 ? lineEnd : "");
    }
    String text = file.toString();
    int again = 0;
    for (int parts = 2; parts < 60; parts += 7) {
      Cut found = cut(text, UPPER, parts);
      assertThat(found.string()).isEqualTo(whole(text, UPPER));
      again += found.again;
    }
    assertThat(again).isZero();
  }

  @Test
  void aTextInQuotesThatLooksLikeTheFileOnlyCostsTime() {
    String lines = "1,x,2\n".repeat(400);
    String text = "a,b,c\n1,\"" + lines + "\",3\n" + lines + "4,\"" + lines + "\",6\n";
    Cut found = cut(text, UPPER, 7);
    assertThat(found.string()).isEqualTo(whole(text, UPPER));
    assertThat(found.again).isPositive();
  }

  @Test
  void aRecordThatIsLongerThanSomePartsIsInOneOfThem() {
    String text = "a,b\n1,2\n3,\"" + "x\n,\"\"".repeat(1_000) + "\"\n5,6\n";
    assertThat(cut(text, UPPER, 9).string()).isEqualTo(whole(text, UPPER));
  }

  @Test
  void aHeaderThatIsLongerThanSomePartsIsWrittenOnce() {
    String text = "a,\"" + "h\n".repeat(100) + "\"\n1,2\n";
    assertThat(cut(text, UPPER, 9).string()).isEqualTo(whole(text, UPPER));
  }

  @Test
  void otherColumnsAreWrittenInPartsToo() {
    Function<TableSchema, Plan> other =
        Configs.open(
            """
            - columns:
                drop: [ { name: b } ]
                rename: [ { name: c, value: "c, new" } ]
                add: [ { name: x, position: 1 } ]
              rows:
                update:
                  - { name: x, value: '"x" ~ row.a' }
            """);
    String text = "a,b,c\n" + "1,two,\"3\"\n\n4,\"5,\n\",6\r\n".repeat(50);
    assertThat(cut(text, other, 6).string()).isEqualTo(whole(text, other));
  }

  @Test
  void errorsAreThoseOfTheWholeFile() {
    String good = "1,\"x\ny\"\n".repeat(100);
    String bad = "a,b\n" + good + "1,2,3\n" + good;
    assertThatThrownBy(() -> cut(bad, UPPER, 5))
        .hasMessage(
            BytesIn.NAME
                + ": record 101 (at byte 804): expected 2 fields, found 3; correct the record, or set"
                + " csv.delimiter if it is not ,");
    assertThatThrownBy(() -> whole(bad, UPPER))
        .hasMessage(
            BytesIn.NAME
                + ": record 101 (at byte 804): expected 2 fields, found 3; correct the record, or set"
                + " csv.delimiter if it is not ,");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "- rows: { drop: [ { condition: row.a == '2' } ] }",
        "- columns: { drop: [ { name: b } ] }",
        "- { columns: { add: [ { name: c } ] }, rows: { update: [ { name: c, value: fake.city() } ] } }"
      })
  void whatDependsOnTheRowsBeforeIsRefused(String step) {
    String text = "a,b\n" + "1,2\n".repeat(50);
    assertThatThrownBy(() -> cut(text, Configs.open(step), 3))
        .isInstanceOf(WholeFileException.class);
  }

  @Test
  void numbersOfRowsEndAPartAtOnce() {
    byte[] file = ("a,b\n" + "1,2\n".repeat(20_000)).getBytes(StandardCharsets.UTF_8);
    Function<TableSchema, Plan> rules =
        Configs.open("- rows: { update: [ { name: a, value: index } ] }");
    TextPart second = TextPart.of(file.length, 1, 2);
    List<Long> progress = new ArrayList<>();
    BytesOut out = new BytesOut();
    assertThatThrownBy(
            () ->
                CsvRewriter.part(
                    "t", new BytesIn(file), CsvRun.COMMA, second, rules, out, progress::add))
        .isInstanceOf(WholeFileException.class)
        .hasMessage("values follow from numbers of rows");
    assertThat(progress).isEmpty();
  }
}
