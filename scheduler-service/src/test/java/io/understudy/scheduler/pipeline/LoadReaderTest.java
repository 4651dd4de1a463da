package io.understudy.scheduler.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.understudy.engine.ConfigException;
import io.understudy.engine.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoadReaderTest {
  private static String pipeline(String load) {
    return """
    pipeline: shop
    source: s3://a/in
    sink: s3://b
    transform: { globals: { coverage: open }, steps: [] }
    load: %s
    """
        .formatted(load);
  }

  private static Load read(String load) {
    return Pipeline.parse(pipeline(load)).load().orElseThrow();
  }

  private static List<String> problems(String load) {
    return assertThrows(ConfigException.class, () -> Pipeline.parse(pipeline(load)))
        .problems()
        .stream()
        .map(Problem::toString)
        .toList();
  }

  @Test
  void rejectsAreAnOption() {
    assertThat(read("{ target: perf }").options()).isEqualTo("{}");
    assertThat(read("{ target: perf, reject: 0 }").options()).isEqualTo("{}");
    assertThat(read("{ target: perf, mode: append, reject: 10000 }").options())
        .isEqualTo("{\"reject\":10000}");
  }

  @Test
  void anUpsertIsStoredAsWhatEarlierVersionsDoLeastHarmWith() {
    Load one = read("{ target: perf, mode: upsert, key: id }");
    assertThat(one.storedMode()).isEqualTo("append");
    assertThat(one.options()).isEqualTo("{\"upsert\":[\"id\"]}");
    assertThat(read("{ target: perf, mode: upsert, key: [a, b], reject: 1 }").options())
        .isEqualTo("{\"reject\":1,\"upsert\":[\"a\",\"b\"]}");
    assertThat(read("{ target: perf, mode: upsert }").options()).isEqualTo("{\"upsert\":[]}");
    assertThat(read("{ target: perf }").storedMode()).isEqualTo("replace");
  }

  @Test
  void aKeyIsOfAnUpsertOnly() {
    assertThat(problems("{ target: perf, key: [id] }"))
        .containsExactly(
            "pipeline:5:28 load.key: is for mode: upsert, but the mode is replace; leave one of"
                + " them out");
    assertThat(problems("{ target: perf, mode: upsert, key: [] }"))
        .containsExactly("pipeline:5:42 load.key: is empty; write at least one");
  }

  @Test
  void aNumberOfRejectsThatIsNoneIsTold() {
    for (String wrong : List.of("10001", "-1", "many", "1.5")) {
      assertThat(problems("{ target: perf, reject: " + wrong + " }"))
          .containsExactly(
              "pipeline:5:31 load.reject: expected a whole number from 0 to 10000, found \""
                  + wrong
                  + "\"; write such a number, or leave it out: 0");
    }
  }
}
