package io.understudy.scheduler.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.engine.ConfigException;
import io.understudy.engine.Problem;
import io.understudy.files.Location;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class ExtractionReaderTest {
  private static final String REST =
      "\nsink: s3://b\ntransform: { globals: { coverage: open }, steps: [] }\n";

  private static List<String> problems(String source) {
    ConfigException e =
        Assertions.catchThrowableOfType(
            ConfigException.class, () -> Pipeline.parse("pipeline: shop\n" + source + REST));
    return e.problems().stream().map(Problem::toString).toList();
  }

  @Test
  void readsADatabase() {
    Pipeline pipeline =
        Pipeline.parse(
            """
            pipeline: shop
            source: { database: prod, schema: sales, parts: "s3://parts/shop", retain: none }
            tables:
              customers:
              orders: { where: "total > 0", target: shop_orders }
            """
                + REST);
    assertThat(pipeline.source()).isEqualTo(new Location("parts", "shop/"));
    assertThat(pipeline.tables()).isEmpty();
    assertThat(pipeline.extraction().orElseThrow().json())
        .isEqualTo(
            "{\"database\":\"prod\",\"schema\":\"sales\",\"retain\":\"none\",\"tables\":["
                + "{\"name\":\"customers\",\"target\":null,\"where\":null},"
                + "{\"name\":\"orders\",\"target\":\"shop_orders\",\"where\":\"total > 0\"}],\"subset\":[]}");
  }

  @Test
  void whatIsLeftOutHasItsDefault() {
    Pipeline pipeline =
        Pipeline.parse("pipeline: shop\nsource: { database: prod, parts: \"s3://a/\" }" + REST);
    assertThat(pipeline.extraction().orElseThrow().json())
        .isEqualTo(
            "{\"database\":\"prod\",\"schema\":null,\"retain\":\"all\",\"tables\":[],\"subset\":[]}");
  }

  @Test
  void tellsEveryProblemAtOnce() {
    assertThat(
            problems(
                """
                source: { databse: prod, parts: prod, retain: some }
                tables: { a: { files: "*.csv" } }"""))
        .containsExactly(
            "pipeline:2:9 source.database: is missing; add database: NAME, as the loader service is"
                + " configured",
            "pipeline:2:11 source.databse: unknown key; did you mean \"database\"?",
            "pipeline:2:33 source.parts: \"prod\" is not a location; write s3://BUCKET/PREFIX",
            "pipeline:2:47 source.retain: expected all or none, found \"some\"; write one of them,"
                + " or leave it out: all",
            "pipeline:3:16 tables.a.files: unknown key; known keys are target, where");
  }

  @Test
  void partsAndSinkStayApart() {
    assertThat(problems("source: { database: prod, parts: \"s3://b/x/\" }"))
        .containsExactly(
            "pipeline:3:7 sink: s3://b/ is around the source s3://b/x/; use another bucket, or"
                + " another folder beside the source");
  }

  @Test
  void readsASubset() {
    assertThat(
            Pipeline.parse(
                    """
                    pipeline: shop
                    source:
                      database: prod
                      parts: s3://a/
                      subset:
                        customers: { percent: 2.5, children: [orders] }
                        orders: { children: [lines, notes] }
                        products: { rows: 10 }
                    """
                        + REST)
                .extraction()
                .orElseThrow()
                .json())
        .endsWith(
            "\"subset\":[{\"table\":\"customers\",\"percent\":2.5,\"children\":[\"orders\"]},"
                + "{\"table\":\"orders\",\"children\":[\"lines\",\"notes\"]},"
                + "{\"table\":\"products\",\"rows\":10,\"children\":[]}]}");
  }

  @Test
  void aShareIsANumberThatChooses() {
    String source = "source: { database: prod, parts: \"s3://a/\", subset: { a: { %s } } }";
    assertThat(problems(source.formatted("percent: 101, rows: none")))
        .containsExactly(
            "pipeline:2:69 source.subset.a.percent: expected a number above 0 and at most 100,"
                + " found \"101\"; write such a number",
            "pipeline:2:80 source.subset.a.rows: expected a number above 0 and at most 100000000,"
                + " found \"none\"; write such a number");
    assertThat(problems(source.formatted("children: [b]")))
        .containsExactly(
            "pipeline:2:53 source.subset: no table has a share of its own; give one percent: or"
                + " rows:, or leave subset out: all rows");
  }

  @Test
  void whereIsOneCondition() {
    assertThat(
            problems(
                """
                source: { database: prod, parts: "s3://a/" }
                tables: { t: { where: "true)) to stdout; delete from x; copy (select (true" } }"""))
        .containsExactly(
            "pipeline:3:23 tables.t.where: closes a parenthesis that it did not open; write one"
                + " condition, without comments, E'' and $$; names with a $ in double quotes");
  }
}
