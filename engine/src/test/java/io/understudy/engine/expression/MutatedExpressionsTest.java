package io.understudy.engine.expression;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.engine.ColumnType;
import io.understudy.engine.TableSchema;
import io.understudy.engine.Tables;
import io.understudy.engine.transform.Transforms;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Expressions that work, cut, joined and spoilt: nothing may come of them but a problem. */
class MutatedExpressionsTest {
  private static final int ROUNDS = 4_000;
  private static final TableSchema SCHEMA =
      Tables.schema(
          "text",
          "whole INTEGER",
          "decimal DECIMAL",
          "floating FLOAT",
          "flag BOOLEAN",
          "day DATE",
          "clock TIME",
          "moment TIMESTAMP",
          "point INSTANT",
          "bytes BINARY",
          "nothing");
  private static final List<@Nullable Object> ROW =
      Tables.row(
          "Noah O'Neil 617-248-4867 2020-02-29 😀",
          Long.MIN_VALUE,
          new BigDecimal("12.50"),
          Double.NaN,
          true,
          LocalDate.of(2020, 2, 29),
          LocalTime.of(13, 4),
          LocalDateTime.of(9999, 12, 31, 23, 59),
          Instant.EPOCH,
          new byte[] {1, -1},
          null);
  private static final List<String> WORDS =
      List.of(
          "this",
          "row.text",
          "row.whole",
          "row.decimal",
          "row.floating",
          "row.day",
          "row.moment",
          "row.point",
          "row.bytes",
          "row.nothing",
          "index",
          "column.dtype",
          "none",
          "-1",
          "9223372036854775807",
          "1e308",
          "'%s'",
          "'{}'",
          "timedelta(days=1)",
          "range(9)",
          "re.I",
          " | ",
          " ~ ",
          " + ",
          " ** ",
          " // ",
          " % ",
          " < ",
          " in ",
          " is ",
          "[",
          "]",
          "(",
          ")",
          "{",
          "}",
          ":",
          ",",
          ".",
          "'",
          "\\");

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void endInAResultOrAProblem(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    List<String> corpus = corpus();
    Transforms transforms = new Transforms(Tables.KEYS.key("default"), List.of());
    Cell cell = new Cell(Tables.batch(SCHEMA, ROW));
    int results = 0;
    for (int round = 0; round < ROUNDS; round++) {
      String expression = mutated(corpus, random);
      int column = random.nextInt(SCHEMA.columns().size());
      ColumnScope scope = new ColumnScope(SCHEMA, column, null, transforms);
      cell.move(0, ROW.get(column));
      try {
        if (run(expression, scope, cell)) {
          results++;
        }
      } catch (ExpressionException | EvaluationException e) {
        assertThat(e).as(expression).hasMessageNotContaining("248-4867");
      } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
        throw new AssertionError(expression, e);
      }
    }
    assertThat(results).isGreaterThan(ROUNDS / 50);
  }

  private static boolean run(String expression, ColumnScope scope, Cell cell) {
    Expression parsed = Parser.parse(expression);
    if (!Checker.inForeach(parsed, Set.of()).isEmpty()) {
      return false;
    }
    Compiler compiler = new Compiler(scope, Map.of(), Map.of());
    compiler.condition(parsed).evaluator().evaluate(cell);
    compiler.foreach(parsed).evaluator().evaluate(cell);
    if (scope.type() != ColumnType.NESTED) {
      compiler.value(parsed).evaluator().evaluate(cell);
    }
    return true;
  }

  private static String mutated(List<String> corpus, SplittableRandom random) {
    StringBuilder text = new StringBuilder(corpus.get(random.nextInt(corpus.size())));
    int changes = 1 + random.nextInt(4);
    for (int i = 0; i < changes && !text.isEmpty(); i++) {
      int from = random.nextInt(text.length());
      int to = Math.min(text.length(), from + random.nextInt(12));
      String word = WORDS.get(random.nextInt(WORDS.size()));
      switch (random.nextInt(6)) {
        case 0 -> text.delete(from, to);
        case 1 -> text.insert(from, word);
        case 2 -> text.replace(from, to, word);
        case 3 -> text.insert(from, text.substring(from, to));
        case 4 -> text.append(" | ").append(filter(corpus, random));
        default -> {
          int quote = text.indexOf("'");
          int end = quote < 0 ? -1 : text.indexOf("'", quote + 1);
          if (end > 0) {
            text.replace(quote, end + 1, word);
          }
        }
      }
    }
    return text.toString();
  }

  private static String filter(List<String> corpus, SplittableRandom random) {
    String other = corpus.get(random.nextInt(corpus.size()));
    int bar = other.indexOf('|');
    return bar < 0 ? "string" : other.substring(bar + 1);
  }

  private static List<String> corpus() throws IOException {
    List<String> corpus = new ArrayList<>();
    for (String table : List.of("lists", "jinja-filters", "formats", "regex", "dates")) {
      try (InputStream in =
          Objects.requireNonNull(
              MutatedExpressionsTest.class.getResourceAsStream(table + ".tsv"))) {
        new String(in.readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .filter(line -> !line.startsWith("#") && !line.startsWith("~"))
            .forEach(line -> corpus.add(line.substring(0, line.indexOf('\t'))));
      }
    }
    return corpus;
  }
}
