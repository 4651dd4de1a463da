package io.understudy.transform.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.engine.Column;
import io.understudy.engine.ColumnType;
import io.understudy.engine.InnerColumn;
import io.understudy.engine.InnerPath;
import io.understudy.engine.Plan;
import io.understudy.engine.TableSchema;
import io.understudy.engine.TransformConfig;
import io.understudy.engine.key.Keyring;
import io.understudy.engine.key.SecretKey;
import io.understudy.files.Compression;
import io.understudy.files.FileException;
import io.understudy.files.FileFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Columns that were not there, or were something else, when somebody decided on them. */
class SchemaDriftTest {
  private static final Keyring KEYS = Keyring.of(Map.of("k", new SecretKey(new byte[16])), "k");
  private static final TableSchema FIRST =
      schema(new Column("id", ColumnType.INTEGER), new Column("note", ColumnType.TEXT));
  private static final SchemaDrift DRIFT =
      new SchemaDrift("t", "s3://b/a.parquet", FileFormat.Parquet.class, FIRST, Set.of("id"));
  private static final SchemaDrift OF_LINES =
      new SchemaDrift("t", "a", FileFormat.JsonLines.class, FIRST, Set.of("id"));
  private static final FileFormat PARQUET = new FileFormat.Parquet();
  private static final FileFormat LINES = new FileFormat.JsonLines(Compression.NONE);
  private static final String DETECTED = "globals: { coverage: detected }\nsteps: []";

  private static TableSchema schema(Column... columns) {
    return new TableSchema("t", List.of(columns));
  }

  private static Plan plan(String config, Column... columns) {
    return TransformConfig.parse("t", config).compile(schema(columns), KEYS);
  }

  @Test
  void aColumnThatAppearsStopsTheFile() {
    Plan plan =
        plan(DETECTED, new Column("id", ColumnType.INTEGER), new Column("size", ColumnType.TEXT));
    assertThatThrownBy(() -> DRIFT.refuse("s3://b/b.parquet", PARQUET, plan))
        .isInstanceOf(FileException.Terminal.class)
        .hasMessage(
            "s3://b/b.parquet: column \"size\" (TEXT) appears for the first time: the first file of"
                + " table \"t\", s3://b/a.parquet, does not have it, and no rule says what happens"
                + " to it; add a rule with condition: column.name == \"size\", or take the file out"
                + " of the table");
  }

  @Test
  void whatIsInsideOfANestedColumnIsComparedToo() {
    List<Column> columns = List.of(new Column("a", ColumnType.NESTED));
    InnerColumn unit = inner("a.unit", ColumnType.TEXT);
    SchemaDrift drift =
        new SchemaDrift(
            "t",
            "s3://b/a.parquet",
            FileFormat.Parquet.class,
            new TableSchema("t", columns, List.of(unit)),
            Set.of());
    TransformConfig config = TransformConfig.parse("t", DETECTED);
    Plan same = config.compile(new TableSchema("t", columns, List.of(unit)), KEYS);
    Plan more =
        config.compile(
            new TableSchema("t", columns, List.of(unit, inner("a.size", ColumnType.INTEGER))),
            KEYS);
    Plan other =
        config.compile(
            new TableSchema("t", columns, List.of(inner("a.unit", ColumnType.INTEGER))), KEYS);

    assertThatCode(() -> drift.refuse("b", PARQUET, same)).doesNotThrowAnyException();
    assertThatThrownBy(() -> drift.refuse("b", PARQUET, more))
        .hasMessageContaining("column \"a.size\" (INTEGER) appears for the first time");
    assertThatThrownBy(() -> drift.refuse("b", PARQUET, other))
        .hasMessageContaining("column \"a.unit\" changes its type: expected TEXT");
  }

  private static InnerColumn inner(String name, ColumnType type) {
    String path = name.substring(2);
    return new InnerColumn(new Column(name, type), 0, path, InnerPath.parse(path));
  }

  @Test
  void aColumnThatChangesItsTypeStopsTheFileBeItMaskedOrNot() {
    String masked =
        "globals: { coverage: detected }\nsteps: [ { rows: { update: [ { name: id, value: this |"
            + " hash } ] } } ]";
    for (String config : List.of(DETECTED, masked)) {
      Plan plan = plan(config, new Column("id", ColumnType.TEXT));
      assertThatThrownBy(() -> DRIFT.refuse("s3://b/b.parquet", PARQUET, plan))
          .isInstanceOf(FileException.Terminal.class)
          .hasMessage(
              "s3://b/b.parquet: column \"id\" changes its type: expected INTEGER as in the first"
                  + " file of table \"t\", s3://b/a.parquet, found TEXT; convert the file, or make"
                  + " it a table of its own");
    }
  }

  @Test
  void whatARuleOrOpenCoverageDecidesMayAppear() {
    String rule =
        "globals: { coverage: detected }\nsteps: [ { rows: { update: [ { condition: column.name =="
            + " 'size', value: this | hash } ] } } ]";
    String open = "globals: { coverage: open }\nsteps: []";
    for (String config : List.of(rule, open)) {
      Plan plan = plan(config, new Column("size", ColumnType.TEXT));
      assertThatCode(() -> DRIFT.refuse("s3://b/b.parquet", PARQUET, plan))
          .doesNotThrowAnyException();
    }
  }

  @Test
  void columnsMayBeAbsentAndTheFirstFileIsNotComparedWithItself() {
    Plan fewer = plan(DETECTED, new Column("note", ColumnType.TEXT));
    Plan other = plan(DETECTED, new Column("size", ColumnType.TEXT));
    assertThatCode(() -> DRIFT.refuse("s3://b/b.parquet", PARQUET, fewer))
        .doesNotThrowAnyException();
    assertThatCode(() -> DRIFT.refuse("s3://b/a.parquet", PARQUET, other))
        .doesNotThrowAnyException();
  }

  @Test
  void typesOfJsonLinesAreComparedWhereTheyAreKnown() {
    Plan decimal = plan(DETECTED, new Column("id", ColumnType.DECIMAL));
    Plan truth = plan(DETECTED, new Column("id", ColumnType.BOOLEAN));
    Plan number = plan(DETECTED, new Column("note", ColumnType.INTEGER));
    assertThatCode(() -> OF_LINES.refuse("b", LINES, decimal)).doesNotThrowAnyException();
    assertThatCode(() -> OF_LINES.refuse("b", LINES, number)).doesNotThrowAnyException();
    assertThatThrownBy(() -> OF_LINES.refuse("b", LINES, truth))
        .hasMessageContaining("column \"id\" changes its type: expected INTEGER");
  }

  @Test
  void typesOfOtherFormatsAreNotCompared() {
    Plan plan = plan(DETECTED, new Column("id", ColumnType.TEXT));
    FileFormat csv = new FileFormat.Csv(',', true, Compression.NONE);
    assertThatCode(() -> DRIFT.refuse("s3://b/b.csv", csv, plan)).doesNotThrowAnyException();
  }

  @Test
  void aHundredNewColumnsMakeAShortMessage() {
    Column[] columns = new Column[100];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = new Column("c" + i, ColumnType.TEXT);
    }
    Plan plan = plan(DETECTED, columns);
    assertThatThrownBy(() -> DRIFT.refuse("b", PARQUET, plan))
        .satisfies(e -> assertThat(e.getMessage()).endsWith(" | and 90 more"));
  }
}
