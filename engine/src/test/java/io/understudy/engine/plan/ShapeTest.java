package io.understudy.engine.plan;

import static io.understudy.engine.Tables.problems;
import static io.understudy.engine.Tables.row;
import static io.understudy.engine.Tables.schema;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.engine.Batch;
import io.understudy.engine.CellException;
import io.understudy.engine.ColumnPlan;
import io.understudy.engine.ColumnPlan.Decision;
import io.understudy.engine.ColumnReport;
import io.understudy.engine.ColumnType;
import io.understudy.engine.OutputColumn;
import io.understudy.engine.Plan;
import io.understudy.engine.PlanExecution;
import io.understudy.engine.RuleTrace;
import io.understudy.engine.TableSchema;
import io.understudy.engine.Tables;
import io.understudy.engine.TransformConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Columns that are added, dropped and renamed, rows that are dropped. */
class ShapeTest {
  private static final TableSchema PEOPLE =
      schema("id INTEGER", "first_name", "email", "age INTEGER", "tags NESTED");

  private static Plan compile(String yaml, TableSchema schema) {
    return TransformConfig.parse("t", yaml).compile(schema, Tables.KEYS);
  }

  private static String open(String steps) {
    return "globals: { coverage: open, lock_columns: [age] }\nsteps:\n" + steps.indent(2);
  }

  private static List<String> names(Plan plan) {
    return plan.output().stream().map(OutputColumn::name).toList();
  }

  /** What is written, by name, row by row. */
  @SafeVarargs
  private static List<Map<String, @Nullable Object>> run(
      String yaml, TableSchema schema, List<@Nullable Object>... rows) {
    Plan plan = compile(yaml, schema);
    Batch batch = fill(plan, schema, rows);
    plan.start().transform(batch);
    return written(plan, batch);
  }

  @SafeVarargs
  private static Batch fill(Plan plan, TableSchema schema, List<@Nullable Object>... rows) {
    Batch batch = new Batch(plan.width(), Math.max(1, rows.length));
    batch.reset(0, rows.length);
    for (int row = 0; row < rows.length; row++) {
      for (int column = 0; column < schema.columns().size(); column++) {
        batch.column(column)[row] = rows[row].get(column);
      }
    }
    return batch;
  }

  private static List<Map<String, @Nullable Object>> written(Plan plan, Batch batch) {
    List<Map<String, @Nullable Object>> written = new ArrayList<>();
    for (int row = 0; row < batch.size(); row++) {
      if (!batch.isDropped(row)) {
        Map<String, @Nullable Object> cells = new LinkedHashMap<>();
        for (OutputColumn column : plan.output()) {
          cells.put(column.name(), batch.column(column.source())[row]);
        }
        written.add(cells);
      }
    }
    return written;
  }

  @Test
  void aConfigWithoutTheseActionsKeepsTheShape() {
    Plan plan = compile(open("- rows: { update: [ { name: id, value: this + 1 } ] }"), PEOPLE);
    assertThat(plan.reshapes()).isFalse();
    assertThat(plan.dropsRows()).isFalse();
    assertThat(plan.width()).isEqualTo(5);
    assertThat(names(plan)).containsExactly("id", "first_name", "email", "age", "tags");
  }

