package io.understudy.engine.expression;

import static io.understudy.engine.Tables.row;
import static io.understudy.engine.Tables.schema;
import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.engine.Batch;
import io.understudy.engine.TableSchema;
import io.understudy.engine.Tables;
import io.understudy.engine.fake.Entity;
import io.understudy.engine.transform.Transforms;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Cells of a column that the config added have no value: subject or row number decide. */
class AddedColumnTest {
  private static final TableSchema SCHEMA = schema("id", "added");
  private static final Transforms TRANSFORMS =
      new Transforms(Tables.KEYS.key("default"), List.of());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fake.email()",
        "fake.uuid4()",
        "fake.bothify(\"#####???\")",
        "random.random() | string",
        "fake.persona().first_name",
        "fake(seed=row.id).last_name()"
      })
  void theSubjectDecides(String expression) {
    assertThat(made(expression, 0, 0, "1")).isNotNull().isEqualTo(made(expression, 0, 1, "1"));
    assertThat(made(expression, 0, 0, "1")).isNotEqualTo(made(expression, 0, 0, "2"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"fake.email()", "fake.uuid4()", "fake.bothify(\"#####???\")", "fake.ssn()"})
  void elseTheRowNumberDecides(String expression) {
    assertThat(made(expression, -1, 0, "1")).isNotNull().isNotEqualTo(made(expression, -1, 1, "1"));
    assertThat(made(expression, -1, 0, "1")).isEqualTo(made(expression, -1, 0, "2"));
  }

  @ParameterizedTest
  @EnumSource(Entity.class)
  void everyEntityHasAUsualForm(Entity entity) {
    assertThat((String) made("\"" + entity.entityName() + "\" | fake", -1, 0, "1"))
        .isNotBlank()
        .isNotEqualTo("Any");
  }

  @Test
  void aValueThatAnEarlierRuleSetDecidesAlone() {
    Batch batch = Tables.batch(SCHEMA, row("1", "noah@x.com"), row("2", "noah@x.com"));
    Code code = code("fake.email()", -1);
    Cell cell = new Cell(batch);
    cell.move(0, "noah@x.com");
    Object first = code.evaluator().evaluate(cell);
    cell.move(1, "noah@x.com");
    assertThat(code.evaluator().evaluate(cell)).isNotNull().isEqualTo(first);
  }

  private static Code code(String expression, int subject) {
    ColumnScope scope =
        new ColumnScope(SCHEMA, 1, null, TRANSFORMS, List.of(0, 1), Map.of(), subject, true);
    return new Compiler(scope, Map.of(), Map.of()).value(Parser.parse(expression));
  }

  private static @Nullable Object made(String expression, int subject, int row, String id) {
    Batch batch = Tables.batch(SCHEMA, row(id, null), row(id, null));
    Cell cell = new Cell(batch, subject < 0 ? null : batch.column(subject));
    cell.move(row, null);
    return code(expression, subject).evaluator().evaluate(cell);
  }
}
