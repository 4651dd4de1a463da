package io.understudy.engine.plan;

import static io.understudy.engine.Tables.row;
import static io.understudy.engine.Tables.run;
import static io.understudy.engine.Tables.schema;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.engine.Batch;
import io.understudy.engine.CellException;
import io.understudy.engine.Plan;
import io.understudy.engine.PlanExecution;
import io.understudy.engine.TableSchema;
import io.understudy.engine.Tables;
import io.understudy.engine.TransformConfig;
import io.understudy.engine.detect.Span;
import io.understudy.engine.detect.TextRecogniser;
import io.understudy.engine.fake.Entity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is not searched is redacted or refused, never passed. */
class SearchBudgetTest {
  private static final String RULE =
      """
      globals: { coverage: open, detection: { cell_characters: 20, file_characters: 50 } }
      steps: [ { rows: { update: [ { name: note, %s value: this | redact_entities } ] } } ]
      """;
  private static final String RULE_OF_ALL =
      """
      globals: { coverage: open, detection: { cell_characters: 20, file_characters: 50 } }
      steps: [ { rows: { update: [ { name: note, value: this | redact_entities } ] } } ]
      """;
  private static final String LEFT =
      """
      globals: { coverage: detected, detection: { cell_characters: 20, file_characters: 50 } }
      steps: []
      """;
  private static final String MOSTLY = "of 20 characters ...";

  @Test
  void aLongerCellIsRedactedAsAWhole() {
    assertThat(run(RULE.formatted(""), schema("note"), row("short"), row("x".repeat(21)), row("x")))
        .containsExactly(row("short"), row("<redacted>"), row("x"));
  }

  @Test
  void whatComesAfterTheFilesBudgetIsRedactedAsAWhole() {
    assertThat(
            run(
                RULE.formatted(""),
                schema("note"),
                row("a " + MOSTLY.substring(2)),
                row("b " + MOSTLY.substring(2)),
                row("c 8"),
                row("d " + MOSTLY.substring(2)),
                row("e")))
        .containsExactly(
            row("a " + MOSTLY.substring(2)),
            row("b " + MOSTLY.substring(2)),
            row("c 8"),
            row("<redacted>"),
            row("<redacted>"));
  }

  @ParameterizedTest
  @ValueSource(strings = {RULE_OF_ALL, LEFT})
  void howMuchOfTheBudgetIsUsedIsTold(String yaml) {
    Plan plan = TransformConfig.parse("t", yaml).compile(schema("note"), Tables.KEYS);
    PlanExecution execution = plan.start();
    assertThat(execution.searched()).isZero();
    Batch batch = new Batch(1, 2);
    batch.reset(0, 2);
    batch.column(0)[0] = "ten letter";
    batch.column(0)[1] = "fifteen letters";
    execution.transform(batch);
    assertThat(execution.searched()).isEqualTo(0.5);
  }

  @Test
  void cellsThatTheRuleDoesNotSelectAreLeft() {
    assertThat(
            run(
                RULE.formatted("condition: row.k == '1',"),
                schema("k", "note"),
                row("1", "x".repeat(30)),
                row("2", "x".repeat(30))))
        .containsExactly(row("1", "<redacted>"), row("2", "x".repeat(30)));
  }

  @Test
  void aTextThatIsOnlyMadeByTheRuleIsRedactedToo() {
    String yaml = RULE.formatted("").replace("this |", "(this ~ this) |");
    assertThat(run(yaml, schema("note"), row("eleven char"))).containsExactly(row("<redacted>"));
  }

  @Test
  void anUnreadCellWithoutARuleStopsTheFile() {
    assertThatThrownBy(() -> run(LEFT, schema("x"), row("x".repeat(21))))
        .isInstanceOf(CellException.class)
        .hasMessage(
            "row 1, column \"x\": is longer than 20 characters (globals.detection.cell_characters),"
                + " so it was not searched for personal data, and no rule covers it (coverage is"
                + " detected); add a rule for the column, name it in columns.keep, or raise the"
                + " budget");
    assertThatThrownBy(
            () ->
                run(
                    LEFT,
                    schema("x"),
                    row(MOSTLY),
                    row("b" + MOSTLY.substring(1)),
                    row("c".repeat(15))))
        .isInstanceOf(CellException.class)
        .hasMessageStartingWith(
            "row 3, column \"x\": comes after 50 characters of the column"
                + " (globals.detection.file_characters), so");
  }

  @Test
  void anotherRecogniserIsAskedOncePerDistinctTextAndWhatItGivesUpIsRedacted() {
    Asked asked = new Asked();
    TableSchema schema = schema("note");
    String yaml =
        "globals: { coverage: open }\nsteps: [ { rows: { update: [ { name: note, value: this | redact_entities } ] } } ]";
    assertThat(
            run(
                TransformConfig.parse("t", yaml)
                    .compile(schema, Tables.KEYS, Optional.of(asked))
                    .start(),
                schema,
                row("the zorp of noah@gray.com"),
                row("give up"),
                row("nothing"),
                row("the zorp of noah@gray.com"),
                row((Object) null)))
        .containsExactly(
            row("the <unique_identifier> of <email>"),
            row("<redacted>"),
            row("nothing"),
            row("the <unique_identifier> of <email>"),
            row((Object) null));
    assertThat(asked.batches)
        .containsExactly(List.of("the zorp of noah@gray.com", "give up", "nothing"));
  }

  /** Knows one word, and gives up on one text. */
  private static final class Asked implements TextRecogniser {
    private final List<List<String>> batches = new ArrayList<>();

    @Override
    public List<Optional<List<Span>>> find(List<String> texts) {
      batches.add(texts);
      return texts.stream().map(Asked::find).toList();
    }

    private static Optional<List<Span>> find(String text) {
      if (text.equals("give up")) {
        return Optional.empty();
      }
      int at = text.indexOf("zorp");
      return Optional.of(
          at < 0 ? List.of() : List.of(new Span(at, at + 4, Entity.UNIQUE_IDENTIFIER)));
    }
  }
}
