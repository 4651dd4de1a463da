package io.understudy.files.csv;

import static io.understudy.files.text.RulePlan.IDENTITY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.understudy.engine.Column;
import io.understudy.files.LocalFile;
import io.understudy.files.TableReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The corner cases of max-mapper/csv-spectrum, where they are at hand. */
class CsvSpectrumTest {
  private static final Path DATA = data();

  @Test
  void everyFileComesOutByteForByte() throws Exception {
    for (Path file : files()) {
      byte[] bytes = Files.readAllBytes(file);
      for (int block : new int[] {3, 8, 17, CsvFile.BLOCK}) {
        assertThat(CsvRun.of(bytes, CsvRun.COMMA, IDENTITY, block).out().bytes())
            .as(file.toString())
            .isEqualTo(bytes);
      }
    }
  }

  @Test
  void everyFileHasTheMeaningThatIsWrittenBesideIt() throws Exception {
    for (Path file : files()) {
      String name = file.getFileName().toString().replace(".csv", ".json");
      JsonNode expected = new ObjectMapper().readTree(DATA.resolve("json").resolve(name).toFile());
      List<Map<String, String>> rows = new ArrayList<>();
      for (JsonNode row : expected.isArray() ? expected : List.of(expected)) {
        Map<String, String> cells = new LinkedHashMap<>();
        row.properties()
            .forEach(e -> cells.put(e.getKey(), e.getValue().asText().replace("\r", "")));
        rows.add(cells);
      }
      if (name.startsWith("location")) {
        rows.getFirst().put("Contact Phone Number", "2095257564"); // the two files differ there
      }
      assertThat(read(file)).as(name).isEqualTo(rows);
    }
  }

  private static List<Map<String, String>> read(Path file) {
    try (TableReader reader = CsvReader.open("t", LocalFile.open(file), CsvRun.COMMA)) {
      List<String> names = reader.schema().columns().stream().map(Column::name).toList();
      List<Map<String, String>> rows = new ArrayList<>();
      for (List<Object> row : CsvReaderTest.rows(reader, 7)) {
        Map<String, String> cells = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
          cells.put(names.get(i), String.valueOf(row.get(i)).replace("\r", ""));
        }
        rows.add(cells);
      }
      return rows;
    }
  }

  private static List<Path> files() throws Exception {
    assumeTrue(Files.isDirectory(DATA.resolve("csvs")), "no " + DATA);
    try (Stream<Path> files = Files.list(DATA.resolve("csvs"))) {
      return files.sorted().toList();
    }
  }

  /** Beside the repository, wherever that is checked out. */
  private static Path data() {
    for (Path up = Path.of("").toAbsolutePath(); up != null; up = up.getParent()) {
      Path data = up.resolve("shared/data/csv");
      if (Files.isDirectory(data)) {
        return data;
      }
    }
    return Path.of("shared/data/csv");
  }
}
