package io.understudy.engine.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.understudy.engine.Survival;
import io.understudy.engine.key.KeyedFunction;
import io.understudy.engine.key.SecretKey;
import org.junit.jupiter.api.Test;

class SketchTest {
  private static final KeyedFunction FUNCTION =
      new KeyedFunction(new SecretKey(new byte[16]), "proof/sketch");

  private static Sketch sketch(int capacity) {
    return new Sketch(FUNCTION, capacity);
  }

  @Test
  void distinctValuesAreCountedExactlyAsLongAsTheyFit() {
    Sketch sketch = sketch(1000);
    for (int i = 0; i < 10_000; i++) {
      sketch.original("o" + i % 400);
      sketch.output("p" + i % 300);
    }
    assertThat(sketch.survival()).isEqualTo(new Survival(0, 400, 300, 0, 0, 1));
  }

  @Test
  void anOutputThatIsAnOriginalOfALaterRowIsFound() {
    Sketch sketch = sketch(1000);
    sketch.original("ann");
    sketch.output("bob");
    sketch.original("bob");
    sketch.output("eve");
    assertThat(sketch.survival()).isEqualTo(new Survival(0, 2, 2, 1, 0, 1));
  }

  @Test
  void everyCellThatStayedIsCounted() {
    Sketch sketch = sketch(1000);
    for (int i = 0; i < 5; i++) {
      sketch.original("ann");
      sketch.stayed("ann");
    }
    assertThat(sketch.survival()).isEqualTo(new Survival(5, 1, 1, 1, 1, 1));
  }

  @Test
  void manyValuesAreSampledAlikeInOriginalsAndOutputs() {
    Sketch sketch = sketch(1 << 12);
    for (int i = 0; i < 400_000; i++) {
      sketch.original("value " + i);
      sketch.output("value " + (i + 300_000));
    }
    Survival survival = sketch.survival();
    assertThat(survival.sampled()).isGreaterThanOrEqualTo(128);
    assertThat((double) survival.originals()).isCloseTo(400_000, within(60_000.0));
    assertThat((double) survival.outputs()).isCloseTo(400_000, within(60_000.0));
    assertThat((double) survival.overlap()).isCloseTo(100_000, within(25_000.0));
  }

  @Test
  void valuesOfEveryClassAreTold() {
    Sketch sketch = sketch(100);
    sketch.original(17L);
    sketch.original(new byte[] {1, 2});
    sketch.output(new byte[] {1, 2});
    assertThat(sketch.survival()).isEqualTo(new Survival(0, 2, 1, 1, 0, 1));
  }
}
