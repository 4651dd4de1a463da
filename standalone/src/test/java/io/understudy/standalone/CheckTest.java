package io.understudy.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.engine.key.Keyring;
import io.understudy.engine.key.SecretKey;
import io.understudy.files.FormatOptions;
import io.understudy.standalone.Arguments.UsageException;
import io.understudy.standalone.check.ConfigCheck;
import io.understudy.standalone.check.Preview;
import io.understudy.standalone.check.Request;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckTest {
  private static final String CONFIG =
      """
      steps:
        - rows:
            update:
              - name: email
                value: '"email" | fake'
      """;

  @TempDir Path folder;

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final Console console =
      new Console(new PrintStream(printed, true, StandardCharsets.UTF_8), false, 100);
  private final Keyring keyring = Keyring.standingIn(new SecretKey(new byte[32]));
  private Path data;

  @BeforeEach
  void writeData() throws IOException {
    data = folder.resolve("customers-01.csv");
    Files.writeString(data, "id,email,note\n1,ann@corp.com,hello\n2,bob@corp.com,\n");
  }

  private Request request(String config) throws IOException {
    Path file = folder.resolve("c.yml");
    Files.writeString(file, config);
    return new Request(file, List.of(data), Optional.empty(), FormatOptions.BY_NAME, 100);
  }

  private boolean check(String config) throws IOException {
    return new ConfigCheck(console, keyring).run(request(config));
  }

  private List<String> lines() {
    return printed.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void aConfigThatFitsIsShownByColumn() throws IOException {
    assertThat(check(CONFIG)).isTrue();
    assertThat(lines())
        .containsExactly(
            "table customers (" + data + ")",
            "  column  type  entity  what happens  why",
            "  id      text  -       passes        no rule; the run fails if personal data is found"
                + " in it",
            "  email   text  email   masked        steps[0].rows.update[0]",
            "  note    text  -       passes        no rule; the run fails if personal data is found"
                + " in it",
            "no problems; tried on the first 100 rows, key default");
  }

  @Test
  void allProblemsAreSaidWithTheirPlace() throws IOException {
    assertThat(check(CONFIG.replace("email\n", "emial\n"))).isFalse();
    assertThat(lines())
        .containsExactly(
            folder.resolve("c.yml")
                + ":2:3 steps: column \"email\" looks like email by its name and has no rule, and"
                + " coverage is detected; add a rule for it, or name it in columns.keep",
            folder.resolve("c.yml")
                + ":4:17 steps[0].rows.update[0].name: table \"customers\" has no column"
                + " \"emial\"; did you mean \"email\"?",
            "2 problems");
  }

  @Test
  void aValueThatMayNotPassIsFoundInTheFirstRows() throws IOException {
    Files.writeString(data, "email,note\nann@corp.com,ask bob@corp.com\n");
    assertThat(check(CONFIG)).isFalse();
    assertThat(lines())
        .containsExactly(
            data
                + ": row 1, column \"note\": looks like email, and no rule covers it (coverage is"
                + " detected); add a rule for the column, or name it in columns.keep",
            "1 problem");
  }

  @Test
  void anAbsentFileIsAProblem() throws IOException {
    Files.delete(data);
    assertThat(check(CONFIG)).isFalse();
    assertThat(lines())
        .containsExactly(data + ": there is no such file; check the path", "1 problem");
  }

  @Test
  void anAbsentConfigIsSaid() {
    Path absent = folder.resolve("absent.yml");
    Request request =
        new Request(absent, List.of(data), Optional.empty(), FormatOptions.BY_NAME, 1);
    assertThatThrownBy(() -> new ConfigCheck(console, keyring).run(request))
        .isInstanceOf(StandaloneException.class)
        .hasMessage("there is no file " + absent + ": name a transform config (YAML) to check");
  }

  @Test
  void aPreviewShowsRowsBeforeAndAfter() throws IOException {
    assertThat(new Preview(console, keyring).run(request(CONFIG))).isTrue();
    assertThat(lines()).hasSize(8).element(3).asString().contains("email", "ann@corp.com");
    assertThat(lines().get(2)).endsWith("(as it is)");
    assertThat(lines().get(3).split(" +")[3]).isNotEqualTo("ann@corp.com").contains("@");
  }

  @Test
  void filesStandBehindAgainst() {
    Arguments parsed =
        CommandLine.parse(
            List.of("check", "c.yml", "--against", "a.csv", "b.csv", "--delimiter", ";"), 2);
    assertThat(parsed)
        .isEqualTo(
            new Arguments.Check(
                Optional.empty(),
                Optional.empty(),
                new Request(
                    Path.of("c.yml"),
                    List.of(Path.of("a.csv"), Path.of("b.csv")),
                    Optional.empty(),
                    new FormatOptions(null, ";", null),
                    1_000)));
  }

  @Test
  void aCheckWithoutFilesIsAnError() {
    assertThatThrownBy(() -> CommandLine.parse(List.of("check", "c.yml"), 2))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "\"check\" needs a config and at least one file: understudy check CONFIG --against"
                + " FILE");
  }
}
