package io.understudy.engine.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.engine.fake.Entity;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What several recognisers find covers all that any of them has found. */
class OverlapsTest {
  @Test
  void spansThatOverlapBecomeOneOfTheLongestOnesEntity() {
    assertThat(
            Overlaps.joined(
                List.of(new Span(0, 4, Entity.FIRST_NAME), new Span(20, 25, Entity.EMAIL)),
                List.of(
                    new Span(2, 10, Entity.NAME),
                    new Span(8, 12, Entity.URL),
                    new Span(12, 13, Entity.AGE),
                    new Span(21, 22, Entity.AGE))))
        .containsExactly(
            new Span(0, 12, Entity.NAME),
            new Span(12, 13, Entity.AGE),
            new Span(20, 25, Entity.EMAIL));
  }

  @Test
  void withoutOverlapsNothingChanges() {
    List<Span> spans = List.of(new Span(0, 4, Entity.NAME), new Span(4, 5, Entity.AGE));
    assertThat(Overlaps.joined(spans, List.of())).isEqualTo(spans);
    assertThat(Overlaps.joined(List.of(), spans)).isEqualTo(spans);
  }
}
