package io.understudy.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.standalone.StandaloneException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnFilesTest {
  @TempDir Path folder;
  private Path config;

  @BeforeEach
  void write() throws IOException {
    config = Files.writeString(folder.resolve("config.yml"), "steps: []\n");
    Files.createDirectories(folder.resolve("data"));
  }

  private void file(String name) throws IOException {
    Path file = folder.resolve("data").resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "a,b\n1,2\n");
  }

  @Test
  void aFolderWithoutDataIsRefused() throws IOException {
    file("readme.txt");
    assertThatThrownBy(() -> new OwnFiles(folder.resolve("data"), config, Optional.empty()))
        .isInstanceOf(StandaloneException.class)
        .hasMessage(
            "no .parquet, .csv, .tsv, .jsonl or .ndjson file is in "
                + folder.resolve("data")
                + ": correct --source");
  }

  @Test
  void aPatternThatMatchesNothingIsRefused() throws IOException {
    file("a.csv");
    assertThatThrownBy(() -> new OwnFiles(folder.resolve("data"), config, Optional.of("b*")))
        .isInstanceOf(StandaloneException.class)
        .hasMessage(
            "no .parquet, .csv, .tsv, .jsonl or .ndjson file that matches 'b*' is in "
                + folder.resolve("data")
                + ": correct --files");
  }

  @Test
  void aPatternThatIsNoneIsRefused() throws IOException {
    file("a.csv");
    assertThatThrownBy(() -> new OwnFiles(folder.resolve("data"), config, Optional.of("[")))
        .isInstanceOf(StandaloneException.class)
        .hasMessage("--files '[' is not a pattern: write one such as '*.csv'");
  }

  @Test
  void aSourceThatIsNoFolderAndAConfigThatIsNoFileAreRefused() {
    assertThatThrownBy(() -> new OwnFiles(folder.resolve("x"), config, Optional.empty()))
        .isInstanceOf(StandaloneException.class)
        .hasMessage(
            "--source "
                + folder.resolve("x")
                + " is not a folder: name the folder that your files are in");
    assertThatThrownBy(() -> new OwnFiles(folder, folder.resolve("x"), Optional.empty()))
        .isInstanceOf(StandaloneException.class)
        .hasMessage(
            "--config " + folder.resolve("x") + " is not a file: name a transform config (YAML)");
  }

  @Test
  void everyLineOfAConfigIsOneLineOfThePipeline() {
    assertThat(OwnFiles.indented("# mine\r\n---\r\nsteps:\r\n\r\n  - rows: x\r\n"))
        .isEqualTo("  # mine\n\n  steps:\n\n    - rows: x\n\n");
  }

  @Test
  void placesInThePipelineAreToldAsPlacesInTheConfig() throws IOException {
    file("a.csv");
    OwnFiles own = new OwnFiles(folder.resolve("data"), config, Optional.empty());
    assertThat(own.place(0, 0)).isEqualTo(config.toString());
    assertThat(own.place(6, 3)).isEqualTo(config + ":1:1");
    assertThat(own.place(9, 12)).isEqualTo(config + ":4:10");
  }
}
