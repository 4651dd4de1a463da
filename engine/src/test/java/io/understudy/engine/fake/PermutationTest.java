package io.understudy.engine.fake;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.engine.key.KeyedFunction;
import io.understudy.engine.key.SecretKey;
import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PermutationTest {
  private final KeyedFunction function = new KeyedFunction(new SecretKey(new byte[16]), "test");

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 9, 10, 26, 100, 9973, 65536, 100_000})
  void isOneToOneAndLeavesNothingWhereItIs(int bound) {
    Permutation permutation = new Permutation(function, 7, bound);
    BitSet images = new BitSet(bound);
    for (int i = 0; i < bound; i++) {
      long image = permutation.of(i);

      assertThat(image).isBetween(0L, bound - 1L).isNotEqualTo(i);
      images.set((int) image);
    }
    assertThat(images.cardinality()).isEqualTo(bound);
  }

  @Test
  void staysInsideTheLargestDomain() {
    Permutation permutation = new Permutation(function, 7, Permutation.LARGEST);
    for (long i = 0; i < 1000; i++) {
      assertThat(permutation.of(i)).isBetween(0L, Permutation.LARGEST - 1);
      assertThat(permutation.of(Permutation.LARGEST - 1 - i))
          .isBetween(0L, Permutation.LARGEST - 1);
    }
  }

  @Test
  void tweaksGiveUnrelatedMappings() {
    Permutation one = new Permutation(function, 1, 10_000);
    Permutation other = new Permutation(function, 1_000_001, 10_000);
    int same = 0;
    for (int i = 0; i < 10_000; i++) {
      same += one.of(i) == other.of(i) ? 1 : 0;
    }
    assertThat(same).isLessThan(10);
  }
}
