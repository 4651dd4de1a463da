package io.understudy.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.engine.TableSchema;
import io.understudy.engine.Tables;
import io.understudy.engine.TransformConfig;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The filters that replace personal data inside texts, and their arguments. */
class EntityFilterTest {
  private static final TableSchema SCHEMA = Tables.schema("note");
  private static final String TEXT = "Mail noah.smith@shop.org or call 617-248-4867 today";

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "redact_entities                          | Mail <email> or call <phone_number> today",
        "redact_entities([\"email\"])             | Mail <email> or call 617-248-4867 today",
        "redact_entities(entities=\"phone_number\") | Mail noah.smith@shop.org or call <phone_number> today",
        "hash_entities                            | Mail [0-9a-f]{9} or call [0-9a-f]{9} today",
        "hash_entities([\"email\"], \"salt\")     | Mail [0-9a-f]{9} or call 617-248-4867 today",
        "label_entities([\"email\"])              | Mail <entity type=\"email\" value=\"[^\"]+@example\\.[a-z]+\"> or call 617-248-4867 today",
        "label_entities(extended=true)            | Mail <entity type=\"email\" value=\"[^\"]+\" source=\"rules\" score=\"1.0\"> or call <entity .*> today",
        "fake_entities([\"email\"], on_error=\"hash\") | Mail [^ ]+@example\\.[a-z]+ or call 617-248-4867 today",
      })
  void replaceWhatIsAskedFor(String filter, String expected) {
    assertThat(run("this | " + filter)).matches(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"hash_entities", "label_entities", "fake_entities", "redact_entities"})
  void noneLetsTheOriginalThrough(String filter) {
    assertThat(run("this | " + filter)).doesNotContain("noah", "617-248");
  }

  @Test
  void hashesDependOnTheSaltAndAreEqualForEqualValues() {
    assertThat(run("this | hash_entities")).isEqualTo(run("this | hash_entities"));
    assertThat(run("this | hash_entities(salt=\"a\")"))
        .isNotEqualTo(run("this | hash_entities(salt=\"b\")"));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiterString = " => ",
      value = {
        "this | redact_entities([\"emial\"]) => argument \"entities\" names something that is no entity: \"emial\" (for column \"note\"); did you mean \"email\"?",
        "this | redact_entities([]) => argument \"entities\" is an empty list, so that nothing would be replaced",
        "this | fake_entities(on_error=\"keep\") => filter fake_entities: on_error must be redact, label, hash or raise",
        "this | redact_entities(this) => argument \"entities\" must not depend on the row",
        "this | detect_entities => filter \"detect_entities\" would give the original values as they are; write fake_entities, redact_entities or hash_entities",
      })
  void whatCannotBeMeantIsRefused(String expression, String problem) {
    List<String> problems =
        Tables.problems(
            () ->
                TransformConfig.parse("test", Tables.rule("note", expression))
                    .compile(SCHEMA, Tables.KEYS));
    assertThat(problems).singleElement().asString().contains(problem);
  }

  private static String run(String expression) {
    return String.valueOf(
        Tables.run(Tables.rule("note", expression), SCHEMA, Tables.row(TEXT)).get(0).get(0));
  }
}
