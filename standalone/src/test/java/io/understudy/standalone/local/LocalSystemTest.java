package io.understudy.standalone.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.standalone.StandaloneException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalSystemTest {
  /** One for all tests: Postgres is unpacked in it only once. */
  @TempDir static Path folder;

  private LocalSystem system(Predicate<String> keepSource) {
    return new LocalSystem(
        new Installation(folder),
        new LocalSystem.Options(
            folder.resolve("home"),
            Optional.empty(),
            1,
            Optional.empty(),
            Optional.empty(),
            keepSource,
            false),
        notice -> {},
        new SecureRandom());
  }

  private Path sourceFile() {
    return folder.resolve("home/s3/production/file");
  }

  private Path sinkFile() {
    return folder.resolve("home/s3/masked/file");
  }

  private void fill(LocalSystem system) throws IOException {
    Files.writeString(sourceFile(), "source");
    Files.writeString(sinkFile(), "sink");
    system.describeSource("the shop");
  }

  @Test
  void aSourceThatIsDescribedIsKeptForTheNextSystemThatWantsIt() throws Exception {
    try (LocalSystem first = system(description -> false)) {
      first.startSurroundings();
      assertThat(first.keptSource()).isEmpty();
      fill(first);
    }
    try (LocalSystem second = system("the shop"::equals)) {
      second.startSurroundings();
      assertThat(second.keptSource()).contains("the shop");
      assertThat(sourceFile()).exists();
      assertThat(sinkFile()).doesNotExist();
    }
  }

  @Test
  void aSourceThatIsNotWantedOrNotDescribedIsGone() throws Exception {
    try (LocalSystem first = system(description -> false)) {
      first.startSurroundings();
      fill(first);
    }
    try (LocalSystem second = system("another shop"::equals)) {
      second.startSurroundings();
      assertThat(second.keptSource()).isEmpty();
      assertThat(sourceFile()).doesNotExist();
      Files.writeString(sourceFile(), "half of a shop");
    }
    assertThat(sourceFile()).doesNotExist();
  }

  @Test
  void closingEndsPostgres() throws Exception {
    LocalSystem system = system(description -> false);
    system.startSurroundings();
    assertThat(postgres()).isNotEmpty();
    system.close();
    assertThat(postgres()).isEmpty();
  }

  private List<ProcessHandle> postgres() throws IOException {
    String data = folder.resolve("home").toRealPath().resolve("postgres").toString();
    return ProcessHandle.allProcesses()
        .filter(process -> List.of(process.info().arguments().orElse(new String[0])).contains(data))
        .toList();
  }

  @Test
  void aServiceThatIsNotBuiltIsNamedWithWhatToDo() throws Exception {
    try (LocalSystem system = system(description -> false)) {
      system.startSurroundings();
      assertThatThrownBy(system::startServices)
          .isInstanceOf(StandaloneException.class)
          .hasMessage(
              "transform-service is not built ("
                  + folder.resolve("transform-service/target/quarkus-app/quarkus-run.jar")
                  + " is missing): run ./understudy build");
    }
  }

  @Test
  void aSystemThatIsClosedWhileItStartsStartsNothingMore() {
    LocalSystem system = system(description -> false);
    system.close();
    assertThatThrownBy(system::startSurroundings)
        .isInstanceOf(StandaloneException.class)
        .hasMessage("ended while starting");
  }
}
