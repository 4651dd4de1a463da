package io.understudy.engine.config;

import static io.understudy.engine.Tables.problems;
import static io.understudy.engine.Tables.row;
import static io.understudy.engine.Tables.run;
import static io.understudy.engine.Tables.schema;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.engine.CellException;
import io.understudy.engine.Problem;
import io.understudy.engine.TransformConfig;
import org.junit.jupiter.api.Test;

/** What a config adds to detection, and what it says without effect. */
class DetectionReaderTest {
  private static final String BADGES =
      """
      globals:
        coverage: detected
        recognisers:
          - entity: employee_id
            pattern: 'B-\\d{4}\\b'
            column_names: ['badge(_no)?']
          - { entity: tax_id, pattern: '\\d{11}', checksum: steuer_id, confidence: 0.3, context: [steuer] }
      steps:
        - rows: { update: [ { name: note, value: this | redact_entities } ] }
      """;

  @Test
  void anUnknownEntityThatIsOnlyListedIsANoteWithItsPlace() {
    TransformConfig config =
        TransformConfig.parse(
            "my.yaml",
            """
            globals:
              classify: { enable: true, entities: [unique_identifer, first_name] }
              ner: { ner_threshold: 0.3, entities: [starship] }
            steps: []
            """);
    assertThat(config.notes().stream().map(Problem::toString))
        .containsExactly(
            "my.yaml:2:40 globals.classify.entities[0]: nothing is known of entity"
                + " \"unique_identifer\", so naming it here has no effect; did you mean"
                + " \"unique_identifier\"?",
            "my.yaml:3:41 globals.ner.entities[0]: nothing is known of entity \"starship\", so"
                + " naming it here has no effect");
  }

  @Test
  void anOwnRecogniserWorksInFreeText() {
    assertThat(run(BADGES, schema("note"), row("badge B-1234 of noah@example.com")))
        .containsExactly(row("badge <employee_id> of <email>"));
  }

  @Test
  void aFindThatIsNotTellingNeedsAContextWordAndTheChecksum() {
    assertThat(
            run(
                BADGES,
                schema("note"),
                row("Steuer-Nr.: 86095742719"),
                row("Steuer-Nr.: 86095742718"),
                row("x 86095742719 x")))
        .containsExactly(
            row("Steuer-Nr.: <tax_id>"), row("Steuer-Nr.: 86095742718"), row("x 86095742719 x"));
  }

  @Test
  void anOwnRecogniserStopsColumnsWithoutARule() {
    assertThat(
            problems(
                () ->
                    TransformConfig.parse("t", BADGES)
                        .compile(schema("note", "Badge_No"), io.understudy.engine.Tables.KEYS)))
        .containsExactly(
            "t:2:13 globals.coverage: column \"Badge_No\" looks like employee_id by its name and"
                + " has no rule, and coverage is detected; add a rule for it, or name it in"
                + " columns.keep");
    assertThatThrownBy(() -> run(BADGES, schema("note", "x"), row("a", "see B-1234")))
        .isInstanceOf(CellException.class)
        .hasMessage(
            "row 1, column \"x\": looks like employee_id, and no rule covers it (coverage is"
                + " detected); add a rule for the column, or name it in columns.keep");
  }

  @Test
  void everythingWrongWithARecogniserIsToldWithItsPlace() {
    String yaml =
        """
        globals:
          recognisers:
            - { entity: emial, pattern: 'a(?=b)', checksum: lunh }
            - { entity: starship, pattern: 'x*', context: ['two words'], confidence: 7 }
            - { pattern: NCC, confidence: 0.2 }
            - { entity: ssn, patern: x }
          detection: { cell_characters: 0, file_characters: many }
        steps: []
        """;
    assertThat(problems(() -> TransformConfig.parse("t", yaml)))
        .containsExactly(
            "t:3:17 globals.recognisers[0].entity: unknown entity \"emial\"; did you mean"
                + " \"email\"?",
            "t:3:33 globals.recognisers[0].pattern: this is no pattern that RE2 knows: invalid or"
                + " unsupported Perl syntax; RE2 has neither look-around nor back-references; see"
                + " github.com/google/re2/wiki/Syntax",
            "t:3:53 globals.recognisers[0].checksum: unknown checksum \"lunh\"; did you mean"
                + " \"luhn\"?",
            "t:4:17 globals.recognisers[1].entity: unknown entity \"starship\"; use"
                + " unique_identifier for a kind of your own: its fakes keep the shape",
            "t:4:36 globals.recognisers[1].pattern: the pattern fits the empty text; make a part of"
                + " it mandatory",
            "t:4:52 globals.recognisers[1].context[0]: a context word has letters and digits only;"
                + " list words one by one",
            "t:4:78 globals.recognisers[1].confidence: a confidence is a number from 0 to 1",
            "t:5:7 globals.recognisers[2]: the recogniser does not say what it finds; add entity:,"
                + " such as unique_identifier for a kind of your own",
            "t:5:7 globals.recognisers[2]: a pattern with a confidence below 0.5 needs context"
                + " words; add context:, or raise the confidence",
            "t:6:7 globals.recognisers[3]: the recogniser finds nothing; add pattern: or"
                + " column_names:",
            "t:6:22 globals.recognisers[3].patern: unknown key \"patern\"; did you mean"
                + " \"pattern\"?",
            "t:7:33 globals.detection.cell_characters: a whole number from 1 to 16777216 is"
                + " expected",
            "t:7:53 globals.detection.file_characters: a whole number from 1 to"
                + " 9223372036854775807 is expected");
  }
}
