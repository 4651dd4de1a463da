package io.understudy.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.engine.TableData;
import io.understudy.files.text.BytesIn;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DistinctValuesTest {
  private static DistinctValues of(String name, String text) {
    return new DistinctValues("t", () -> BytesIn.of(text), FileFormat.ofName(name).orElseThrow());
  }

  @Test
  void valuesComeInTheOrderOfTheirFirstRowsWithoutNull() {
    String csv = "kind,n\nb,1\na,2\n,2\nb,\n";
    assertThat(of("t.csv", csv).distinct("kind")).isEqualTo(List.of("b", "a"));
    String json = "{\"kind\":\"b\"}\n{\"kind\":null}\n{\"kind\":\"a\"}\n{\"kind\":\"b\"}\n";
    assertThat(of("t.jsonl", json).distinct("kind")).isEqualTo(List.of("b", "a"));
  }

  @Test
  void aFileIsReadOnceForAColumn() {
    AtomicInteger opened = new AtomicInteger();
    DistinctValues values =
        new DistinctValues(
            "t",
            () -> {
              opened.incrementAndGet();
              return BytesIn.of("kind\nb\n");
            },
            FileFormat.ofName("t.csv").orElseThrow());
    assertThat(values.distinct("kind")).isEqualTo(values.distinct("kind"));
    assertThat(opened).hasValue(1);
  }

  @Test
  void readingEndsWhenThereAreTooMany() {
    String csv =
        IntStream.range(0, 50_000)
            .mapToObj(n -> "v" + n)
            .collect(Collectors.joining("\n", "kind\n", "\n"));
    assertThat(of("t.csv", csv).distinct("kind").size())
        .isGreaterThan(TableData.MOST_DISTINCT)
        .isLessThan(20_000);
  }
}
