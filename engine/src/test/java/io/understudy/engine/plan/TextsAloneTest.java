package io.understudy.engine.plan;

import static io.understudy.engine.Tables.KEYS;
import static io.understudy.engine.Tables.schema;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.engine.Batch;
import io.understudy.engine.CellException;
import io.understudy.engine.CellTexts;
import io.understudy.engine.NewText;
import io.understudy.engine.PlanExecution;
import io.understudy.engine.TableSchema;
import io.understudy.engine.TextExecution;
import io.understudy.engine.TransformConfig;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules on the bytes of texts do what they do on texts. */
class TextsAloneTest {
  private static final TableSchema PEOPLE = schema("email", "id INTEGER");
  private static final int ROWS = 1000;
  private static final int BATCHES = 25;
  private static final String[] ODD = {
    "",
    " ",
    "a",
    "Z",
    "5.00",
    "5.0",
    "-0.0",
    "007",
    "0.50",
    "-1.20",
    "10:30",
    "10:30:00",
    "2024-01-31",
    "2024-01-31 10:30:00",
    "2024-01-31T10:30:00Z",
    "2024-01-31T10:30:00+02",
    "é",
    "ß.00",
    "日本語",
    "\u00a0x",
    " x ",
    "\tx\u001f",
    "\u007f",
    "1234567",
    "12345678",
    "123456789",
    "😀",
    "anna@mail.test",
    "x.0",
    "1.2.0",
    "a text of more than forty characters with 10.00",
    "ANNA",
    "Aa", // and the next have one hash code
    "BB",
    "x\u001c",
    "x\u2003",
    "\u2003",
    "?",
    "\ud800"
  };

