package io.understudy.benchmarks.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a process took.
 *
 * @param cpu seconds of the processor, user and system, from start to end, children included
 * @param words what the process wrote
 * @param wall seconds from start to end
 */
record Turn(double cpu, String words, double wall) {

  /** The seconds that the process itself told of the part that counts. The JVM writes its warnings to the same place. */
  double told() {
    return words
        .lines()
        .filter(line -> line.startsWith("cpu "))
        .mapToDouble(line -> Double.parseDouble(line.substring(4)))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("the process told no seconds, but: " + words));
  }

  /** A process that is running, under the shell's own clock. */
  record Running(Process process, Path errors, Path output) {

    static Running start(List<String> command, Path directory) throws IOException {
      List<String> timed = new ArrayList<>(List.of("bash", "-c", "TIMEFORMAT='took %U %S %R'; time \"$@\"", "bash"));
      timed.addAll(command);
      Path errors = Files.createTempFile(directory, "errors", "");
      Path output = Files.createTempFile(directory, "output", "");
      return new Running(new ProcessBuilder(timed).redirectError(errors.toFile()).redirectOutput(output.toFile()).start(), errors, output);
    }

    Turn end() throws IOException, InterruptedException {
      int code = process.waitFor();
      String errors = Files.readString(errors(), StandardCharsets.UTF_8);
      String output = Files.readString(output(), StandardCharsets.UTF_8);
      Files.delete(errors());
      Files.delete(output());
      if (code != 0) {
        throw new IllegalStateException("ended with " + code + ": " + errors);
      }
      String[] took = errors.substring(errors.lastIndexOf("took ")).trim().split(" ");
      return new Turn(Double.parseDouble(took[1]) + Double.parseDouble(took[2]), output, Double.parseDouble(took[3]));
    }
  }

  static Turn of(List<String> command, Path directory) throws IOException, InterruptedException {
    return Running.start(command, directory).end();
  }
}
