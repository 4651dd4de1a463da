package io.understudy.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.standalone.Arguments.Demo;
import io.understudy.standalone.Arguments.Dev;
import io.understudy.standalone.Arguments.Help;
import io.understudy.standalone.Arguments.Own;
import io.understudy.standalone.Arguments.Place;
import io.understudy.standalone.Arguments.Serve;
import io.understudy.standalone.Arguments.UsageException;
import io.understudy.standalone.local.ServiceName;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineTest {
  private static final Place USUAL = new Place(Optional.empty(), Optional.empty(), 2);

  private static Arguments parse(String... words) {
    return CommandLine.parse(List.of(words), 2);
  }

  @Test
  void aDemoWithoutOptionsIsTheShopOf200000Customers() {
    assertThat(parse("demo")).isEqualTo(new Demo(USUAL, 200_000, 1, Optional.empty(), false));
  }

  @Test
  void allOptionsOfADemoAreRead() {
    assertThat(
            parse(
                "demo",
                "--rows",
                "1_000",
                "--seed=-3",
                "--keep",
                "--home",
                "h",
                "--keys",
                "k",
                "--workers",
                "7"))
        .isEqualTo(
            new Demo(
                new Place(Optional.of(Path.of("h")), Optional.of(Path.of("k")), 7),
                1_000,
                -3,
                Optional.empty(),
                true));
  }

  @Test
  void aDemoOfOwnFilesHasFolderConfigAndPattern() {
    assertThat(parse("demo", "--source", "d", "--config", "c.yml", "--files", "*.csv"))
        .isEqualTo(
            new Demo(
                USUAL,
                200_000,
                1,
                Optional.of(new Own(Path.of("d"), Path.of("c.yml"), Optional.of("*.csv"))),
                false));
  }

  @Test
  void serveAndDevAreRead() {
    assertThat(parse("serve", "--port-file", "f"))
        .isEqualTo(new Serve(USUAL, Optional.of(Path.of("f")), true));
    assertThat(parse("serve", "--no-services"))
        .isEqualTo(new Serve(USUAL, Optional.empty(), false));
    assertThat(parse("dev", "loader")).isEqualTo(new Dev(USUAL, ServiceName.LOADER));
    assertThat(parse("dev", "loader-service")).isEqualTo(new Dev(USUAL, ServiceName.LOADER));
  }

  @Test
  void helpIsWhatIsAskedForAnywhere() {
    assertThat(parse()).isEqualTo(new Help(CommandLine.HELP));
    assertThat(parse("help")).isEqualTo(new Help(CommandLine.HELP));
    assertThat(parse("demo", "--nonsense", "--help")).isEqualTo(new Help(CommandLine.HELP));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "run | \"run\" is not a command; there are demo, serve, dev, check, preview, propose,"
            + " verify, train and help",
        "train --home a | \"train\" stands alone: it is for this checkout",
        "demo --row 5 | \"demo\" has no option --row; it has --config, --files, --home, --keep,"
            + " --keys, --rows, --seed, --source, --workers",
        "serve --rows 5 | \"serve\" has no option --rows; it has --home, --keys, --no-services,"
            + " --port-file, --workers",
        "demo --rows | --rows needs a value after it",
        "demo --rows --keep | --rows needs a value after it",
        "demo --rows 5 --rows 6 | --rows is there twice",
        "demo --rows many | --rows needs a whole number, not \"many\"",
        "demo --rows 0 | --rows needs a number from 1 to 50000000",
        "demo --workers 1001 | --workers needs a number from 1 to 1000",
        "demo now | \"demo\" does not know what to do with \"now\"",
        "demo --source d | --source DIR and --config FILE go together: the files, and what to do"
            + " with them",
        "demo --files *.csv | --files selects among the files of --source DIR, which is missing",
        "dev | \"dev\" needs the name of one service: scheduler, transform, loader",
        "dev loader transform | \"dev\" needs the name of one service: scheduler, transform,"
            + " loader",
        "dev lader | \"lader\" is not a service; there are scheduler, transform, loader"
      })
  void whatMakesNoSenseIsRefusedWithWhatWouldBeRight(String line, String message) {
    assertThatThrownBy(() -> parse(line.split(" ")))
        .isInstanceOf(UsageException.class)
        .hasMessage(message);
  }
}
