package io.understudy.standalone.propose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.files.FileException;
import io.understudy.files.FormatOptions;
import io.understudy.standalone.Console;
import io.understudy.standalone.StandaloneException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Proposals for files on the disk. */
class ProposeTest {
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final Propose propose =
      new Propose(new Console(new PrintStream(printed, true, StandardCharsets.UTF_8), false, 80));

  @TempDir Path directory;

  @Test
  void aFolderIsASourceWithATablePerFolder() throws IOException {
    write("src/people/year=2026/a.csv", "email\nnoah@gray.com\n");
    write("src/people/year=2027/b.csv", "email\nliam@hart.com\n");
    write("src/people/_SUCCESS", "");
    write("src/items.jsonl", "{\"sku\":\"A-1\"}\n");
    assertThat(propose.run(request(Optional.empty(), directory.resolve("src")))).isTrue();
    assertThat(printed())
        .contains(
            """
            table_specific_configs:
              items:
                steps:
                  - columns:
                      keep:
                        - sku # nothing personal seen in the only value
              people:
                steps:
                  - rows:
                      update:
                        - name: email # email 0.95: its name says so; all of 2 distinct values are e-mail addresses
                          value: fake.email()
                          # unique: true: all values of the sample differ
            """)
        .doesNotContain("noah", "liam");
  }

  @Test
  void anEditedConfigIsNotWrittenOver() throws IOException {
    Path file = write("people.csv", "email\nnoah@gray.com\n");
    Path out = directory.resolve("out.yaml");
    assertThat(propose.run(request(Optional.of(out), file))).isTrue();
    assertThat(printed()).isEqualTo("wrote " + out + " for 1 table; read it before you use it\n");
    assertThat(out).content().contains("value: fake.email()");
    assertThatThrownBy(() -> propose.run(request(Optional.of(out), file)))
        .isInstanceOf(StandaloneException.class)
        .hasMessage(out + " is there already, and may have been edited; name another");
  }

  @Test
  void dataInPlaceOfAHeaderIsSaidWithTheFileButNotPrinted() throws IOException {
    Path file = write("people.csv", "noah@gray.com,a\n");
    assertThat(propose.run(request(Optional.empty(), file))).isFalse();
    assertThat(printed())
        .isEqualTo(
            file
                + ": the name of column 1 looks like personal data, so the first record is data;"
                + " set csv.header: false (or rename the keys)\n");
  }

  @Test
  void foldersWithoutDataAndAbsentFilesAreSaid() throws IOException {
    write("src/readme.txt", "x");
    assertThat(propose.run(request(Optional.empty(), directory.resolve("src")))).isFalse();
    assertThat(printed()).startsWith("there is no .parquet, .csv");
    Path absent = directory.resolve("absent.csv");
    assertThatThrownBy(() -> propose.run(request(Optional.empty(), absent)))
        .isInstanceOf(FileException.class)
        .hasMessage(absent + ": there is no such file; check the path");
  }

  private Path write(String name, String content) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  private static Propose.Request request(Optional<Path> out, Path path) {
    return new Propose.Request(List.of(path), out, 1_000, FormatOptions.BY_NAME);
  }

  private String printed() {
    return printed.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
  }
}
