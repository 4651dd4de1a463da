package io.understudy.scheduler.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.fabric8.kubernetes.api.model.Quantity;
import io.understudy.engine.ConfigException;
import io.understudy.engine.Problem;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorkersReaderTest {
  private static final WorkerClasses CLASSES =
      new WorkerClasses(
          Map.of(
              "", Map.of(),
              "big", Map.of("cpu", new Quantity("4"), "memory", new Quantity("32Gi")),
              "spot", Map.of()));

  private static String pipeline(String workers) {
    return """
    pipeline: shop
    source: s3://a/in
    sink: s3://b
    transform: { globals: { coverage: open }, steps: [] }
    workers: %s
    """
        .formatted(workers);
  }

  private static Workers read(String workers) {
    return Pipeline.parse(pipeline(workers), CLASSES).workers();
  }

  private static List<String> problems(String workers) {
    return problems(workers, CLASSES);
  }

  private static List<String> problems(String workers, WorkerClasses classes) {
    return assertThrows(ConfigException.class, () -> Pipeline.parse(pipeline(workers), classes))
        .problems()
        .stream()
        .map(Problem::toString)
        .toList();
  }

  @Test
  void aClassAWeightAndResourcesWithinItsBoundsAreTaken() {
    assertThat(read("{ class: big, weight: 3, resources: { cpu: 1500m, memory: 32768Mi } }"))
        .isEqualTo(
            new Workers(
                "big", 3, Map.of("cpu", new Quantity("1500m"), "memory", new Quantity("32768Mi"))));
  }

  @Test
  void whatIsLeftOutIsAsTheInstallationHasIt() {
    assertThat(read("{}")).isEqualTo(Workers.DEFAULT);
    assertThat(read("{ class: spot }")).isEqualTo(new Workers("spot", 1, Map.of()));
  }

  @Test
  void aClassThatIsUnknownIsToldWithTheKnownOnes() {
    assertThat(problems("{ class: bigg }"))
        .containsExactly(
            "pipeline:5:19 workers.class: the installation has no worker class \"bigg\"; did you"
                + " mean \"big\"? known are big, spot; left out: the default");
    assertThat(problems("{ class: gpu-nodes }"))
        .containsExactly(
            "pipeline:5:19 workers.class: the installation has no worker class \"gpu-nodes\";"
                + " known are big, spot; left out: the default");
    assertThat(problems("{ class: big }", WorkerClasses.NONE))
        .containsExactly(
            "pipeline:5:19 workers.class: the installation has no worker class \"big\"; it has the"
                + " default only: leave class out");
  }

  @Test
  void resourcesBeyondTheBoundsAreRefusedWithTheBound() {
    assertThat(
            problems(
                "{ class: big, resources: { cpu: 4001m, memory: 33Gi, ephemeral-storage: 1Gi } }"))
        .containsExactly(
            "pipeline:5:42 workers.resources.cpu: 4001m is more than the 4 that worker class"
                + " \"big\" allows; ask for at most 4, name another class, or have the chart's value"
                + " worker.classes.big.maxResources.cpu raised",
            "pipeline:5:57 workers.resources.memory: 33Gi is more than the 32Gi that worker class"
                + " \"big\" allows; ask for at most 32Gi, name another class, or have the chart's"
                + " value worker.classes.big.maxResources.memory raised",
            "pipeline:5:82 workers.resources.ephemeral-storage: worker class \"big\" has its own"
                + " ephemeral-storage and allows no other; leave it out, name another class, or have"
                + " the chart's value worker.classes.big.maxResources.ephemeral-storage set");
    assertThat(problems("{ resources: { cpu: 1 } }"))
        .containsExactly(
            "pipeline:5:30 workers.resources.cpu: the default worker class has its own cpu and"
                + " allows no other; leave it out, name another class, or have the chart's value"
                + " worker.maxResources.cpu set");
  }

  @Test
  void amountsAndWeightsThatAreNoneAreRefused() {
    assertThat(problems("{ class: big, weight: 101, resources: { cpu: 0, memory: 8GB } }"))
        .containsExactly(
            "pipeline:5:32 workers.weight: expected a whole number from 1 to 100, found \"101\";"
                + " write such a number, or leave it out: 1",
            "pipeline:5:55 workers.resources.cpu: expected an amount as Kubernetes writes it, found"
                + " \"0\"; write such as 2 or 1500m",
            "pipeline:5:66 workers.resources.memory: expected an amount as Kubernetes writes it,"
                + " found \"8GB\"; write such as 8Gi");
  }

  @Test
  void unknownKeysAreRefused() {
    assertThat(problems("{ clas: big, resources: { mem: 1Gi } }"))
        .containsExactly(
            "pipeline:5:12 workers.clas: unknown key; did you mean \"class\"?",
            "pipeline:5:36 workers.resources.mem: unknown key; known keys are cpu, memory,"
                + " ephemeral-storage");
  }

  @Test
  void aRunGoesOnThoughItsClassIsGone() {
    Pipeline pipeline = Pipeline.parse(pipeline("{ class: gone, resources: { memory: 99Ti } }"));
    assertThat(pipeline.workers().workerClass()).isEqualTo("gone");
  }
}