  @ParameterizedTest
  @ValueSource(
      strings = {
        "value: '[\"anna\", \"x\", \"5\", \"Zoë\"] | random'",
        "value: '[\"anna\", \"bert\", \"anna\"] | random', condition: \"this | length > 3\"",
        "value: '[\"5\", 5, none] | random'",
        "value: 'random.choice([\"a\", \"b\"])'",
        "value: fake.email()",
        "value: fake.name()",
        "value: fake.city()",
        "value: this | hash",
        "value: this | upper",
        "value: \"this | partial_mask(left=1, mask='*', right=1)\"",
        "value: '[\"\\ud800\", \"anna\"] | random'",
        "value: this | upper }, { name: email, value: \"this ~ '!'\", condition: this != 'ANNA'",
        "value: 'none', condition: \"this == 'a'\"",
        "value: 'this | int', fallback_value: \"'none'\"",
      })
  void texts(String rule) {
    compare("open", rule);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "value: '[\"anna\", \"x\", \"5\", \"Zoë\"] | random'",
        "value: fake.city()",
        "value: this | hash",
      })
  void textsOfWhichNoneMayBeLeft(String rule) {
    compare("detected", rule);
  }

  private static void compare(String coverage, String rule) {
    Random random = new Random(7);
    PlanExecution byRow = start(PEOPLE, coverage, rule);
    PlanExecution byText = start(PEOPLE, coverage, rule);
    TextExecution texts = Objects.requireNonNull(byText.byText(0));
    Batch batch = new Batch(PEOPLE.columns().size(), ROWS);
    Batch apart = new Batch(PEOPLE.columns().size(), ROWS);
    CellTexts cells = new CellTexts(ROWS);
    for (int b = 0; b < BATCHES; b++) {
      List<@Nullable String> before = new ArrayList<>();
      for (int i = 0; i < ROWS; i++) {
        before.add(text(random, b));
      }
      batch.reset(b * (long) ROWS, ROWS);
      apart.reset(b * (long) ROWS, ROWS);
      fill(cells, before, random);
      for (int i = 0; i < ROWS; i++) {
        batch.column(0)[i] = before.get(i);
      }
      byRow.transform(batch);
      texts.transform(cells);
      byText.transform(apart);

      List<@Nullable Object> after = new ArrayList<>();
      for (int i = 0; i < ROWS; i++) {
        NewText outcome = cells.outcome(i);
        after.add(outcome == null ? before.get(i) : outcome.text());
        if (outcome != null) {
          assertThat(outcome.text()).isNotEqualTo(before.get(i));
        }
      }
      assertThat(after).isEqualTo(Arrays.asList(batch.column(0)).subList(0, ROWS));
    }
    assertThat(byText.report()).isEqualTo(byRow.report());
    assertThat(byText.report().getFirst().changed()).isPositive();
  }

  /** Somewhere among other bytes, at the very beginning and end, too; some of them decoded. */
  private static void fill(CellTexts cells, List<@Nullable String> texts, Random random) {
    byte[] all =
        String.join("", texts.stream().map(t -> t == null ? "" : t).toList())
            .getBytes(StandardCharsets.UTF_8);
    cells.reset(all, texts.size());
    int at = 0;
    for (int i = 0; i < texts.size(); i++) {
      String text = texts.get(i);
      if (text == null) {
        cells.setNull(i);
        continue;
      }
      int length = text.getBytes(StandardCharsets.UTF_8).length;
      if (random.nextInt(10) == 0 || text.equals("\ud800")) {
        cells.set(i, text);
      } else {
        cells.set(i, at, at + length);
      }
      at += length;
    }
  }

  private static @Nullable String text(Random random, int batch) {
    int kind = random.nextInt(12);
    if (kind == 0) {
      return null;
    }
    if (kind < 5) {
      return ODD[random.nextInt(ODD.length)];
    }
    if (kind < 8) {
      return "anna.smith" + random.nextInt(batch < 5 ? 100 : 1_000_000) + "@mail.test";
    }
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(kind < 11 ? 12 : 90);
    for (int i = 0; i < length; i++) {
      text.append("aB7 0.:-Z\u00e9".charAt(random.nextInt(kind == 8 ? 10 : 9)));
    }
    return text.toString();
  }

  @Test
  void columnsThatChooseFromEqualListsShareTheirTexts() {
    TableSchema names = schema("email", "name");
    String rule = "value: '[\"anna\"] | random' }, { name: name, value: '[\"anna\"] | random'";
    PlanExecution execution = start(names, "open", rule);
    List<NewText> outcomes = new ArrayList<>();
    for (int column = 0; column < 2; column++) {
      CellTexts cells = new CellTexts(1);
      cells.reset("bert".getBytes(StandardCharsets.US_ASCII), 1);
      cells.set(0, 0, 4);
      Objects.requireNonNull(execution.byText(column)).transform(cells);
      outcomes.add(Objects.requireNonNull(cells.outcome(0)));
    }

    assertThat(outcomes.get(1)).isSameAs(outcomes.get(0));
    assertThat(execution.report())
        .extracting(column -> column.survival().outputs())
        .containsExactly(1L, 1L);
  }

  @Test
  void whereValuesDoNotStandAloneTextsDoNotEither() {
    assertThat(start("value: \"row.id ~ 'x'\"").byText(0)).isNull();
    assertThat(start("value: this | hash").byText(1)).isNull();
  }

  @Test
  void aFailureNamesTheCell() {
    TextExecution texts = Objects.requireNonNull(start("value: \"this | int ~ ''\"").byText(0));
    CellTexts cells = new CellTexts(4);
    cells.reset("17x".getBytes(StandardCharsets.US_ASCII), 4);
    cells.set(0, 0, 1);
    cells.setNull(1);
    cells.set(2, 1, 2);
    cells.set(3, 2, 3);

    assertThatThrownBy(() -> texts.transform(cells))
        .isInstanceOfSatisfying(CellException.class, e -> assertThat(e.row()).isEqualTo(3));
  }

  private static PlanExecution start(String rule) {
    return start(PEOPLE, "open", rule);
  }

  private static PlanExecution start(TableSchema table, String coverage, String rule) {
    String config =
        """
        globals: { coverage: %s, classify: { enable: false } }
        steps:
          - rows: { update: [ { name: email, %s } ] }
        """
            .formatted(coverage, rule);
    return TransformConfig.parse("test", config).compile(table, KEYS).start();
  }
}
