package io.understudy.scheduler.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.engine.ConfigException;
import io.understudy.engine.Problem;
import io.understudy.files.FormatOptions;
import io.understudy.files.Location;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class PipelineReaderTest {
  private static final String TRANSFORM = "transform: { globals: { coverage: open }, steps: [] }\n";
  private static final String HEAD =
      "pipeline: shop\nsource: s3://a/in\nsink: s3://b\n" + TRANSFORM;

  private static List<String> problems(String document) {
    ConfigException e =
        Assertions.catchThrowableOfType(ConfigException.class, () -> Pipeline.parse(document));
    return e.problems().stream().map(Problem::toString).toList();
  }

  @Test
  void readsEverything() {
    Pipeline pipeline =
        Pipeline.parse(
            """
            pipeline: shop-to-perf
            source: s3://prod/shop/
            sink: s3://masked/shop
            transform:
              globals: { coverage: open, key: blue }
              steps: []
            tables:
              customers: { files: "customers/*.parquet" }
              orders:
                files: ["orders/**/*.csv.gz", "more/*"]
                format: csv
                csv: { delimiter: ";", header: false }
                compression: zstd
                target: shop_orders
            load: { target: perf, mode: append }
            parallelism: 100
            """);
    assertThat(pipeline.name()).isEqualTo("shop-to-perf");
    assertThat(pipeline.source()).isEqualTo(new Location("prod", "shop/"));
    assertThat(pipeline.sink()).isEqualTo(new Location("masked", "shop/"));
    assertThat(pipeline.keyId()).contains("blue");
    assertThat(pipeline.load()).contains(new Load("perf", Load.Mode.APPEND));
    assertThat(pipeline.parallelism()).isEqualTo(OptionalInt.of(100));
    assertThat(pipeline.tables())
        .extracting(Pipeline.Table::name)
        .containsExactly("customers", "orders");
    assertThat(pipeline.tables().get(1).format())
        .isEqualTo(new FormatOptions("csv", ";", false, "zstd"));
    assertThat(pipeline.tables().get(1).files()).hasToString("[orders/**/*.csv.gz, more/*]");
    assertThat(pipeline.targetOf("orders")).contains("shop_orders");
    assertThat(pipeline.targetOf("customers")).contains("customers");
  }

  @Test
  void whatMayBeLeftOutHasItsDefault() {
    Pipeline pipeline = Pipeline.parse(HEAD + "load: { target: perf }\n");
    assertThat(pipeline.sink()).isEqualTo(new Location("b", ""));
    assertThat(pipeline.tables()).isEmpty();
    assertThat(pipeline.parallelism()).isEmpty();
    assertThat(pipeline.keyId()).isEmpty();
    assertThat(pipeline.load()).contains(new Load("perf", Load.Mode.REPLACE));
    assertThat(Pipeline.parse(HEAD).targetOf("any")).isEqualTo(Optional.empty());
  }

  @Test
  void aTransformKeepsItsLinesAndColumns() {
    String block =
        Pipeline.parse(
                """
                pipeline: shop
                source: s3://a/in
                sink: s3://b
                transform:
                  globals: { coverage: open }
                  steps: []
                load: { target: perf }
                """)
            .transform();
    assertThat(block).startsWith("\n\n\n\n  globals: { coverage: open }\n  steps: []");
    assertThat(block).doesNotContain("load").doesNotContain("pipeline");
    assertThat(Pipeline.parse(HEAD).transform())
        .startsWith("\n\n\n           { globals: { coverage: open }, steps: [] }");
  }

  @Test
  void aTransformMayBeALiteralBlock() {
    Pipeline pipeline =
        Pipeline.parse(
            """
            pipeline: shop
            source: s3://a/in
            sink: s3://b
            transform: |
              globals: { coverage: open }
              steps: []
            parallelism: 2
            """);
    assertThat(pipeline.transform())
        .startsWith("\n\n\n\n  globals: { coverage: open }\n  steps: []")
        .doesNotContain("parallelism");
  }

  @Test
  void charactersOutsideTheBasicPlaneDoNotMoveTheTransform() {
    assertThat(Pipeline.parse("# 😀😀\n" + HEAD).transform())
        .endsWith("           { globals: { coverage: open }, steps: [] }");
  }

  @Test
  void everythingMissingIsTold() {
    assertThat(problems("{}"))
        .containsExactly(
            "pipeline:1:1 pipeline: is missing; add pipeline: NAME",
            "pipeline:1:1 source: is missing; add source: s3://BUCKET/PREFIX/",
            "pipeline:1:1 sink: is missing; add sink: s3://BUCKET/PREFIX/",
            "pipeline:1:1 transform: is missing; add the transform config, with globals: and"
                + " steps:");
  }

  @Test
  void whatIsNoMappingIsTold() {
    assertThat(problems("just text"))
        .containsExactly(
            "pipeline:1:1: expected a mapping, found \"just text\"; known keys are pipeline,"
                + " source, sink, transform, tables, load, parallelism, workers");
    assertThat(problems(HEAD + "tables: [a]\nload: perf\n"))
        .containsExactly(
            "pipeline:5:9 tables: expected a mapping, found a list; write KEY: VALUE lines",
            "pipeline:6:7 load: expected a mapping, found \"perf\"; known keys are target, mode,"
                + " key, reject");
  }

  @Test
  void tablesAreChecked() {
    assertThat(
            problems(
                HEAD
                    + """
                    tables:
                      a: { file: "x" }
                      b: { files: "/x", target: [1] }
                      b: { files: "y" }
                      c: { files: ["{x", { y: z }], format: xml }
                      d: { files: "*", format: jsonl, csv: { header: maybe } }
                      e: { files: "*", csv: { delimiter: '"' } }
                    """))
        .containsExactly(
            "pipeline:6:6 tables.a.files: is missing; add files: \"a/*.parquet\"",
            "pipeline:6:8 tables.a.file: unknown key; did you mean \"files\"?",
            "pipeline:7:15 tables.b.files: patterns are relative to the source; leave out what"
                + " comes before the first folder",
            "pipeline:7:29 tables.b.target: expected text, found a list; write one value",
            "pipeline:8:3 tables.b: is given twice; keep one",
            "pipeline:9:16 tables.c.files: { has no } after it; add it",
            "pipeline:9:22 tables.c.files[1]: expected text, found a mapping; write one value",
            "pipeline:9:41 tables.c.format: \"xml\" is not a file type; use csv, jsonl or parquet",
            "pipeline:10:40 tables.d.csv: is for CSV files, but format is jsonl; leave one of them"
                + " out",
            "pipeline:10:50 tables.d.csv.header: expected true or false, found \"maybe\"; write one"
                + " of them",
            "pipeline:11:25 tables.e.csv.delimiter: a CSV delimiter cannot be a quote, a line end"
                + " or NUL; usual ones are , ; | and tab");
  }

  @Test
  void anEmptyListOfTablesIsTold() {
    assertThat(problems(HEAD + "tables: {}\n"))
        .containsExactly(
            "pipeline:5:9 tables: is empty; name a table, or leave tables out: one per folder");
  }

  @Test
  void sourceAndSinkMustBeApart() {
    String document = "pipeline: a\nsource: s3://b/x\nsink: s3://b/%s\n" + TRANSFORM;
    String remedy = "; use another bucket, or another folder beside the source";
    assertThat(problems(document.formatted("x/y")))
        .containsExactly("pipeline:3:7 sink: s3://b/x/y/ is inside the source s3://b/x/" + remedy);
    assertThat(problems(document.formatted("")))
        .containsExactly("pipeline:3:7 sink: s3://b/ is around the source s3://b/x/" + remedy);
    assertThat(Pipeline.parse(document.formatted("xy")).sink().key()).isEqualTo("xy/");
  }

  @Test
  void aTransformThatIsNoneIsTold() {
    assertThat(problems(HEAD.replace(TRANSFORM, "transform: my-config\n")))
        .containsExactly(
            "pipeline:4:12 transform: expected a transform config, found \"my-config\"; put the"
                + " config itself here, with globals: and steps:");
  }

  @Test
  void charactersThatNoDatabaseTakesAreRefused() {
    String remedy = ": holds a character that is none (NUL or half a surrogate); leave it out";
    assertThat(problems(HEAD.replace("s3://a/in", "\"s3://a/\\0\"")))
        .containsExactly("pipeline:2:9 source" + remedy);
    assertThat(problems(HEAD + "tables: { \"\\ud800\": { files: x } }\n"))
        .contains("pipeline:5:11 tables" + remedy);
  }

  @Test
  void syntaxErrorsHaveTheirPlace() {
    assertThat(problems("pipeline: a\nsource: [b\n"))
        .singleElement(org.assertj.core.api.InstanceOfAssertFactories.STRING)
        .startsWith("pipeline:3:1: this is not YAML: ");
    assertThat(problems(""))
        .containsExactly(
            "pipeline: the document is empty; write pipeline:, source:, sink: and transform:");
    assertThat(problems("a: 1\n---\nb: 2\n"))
        .singleElement(org.assertj.core.api.InstanceOfAssertFactories.STRING)
        .startsWith("pipeline:2:1: this is not YAML: ");
  }

  @Test
  void aDocumentThatRefersToItselfEnds() {
    String aliases = "*a, ".repeat(40);
    assertThat(
            problems(
                "pipeline: x\nsource: s3://a\nsink: s3://b\ntransform: &a ["
                    + aliases
                    + "]\n"
                    + "parallelism: 0\n"))
        .contains(
            "pipeline:5:14 parallelism: expected a whole number from 1 to 10000, found \"0\"; write"
                + " such a number, or leave it out: as many as the installation has");
  }

  @Test
  void aByteOrderMarkIsPassedOver() {
    assertThat(Pipeline.parse("\uFEFF" + HEAD).name()).isEqualTo("shop");
  }
}
