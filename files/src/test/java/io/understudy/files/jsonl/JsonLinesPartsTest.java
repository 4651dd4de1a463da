package io.understudy.files.jsonl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.engine.CellException;
import io.understudy.engine.Plan;
import io.understudy.engine.TableSchema;
import io.understudy.files.FileException;
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

/** A JSONL file in parts gives the bytes, counts and errors that it gives as a whole. */
class JsonLinesPartsTest {
  private static final int CASES = Integer.getInteger("understudy.cases", 5000);
  private static final Function<TableSchema, Plan> RULES =
      Configs.open("- rows: { update: [ { name: a, value: '\"<\" ~ this ~ \">\"' } ] }");

  private record Cut(String text, RewriteResult result) {
    static Cut of(String file, Function<TableSchema, Plan> planner, int parts, int block) {
      byte[] bytes = file.getBytes(StandardCharsets.UTF_8);
      List<BytesOut> written = new ArrayList<>();
      List<PartResult> results = new ArrayList<>();
      for (int i = 0; i < parts; i++) {
        written.add(new BytesOut());
        try {
          TextPart part = TextPart.of(bytes.length, i, parts);
          results.add(part(bytes, planner, part, written.get(i), block));
        } catch (FileException | CellException e) {
          results.add(null);
        }
      }
      try {
        PartChain chain =
            PartChain.of(
                new BytesIn(bytes),
                results,
                (number, part) -> {
                  written.set(number, new BytesOut());
                  return part(bytes, planner, part, written.get(number), block);
                });
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        written.forEach(out -> text.writeBytes(out.bytes()));
        Plan plan = JsonLinesRewriter.plan("t", new BytesIn(bytes), JsonRun.PLAIN, planner);
        return new Cut(
            text.toString(StandardCharsets.UTF_8), chain.summed(plan).published("etag-of-out"));
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }

    private static PartResult part(
        byte[] file, Function<TableSchema, Plan> planner, TextPart part, BytesOut out, int block) {
      try {
        return JsonLinesRewriter.part(
            "t", new BytesIn(file), JsonRun.PLAIN, part, planner, out, bytes -> {}, block);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  @Test
  void randomFilesInAnyNumberOfPartsGiveWhatTheyGiveAsAWhole() {
    int cut = 0;
    for (int seed = 0; seed < CASES; seed++) {
      Random random = new Random(seed);
      String line = JsonLinesGeneratedTest.join(JsonLinesGeneratedTest.lines(random), random);
      String text = line.endsWith("\n") ? line + line.replace("\ufeff", "") : line;
      int parts = 1 + random.nextInt(6);
      int block = 3 + random.nextInt(300);
      Function<TableSchema, Plan> rules = RulePlan.changing("a", JsonLinesPartsTest::twist);
      JsonRun expected;
      try {
        expected = JsonRun.of(text, rules, block);
      } catch (FileException | CellException e) {
        continue;
      }
      try {
        Cut found = Cut.of(text, rules, parts, block);
        assertThat(found.text).as("seed " + seed).isEqualTo(expected.text());
        assertThat(found.result.rowsIn()).isEqualTo(expected.result().rowsIn());
        assertThat(found.result.rowsOut()).isEqualTo(expected.result().rowsOut());
        assertThat(found.result.columns())
            .as("seed " + seed)
            .isEqualTo(expected.result().columns());
        cut++;
      } catch (WholeFileException e) {
        int length = text.getBytes(StandardCharsets.UTF_8).length;
        assertThat(block).as("seed " + seed).isLessThanOrEqualTo(length);
      }
    }
    assertThat(cut).isGreaterThan(CASES / 20);
  }

  private static Object twist(Object value) {
    boolean nested = value instanceof String text && (text.startsWith("{") || text.startsWith("["));
    return value == null || nested ? value : JsonLinesGeneratedTest.twist(value);
  }

  @Test
  void longerFilesGiveWhatTheyGiveAsAWhole() {
    StringBuilder file = new StringBuilder("\ufeff\n");
    for (int i = 0; i < 4_000; i++) {
      file.append("{\"a\": \"x")
          .append(i)
          .append("\\n\",\"b\":")
          .append(i)
          .append(",\"c\":[1,{}]}");
      file.append(i % 7 == 0 ? "\r\n\n" : "\n");
    }
    String text = file.toString();
    JsonRun expected = JsonRun.of(text, RULES);
    for (int parts = 2; parts < 60; parts += 7) {
      Cut found = Cut.of(text, RULES, parts, 1 << 10);
      assertThat(found.text).isEqualTo(expected.text());
      assertThat(found.result.columns()).isEqualTo(expected.result().columns());
      assertThat(found.result.rowsIn()).isEqualTo(4_000);
      assertThat(found.result.reports().get(0).changed()).isEqualTo(4_000);
    }
  }

  @Test
  void aLineThatIsLongerThanSomePartsIsInOneOfThem() {
    String text = "{\"a\":\"" + "x".repeat(1_000) + "\"}\n{\"a\":\"y\"}\n{\"a\":\"z\"}";
    assertThat(Cut.of(text, RULES, 9, 1 << 10).text).isEqualTo(JsonRun.of(text, RULES).text());
  }

  @Test
  void errorsAreThoseOfTheWholeFile() {
    String good = "{\"a\":\"x\"}\n\n".repeat(100);
    assertThatThrownBy(() -> Cut.of(good + "{\"a\":1 2}\n" + good, RULES, 5, 1 << 6))
        .hasMessageStartingWith(BytesIn.NAME + ": line 201, byte ");
    assertThatThrownBy(() -> JsonRun.of(good + "{\"a\":1 2}\n" + good, RULES))
        .hasMessageStartingWith(BytesIn.NAME + ": line 201, byte ");
  }

  @Test
  void aKeyThatIsNewBehindTheFirstBlockIsForTheWholeFile() {
    String text = "{\"a\":\"x\"}\n".repeat(100) + "{\"a\":\"x\",\"b\":1}\n";
    assertThatThrownBy(() -> Cut.of(text, RULES, 3, 1 << 6)).isInstanceOf(WholeFileException.class);
  }

  @Test
  void numbersOfRowsEndAPartAfterOneBatch() {
    byte[] file = "{\"a\":1}\n".repeat(20_000).getBytes(StandardCharsets.UTF_8);
    Function<TableSchema, Plan> rules =
        Configs.open("- rows: { update: [ { name: a, value: index } ] }");
    TextPart second = TextPart.of(file.length, 1, 2);
    List<Long> progress = new ArrayList<>();
    BytesOut out = new BytesOut();
    assertThatThrownBy(
            () ->
                JsonLinesRewriter.part(
                    "t", new BytesIn(file), JsonRun.PLAIN, second, rules, out, progress::add))
        .isInstanceOf(WholeFileException.class)
        .hasMessage("values follow from numbers of rows");
    assertThat(progress).hasSize(1);
  }
}
