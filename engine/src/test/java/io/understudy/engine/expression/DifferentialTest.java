package io.understudy.engine.expression;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.engine.TableSchema;
import io.understudy.engine.Tables;
import io.understudy.engine.python.NoResultException;
import io.understudy.engine.python.PythonRepr;
import io.understudy.engine.python.TextMatch;
import io.understudy.engine.transform.Transforms;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Expressions and what Python, Jinja2 and dateutil themselves make of them, from tables that these
 * have written. A line that starts with {@code ~} is a deliberate difference: it has our result,
 * and a third part that says why.
 */
class DifferentialTest {
  private static final TableSchema SCHEMA = Tables.schema("x");
  private static final ColumnScope SCOPE =
      new ColumnScope(SCHEMA, 0, null, new Transforms(Tables.KEYS.key("default"), List.of()));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text-methods",
        "lists",
        "jinja-filters",
        "formats",
        "regex",
        "dates",
        "partial-mask",
        "normalize"
      })
  void givesWhatTheOriginalGives(String table) throws IOException {
    List<String> differences = new ArrayList<>();
    List<String> lines = lines(table);
    for (String line : lines) {
      String[] parts = line.split("\t", -1);
      String expression = parts[0].startsWith("~") ? parts[0].substring(1) : parts[0];
      String found = result(expression);
      if (!found.equals(parts[1])) {
        differences.add(expression + "\t" + parts[1] + "\t" + found);
      }
    }
    assertThat(lines).hasSizeGreaterThan(10);
    assertThat(differences).isEmpty();
  }

  private static List<String> lines(String table) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(DifferentialTest.class.getResourceAsStream(table + ".tsv"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .toList();
    }
  }

  private static String result(String expression) {
    try {
      Expression parsed = Parser.parse(expression);
      Code code = new Compiler(SCOPE, Map.of(), Map.of()).compile(parsed);
      Cell cell = new Cell(Tables.batch(SCHEMA, Tables.row("x")));
      cell.move(0, "x");
      return PythonRepr.repr(plain(code.evaluator().evaluate(cell)));
    } catch (ExpressionException | EvaluationException | NoResultException e) {
      return "!";
    }
  }

  private static @Nullable Object plain(@Nullable Object value) {
    if (value instanceof TextMatch match) {
      return match.group(0);
    }
    return value;
  }
}
