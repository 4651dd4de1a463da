package io.understudy.scheduler.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.scheduler.launch.Launcher.Demand;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FairShareTest {

  @Test
  void everyoneHasWhatItWantsIfThatIsThere() {
    assertThat(FairShare.of(List.of(new Demand(1, 2), new Demand(2, 3)), 9))
        .isEqualTo(Map.of(1L, 2, 2L, 3));
  }

  @Test
  void theOldestHasTheOddOne() {
    assertThat(FairShare.of(List.of(new Demand(1, 9), new Demand(2, 9)), 5))
        .isEqualTo(Map.of(1L, 3, 2L, 2));
  }

  @Test
  void whatOneDoesNotWantIsTheOthers() {
    assertThat(FairShare.of(List.of(new Demand(1, 9), new Demand(2, 0), new Demand(3, 1)), 5))
        .isEqualTo(Map.of(1L, 4, 2L, 0, 3L, 1));
  }

  @Test
  void nothingIsSharedOutWhereNothingIs() {
    assertThat(FairShare.of(List.of(new Demand(1, 9)), 0)).isEqualTo(Map.of(1L, 0));
    assertThat(FairShare.of(List.of(new Demand(1, 9)), -2)).isEqualTo(Map.of(1L, 0));
    assertThat(FairShare.of(List.of(), 5)).isEmpty();
  }
}
