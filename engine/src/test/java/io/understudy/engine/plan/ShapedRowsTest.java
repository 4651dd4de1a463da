package io.understudy.engine.plan;

import static io.understudy.engine.Tables.row;
import static io.understudy.engine.Tables.schema;
import static io.understudy.engine.plan.Shapes.PEOPLE;
import static io.understudy.engine.plan.Shapes.cells;
import static io.understudy.engine.plan.Shapes.compile;
import static io.understudy.engine.plan.Shapes.fill;
import static io.understudy.engine.plan.Shapes.open;
import static io.understudy.engine.plan.Shapes.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.engine.Batch;
import io.understudy.engine.CellException;
import io.understudy.engine.ColumnReport;
import io.understudy.engine.Plan;
import io.understudy.engine.PlanExecution;
import io.understudy.engine.RuleTrace;
import io.understudy.engine.TableSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Rows that are dropped, and cells of columns that are added. */
class ShapedRowsTest {
  @Test
  void rowsAreDroppedByWhatIsInThemAtThatPoint() {
    String yaml =
        open(
            """
            - vars: { low: 18 }
              rows:
                update: [ { name: id, value: this * 10 } ]
                drop:
                  - { condition: row.age < vars.low }
                  - { condition: index == 2, description: the third }
                update_: []
            - rows: { drop: [ { condition: row.id == 10 }, { condition: row.email is none } ] }
            """
                .replace("    update_: []\n", ""));
    assertThat(
            run(
                yaml,
                PEOPLE,
                row(1L, "a", "x", 20L, null),
                row(2L, "b", "x", 17L, null),
                row(3L, "c", "x", 20L, null),
                row(4L, "d", null, null, null),
                row(5L, "e", "x", null, null)))
        .extracting(cells -> cells.get("id"))
        .containsExactly(50L);
  }

  @Test
  void aDroppedRowIsNeitherTransformedNorCountedNorChecked() {
    String yaml =
        """
        steps:
          - columns: { keep: [id, age, tags], add: [ { name: extra } ] }
            rows:
              drop: [ { condition: row.age > 100 } ]
              update:
                - { name: first_name, value: this | hash }
                - { name: email, value: '(10 / (row.age - 200)) | string' }
                - { name: extra, value: '"x"' }
        """;
    TableSchema schema = schema("id INTEGER", "first_name", "email", "age INTEGER", "tags", "note");
    Plan plan = compile(yaml, schema);
    PlanExecution execution = plan.start();
    execution.transform(
        fill(
            plan,
            schema,
            row(1L, "a", "x", 200L, null, "emma@northwind.net"),
            row(2L, null, "y", 20L, null, "fine")));
    assertThat(execution.rowsDropped()).isEqualTo(1);
    assertThat(execution.report())
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("survival")
        .containsExactly(
            new ColumnReport("id", 0, 0, 1),
            new ColumnReport("first_name", 0, 1, 0),
            new ColumnReport("email", 1, 0, 0),
            new ColumnReport("age", 0, 0, 1),
            new ColumnReport("tags", 0, 0, 1),
            new ColumnReport("note", 0, 0, 1),
            new ColumnReport("extra", 1, 0, 0));
  }

  @Test
  void droppingMarksRowsOfEachBatchAnew() {
    Plan plan = compile(open("- rows: { drop: [ { condition: row.id == 1 } ] }"), PEOPLE);
    PlanExecution execution = plan.start();
    Batch batch =
        fill(plan, PEOPLE, row(1L, null, null, null, null), row(2L, null, null, null, null));
    execution.transform(batch);
    assertThat(batch.isDropped(0)).isTrue();
    assertThat(batch.drops()).isEqualTo(1);
    batch.reset(2, 1);
    batch.column(0)[0] = 3L;
    execution.transform(batch);
    assertThat(batch.isDropped(0)).isFalse();
    assertThat(batch.drops()).isZero();
    assertThat(execution.rowsDropped()).isEqualTo(1);
  }

