package io.understudy.engine.plan;

import static io.understudy.engine.Tables.problems;
import static io.understudy.engine.Tables.row;
import static io.understudy.engine.plan.Shapes.PEOPLE;
import static io.understudy.engine.plan.Shapes.cells;
import static io.understudy.engine.plan.Shapes.compile;
import static io.understudy.engine.plan.Shapes.names;
import static io.understudy.engine.plan.Shapes.open;
import static io.understudy.engine.plan.Shapes.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.engine.ColumnPlan;
import io.understudy.engine.ColumnPlan.Decision;
import io.understudy.engine.ColumnType;
import io.understudy.engine.OutputColumn;
import io.understudy.engine.Plan;
import io.understudy.engine.TransformConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Columns that are added, dropped and renamed. */
class ShapeTest {
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
}