  @Test
  void addedColumnsComeLastOrWhereTheirPositionSays() {
    Plan plan =
        compile(
            open("- columns: { add: [ { name: last }, { name: first, position: 0 } ] }"), PEOPLE);
    assertThat(plan.reshapes()).isTrue();
    assertThat(plan.output())
        .containsExactly(
            new OutputColumn("first", ColumnType.TEXT, 6),
            new OutputColumn("id", ColumnType.INTEGER, 0),
            new OutputColumn("first_name", ColumnType.TEXT, 1),
            new OutputColumn("email", ColumnType.TEXT, 2),
            new OutputColumn("age", ColumnType.INTEGER, 3),
            new OutputColumn("tags", ColumnType.NESTED, 4),
            new OutputColumn("last", ColumnType.TEXT, 5));
    assertThat(plan.width()).isEqualTo(7);
    assertThat(plan.columns().subList(5, 7))
        .containsExactly(
            new ColumnPlan(
                plan.columns().get(5).column(),
                Decision.ADDED,
                "",
                "steps[0].columns.add[0]",
                "last"),
            new ColumnPlan(
                plan.columns().get(6).column(),
                Decision.ADDED,
                "",
                "steps[0].columns.add[1]",
                "first"));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "name: email | id,first_name,age,tags",
        "name: [email, tags] | id,first_name,age",
        "entity: first_name | id,email,age,tags",
        "entity: [first_name, email] | id,age,tags",
        "type: text | id,age,tags",
        "type: [text, other] | id,age",
        "position: 0 | first_name,email,age,tags",
        "position: [1, -1] | id,email,age",
        "`condition: 'column.name == \"email\" or column.type == \"other\"'` | id,first_name,age",
        "`condition: 'column.position > 1 and column.entity is not none'` | id,first_name,age,tags",
        "`type: text, condition: 'column.name in vars.list'` | id,email,age,tags",
        "`name: [email, tags], type: text` | id,first_name,age,tags",
        "`type: numeric` | first_name,email,age,tags",
      })
  void dropSelectsByEachOfItsSelectorsAndByAllOfThem(String selectors, String left) {
    String yaml =
        open(
            "- vars: { list: [first_name, age] }\n  columns: { drop: [ { %s } ] }"
                .formatted(selectors));
    assertThat(names(compile(yaml, PEOPLE))).containsExactly(left.split(","));
  }

  @Test
  void stepsSeeTheColumnsAsTheyAreAtThatPoint() {
    String yaml =
        open(
            """
            - columns:
                rename: [ { name: first_name, value: given } ]
                add: [ { name: greeting } ]
              rows:
                update:
                  - { name: greeting, value: '"Hello " ~ row.given' }
            - columns: { drop: [ { name: given } ], rename: [ { name: greeting, value: words } ] }
              rows:
                update:
                  - { name: words, value: 'this ~ " at " ~ column.position' }
            """);
    assertThat(run(yaml, PEOPLE, row(7L, "Emma", "e@x.org", 30L, "[]")))
        .containsExactly(
            cells(
                "id",
                7L,
                "email",
                "e@x.org",
                "age",
                30L,
                "tags",
                "[]",
                "words",
                "Hello Emma at 4"));
  }

  private static Map<String, @Nullable Object> cells(@Nullable Object... pairs) {
    Map<String, @Nullable Object> cells = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      cells.put(String.valueOf(pairs[i]), pairs[i + 1]);
    }
    return cells;
  }

  @Test
  void actionsApplyInTheOrderInWhichTheyAreWritten() {
    String dropFirst =
        open("- columns: { drop: [ { name: email } ], add: [ { name: email, position: 0 } ] }");
    Plan plan = compile(dropFirst, PEOPLE);
    assertThat(names(plan)).containsExactly("email", "id", "first_name", "age", "tags");
    assertThat(plan.output().getFirst().source()).isEqualTo(5);
    String addFirst = open("- columns: { add: [ { name: email } ], drop: [ { name: email } ] }");
    assertThat(problems(() -> compile(addFirst, PEOPLE)))
        .containsExactly(
            "t:3:31 steps[0].columns.add[0].name: there is a column \"email\" already; give the new"
                + " one another name, or drop or rename the other before");
  }

  @Test
  void renamesOfOneListHappenAtOnce() {
    String swap =
        open("- columns: { rename: [ { name: id, value: email }, { name: email, value: id } ] }");
    Plan plan = compile(swap, PEOPLE);
    assertThat(names(plan)).containsExactly("email", "first_name", "id", "age", "tags");
    assertThat(plan.reshapes()).isTrue();
    assertThat(plan.changes(0)).isFalse();
  }

  @Test
  void usingADroppedOrRenamedColumnTellsWhereThatHappened() {
    String yaml =
        open(
            """
            - columns:
                drop: [ { name: email } ]
                rename: [ { name: first_name, value: given } ]
            - columns: { keep: [email], drop: [ { name: frist } ] }
              rows:
                drop: [ { condition: row.email == "" } ]
                update:
                  - { name: email, value: this | hash }
                  - { name: given, value: row.first_name }
            """);
    assertThat(problems(() -> compile(yaml, PEOPLE)))
        .containsExactly(
            "t:6:23 steps[1].columns.keep[0]: column \"email\" was dropped in"
                + " steps[0].columns.drop[0]; use it before that, or do not drop it",
            "t:6:47 steps[1].columns.drop[0].name: table \"people\" has no column \"frist\"; its"
                + " columns are id, given, age, tags",
            "t:8:32 steps[1].rows.drop[0].condition: column \"email\" was dropped in"
                + " steps[0].columns.drop[0]",
            "t:10:19 steps[1].rows.update[0].name: column \"email\" was dropped in"
                + " steps[0].columns.drop[0]; use it before that, or do not drop it",
            "t:11:37 steps[1].rows.update[1].value: column \"first_name\" is called \"given\" since"
                + " steps[0].columns.rename[0] (for column \"given\")");
  }

  @Test
  void lockedAndKeptColumnsStay() {
    String yaml =
        open(
            """
            - columns:
                keep: [email]
                drop: [ { name: age }, { position: 2 }, { type: [numeric, text] } ]
                rename: [ { name: age, value: years }, { name: tags, value: age } ]
            """);
    assertThat(problems(() -> compile(yaml, PEOPLE)))
        .containsExactly(
            "t:5:15 steps[0].columns.drop[0]: column \"age\" is locked; remove it from lock_columns",
            "t:5:30 steps[0].columns.drop[1]: column \"email\" is named in columns.keep; remove it"
                + " from there, or do not drop it",
            "t:6:25 steps[0].columns.rename[0].name: column \"age\" is locked; remove it from"
                + " lock_columns",
            "t:6:67 steps[0].columns.rename[1].value: column \"age\" is locked; choose another name");
    Plan spared =
        compile(open("- columns: { keep: [email], drop: [ { type: [numeric, text] } ] }"), PEOPLE);
    assertThat(names(spared)).containsExactly("email", "age", "tags");
  }

  @Test
  void whatCannotBeIsAProblem() {
    String yaml =
        open(
            """
            - columns:
                add: [ { name: far, position: 9 }, { name: age2, position: -1 } ]
                drop:
                  - { position: 7 }
                  - { condition: row.email == "" }
                  - { condition: this }
                  - { description: nothing }
                rename: [ { name: id, value: email }, { name: email } ]
              rows:
                drop:
                  - { condition: this is none }
                  - { condition: column.name == "id" }
            """);
    assertThat(problems(() -> TransformConfig.parse("t", yaml)))
        .containsExactly(
            "t:4:66 steps[0].columns.add[1].position: a position is not negative; count from 0, or"
                + " leave it out",
            "t:9:11 steps[0].columns.drop[3]: it does not say what goes; add name, entity, type,"
                + " position or condition",
            "t:10:45 steps[0].columns.rename[1]: there is no value; add value:");
    String rest =
        yaml.replace("position: -1", "position: 0")
            .replaceAll(" *- \\{ description: nothing }\n", "")
            .replace(", { name: email }", "");
    assertThat(problems(() -> compile(rest, PEOPLE)))
        .containsExactly(
            "t:4:22 steps[0].columns.add[0].name: position 9 is behind the end: there are 5 columns at"
                + " this point; count from 0, or leave the position out",
            "t:6:11 steps[0].columns.drop[0]: there is no column at position 7: there are 7 columns at"
                + " this point; count from 0, or from the end with -1",
            "t:7:24 steps[0].columns.drop[1].condition: columns are dropped before the first row is"
                + " read, and this condition needs a row; use column and vars only",
            "t:8:24 steps[0].columns.drop[2].condition: columns are dropped before the first row is"
                + " read, and this condition needs a row; use column and vars only",
            "t:9:36 steps[0].columns.rename[0].value: two columns would be called \"email\"; choose"
                + " another name, or drop or rename the other before",
            "t:12:32 steps[0].rows.drop[0].condition: there is no cell here, only a row; name a column"
                + " of the row, such as row.email",
            "t:13:31 steps[0].rows.drop[1].condition: there is no column here, only a row; name one of"
                + " the row, such as row.email");
  }

  @Test
  void aTableNeedsAColumn() {
    assertThat(
            problems(
                () ->
                    compile(
                        "globals: { coverage: open }\nsteps: [ { columns: { drop: [ { condition:"
                            + " 'true' } ] } } ]",
                        PEOPLE)))
        .containsExactly(
            "t:2:8 steps: every column of table \"people\" is dropped; keep one, or leave the table"
                + " out of the pipeline");
  }

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
  void aDroppedColumnCanBeReadBeforeAndNeedsNoDecision() {
    String yaml =
        """
        globals: { coverage: declared }
        steps:
          - rows:
              update:
                - { name: id, value: row.email | hash | length }
          - columns: { drop: [ { name: [email, tags, first_name] } ], keep: [age] }
        """;
    Plan plan = compile(yaml, PEOPLE);
    assertThat(names(plan)).containsExactly("id", "age");
    assertThat(plan.needs(2)).isTrue();
    assertThat(plan.changes(2)).isFalse();
    assertThat(plan.columns().get(2))
        .isEqualTo(
            new ColumnPlan(
                PEOPLE.columns().get(2),
                Decision.DROPPED,
                "email",
                "steps[1].columns.drop[0]",
                ""));
    assertThat(plan.columns().get(0).decision()).isEqualTo(Decision.MASKED);
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
