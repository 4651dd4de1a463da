package io.understudy.scheduler.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.scheduler.launch.Launcher.Demand;
import io.understudy.scheduler.pipeline.Workers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FairShareTest {

  @Test
  void everyoneHasWhatItWantsIfThatIsThere() {
    assertThat(FairShare.of(List.of(new Demand(1, 2), new Demand(2, 3)), 9, Map.of()))
        .isEqualTo(Map.of(1L, 2, 2L, 3));
  }

  @Test
  void theOldestHasTheOddOne() {
    assertThat(FairShare.of(List.of(new Demand(1, 9), new Demand(2, 9)), 5, Map.of()))
        .isEqualTo(Map.of(1L, 3, 2L, 2));
  }

  @Test
  void whatOneDoesNotWantIsTheOthers() {
    assertThat(
            FairShare.of(
                List.of(new Demand(1, 9), new Demand(2, 0), new Demand(3, 1)), 5, Map.of()))
        .isEqualTo(Map.of(1L, 4, 2L, 0, 3L, 1));
  }

  @Test
  void nothingIsSharedOutWhereNothingIs() {
    assertThat(FairShare.of(List.of(new Demand(1, 9)), 0, Map.of())).isEqualTo(Map.of(1L, 0));
    assertThat(FairShare.of(List.of(new Demand(1, 9)), -2, Map.of())).isEqualTo(Map.of(1L, 0));
    assertThat(FairShare.of(List.of(), 5, Map.of())).isEmpty();
  }

  private static Demand demand(long run, int workers, String workerClass, int weight) {
    return new Demand(run, workers, new Workers(workerClass, weight, Map.of()));
  }

  @Test
  void weightsSayHowManyOneHasForEachOfTheOther() {
    assertThat(FairShare.of(List.of(demand(1, 99, "", 1), demand(2, 99, "", 3)), 40, Map.of()))
        .isEqualTo(Map.of(1L, 10, 2L, 30));
  }

  @Test
  void everyRunHasOneBeforeAnyHasTwo() {
    assertThat(FairShare.of(List.of(demand(1, 9, "", 100), demand(2, 9, "", 1)), 3, Map.of()))
        .isEqualTo(Map.of(1L, 2, 2L, 1));
  }

  @Test
  void whatAHeavyRunDoesNotWantIsTheOthers() {
    assertThat(FairShare.of(List.of(demand(1, 5, "", 9), demand(2, 99, "", 1)), 20, Map.of()))
        .isEqualTo(Map.of(1L, 5, 2L, 15));
  }

  @Test
  void aWorkerClassHasItsOwnBound() {
    List<Demand> demands =
        List.of(demand(1, 9, "big", 1), demand(2, 9, "big", 1), demand(3, 9, "", 1));
    assertThat(FairShare.of(demands, 20, Map.of("big", 5))).isEqualTo(Map.of(1L, 3, 2L, 2, 3L, 9));
  }
}