  @Test
  void aConditionThatFailsFailsTheFile() {
    Plan plan = compile(open("- rows: { drop: [ { condition: 1 / row.id > 1 } ] }"), PEOPLE);
    Batch batch = fill(plan, PEOPLE, row(0L, null, null, null, null));
    PlanExecution execution = plan.start();
    assertThatThrownBy(() -> execution.transform(batch))
        .isInstanceOf(CellException.class)
        .hasMessage(
            "row 1: steps[0].rows.drop[0].condition: division by zero; change the condition");
  }

  @Test
  void cellsOfAnAddedColumnAreMadeThoughNothingIsInThem() {
    String yaml =
        open(
            """
            - columns: { add: [ { name: c }, { name: d }, { name: contact } ] }
              rows:
                update:
                  - { name: c, value: '"const"' }
                  - { name: d, value: index }
                  - { name: contact, value: fake.email() }
            """);
    TableSchema schema = schema("id INTEGER");
    List<Map<String, @Nullable Object>> rows = run(yaml, schema, row(1L), row(2L));
    assertThat(rows).extracting(cells -> cells.get("c")).containsExactly("const", "const");
    assertThat(rows).extracting(cells -> cells.get("d")).containsExactly("0", "1");
    assertThat(rows)
        .extracting(cells -> String.valueOf(cells.get("contact")))
        .doesNotHaveDuplicates()
        .allMatch(email -> email.matches(".+@example\\.(com|net|org)"));
    assertThat(run(yaml, schema, row(1L), row(2L))).isEqualTo(rows);
  }

  @Test
  void aColumnThatIsAddedAndDroppedAgainCarriesAValueOnTheWay() {
    String yaml =
        open(
            """
            - columns: { add: [ { name: half } ] }
              rows: { update: [ { name: half, value: row.id / 2 } ] }
            - rows: { update: [ { name: first_name, value: row.half } ] }
            - columns: { drop: [ { name: half } ] }
            """);
    assertThat(run(yaml, PEOPLE, row(4L, "a", "e", 1L, "{}"), row(6L, null, "e", 1L, "{}")))
        .containsExactly(
            cells("id", 4L, "first_name", "2.0", "email", "e", "age", 1L, "tags", "{}"),
            cells("id", 6L, "first_name", null, "email", "e", "age", 1L, "tags", "{}"));
  }

  @Test
  void aTraceTellsTheRulesOfEachCellInOrderAndWhatIsNoMask() {
    String yaml =
        open(
            """
            - columns: { add: [ { name: copy } ] }
              rows:
                drop: [ { condition: row.id == 1 } ]
                update:
                  - { name: first_name, value: this | hash }
                  - { name: first_name, value: 'this[:8]' }
                  - { name: copy, value: row.email }
                  - { name: email, condition: row.id == 3, value: this | hash }
                  - { name: id, value: this }
            """);
    Plan plan = compile(yaml, PEOPLE);
    List<String> told = new ArrayList<>();
    PlanExecution execution =
        plan.start(
            new RuleTrace() {
              @Override
              public void changed(int column, int row, String rule) {
                told.add("column " + column + ", row " + row + ": " + rule);
              }

              @Override
              public void dropped(int row, String rule) {
                told.add("row " + row + ": " + rule);
              }

              @Override
              public void original(int column, int row) {
                if (row == 2) {
                  told.add("original in column " + column);
                }
              }
            });
    execution.transform(
        fill(
            plan,
            PEOPLE,
            row(1L, "a", "b", null, null),
            row(2L, null, "b", null, null),
            row(3L, "a", "b", null, null)));
    assertThat(told)
        .containsExactly(
            "row 0: steps[0].rows.drop[0]",
            "column 1, row 2: steps[0].rows.update[0]",
            "column 1, row 2: steps[0].rows.update[1]",
            "column 5, row 1: steps[0].rows.update[2]",
            "column 5, row 2: steps[0].rows.update[2]",
            "column 2, row 2: steps[0].rows.update[3]",
            "original in column 0",
            "original in column 3",
            "original in column 4",
            "original in column 5");
  }
}
