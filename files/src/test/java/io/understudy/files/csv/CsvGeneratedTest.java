package io.understudy.files.csv;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvRecord;
import io.understudy.engine.Plan;
import io.understudy.engine.TableSchema;
import io.understudy.files.Compression;
import io.understudy.files.FileColumn;
import io.understudy.files.FileException;
import io.understudy.files.FileFormat;
import io.understudy.files.TableReader;
import io.understudy.files.text.BytesIn;
import io.understudy.files.text.Packed;
import io.understudy.files.text.RulePlan;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random files at every block size: the generator knows what they mean, FastCSV reads the results.
 */
class CsvGeneratedTest {
  /** Of each kind; {@code -Dunderstudy.cases=1000000} for more. */
  private static final int CASES = Integer.getInteger("understudy.cases", 5000);

  private static final String[] PIECES = {
    "a",
    "Bc",
    "0",
    "17",
    " ",
    "\"",
    "\"\"",
    "\n",
    "\r",
    "\r\n",
    ",",
    ";",
    "\t",
    "|",
    "\u00e9",
    "\u2502",
    "\u4e16",
    "\ud83d\ude00",
    "\ufeff",
    "'",
    "\\",
    "\1"
  };
  private static final char[] DELIMITERS = {',', ';', '\t', '|', '\u00a7', '\u2502'};
  private static final String[] LINE_ENDS = {"\n", "\r\n", "\r"};

  /** A file, and the values in it. */
  record Generated(String text, FileFormat.Csv format, List<List<String>> rows) {}

  @Test
  void whatIsReadIsWhatWasWrittenAndNothingElseChanges() {
    for (int seed = 0; seed < CASES; seed++) {
      Random random = new Random(seed);
      Generated file = generate(random);
      byte[] bytes = file.text.getBytes(StandardCharsets.UTF_8);
      int block = 3 + random.nextInt(60);
      assertThat(CsvRun.of(bytes, file.format, RulePlan.IDENTITY, block).text())
          .as("seed " + seed)
          .isEqualTo(file.text);
      try (TableReader reader = CsvReader.open("t", new BytesIn(bytes), file.format)) {
        assertThat(CsvReaderTest.rows(reader, 1 + random.nextInt(5)))
            .as("seed " + seed)
            .isEqualTo(file.rows);
      }
    }
  }

  @Test
  void changedColumnsHoldTheNewValuesForAnotherReader() {
    for (int seed = 0; seed < CASES; seed++) {
      Random random = new Random(seed);
      Generated file = generate(random);
      int width = file.rows.isEmpty() ? 1 : file.rows.getFirst().size();
      Map<Integer, UnaryOperator<Object>> rules = new HashMap<>();
      for (int column = 0; column < width; column++) {
        if (random.nextBoolean()) {
          rules.put(column, random.nextBoolean() ? v -> "<" + v + ">" : v -> twist((String) v));
        }
      }
      Function<TableSchema, Plan> planner =
          schema -> {
            Map<String, UnaryOperator<Object>> named = new HashMap<>();
            rules.forEach((i, rule) -> named.put(schema.columns().get(i).name(), rule));
            return new RulePlan(schema, named);
          };
      byte[] bytes = file.text.getBytes(StandardCharsets.UTF_8);
      CsvRun run = CsvRun.of(bytes, file.format, planner, 3 + random.nextInt(60));
      List<List<String>> expected = new ArrayList<>();
      for (List<String> row : file.rows) {
        List<String> changed = new ArrayList<>(row);
        rules.forEach((i, rule) -> changed.set(i, (String) rule.apply(row.get(i))));
        expected.add(changed);
      }
      assertThat(run.result().rowsOut()).isEqualTo(expected.size());
      assertThat(readBack(run, file.format)).as("seed " + seed).isEqualTo(expected);
      assertThat(fastCsv(run.text(), file.format))
          .as("seed " + seed)
          .isEqualTo(withoutNulls(expected, width));
      for (int i = 0; i < width; i++) {
        int column = i;
        FileColumn found = run.result().columns().get(i);
        assertThat(found.nullable())
            .isEqualTo(expected.stream().anyMatch(row -> row.get(column) == null));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Compression.class)
  void aFileCutAnywhereIsAnErrorOrReadAsFarAsItGoes(Compression compression) {
    FileFormat.Csv format = new FileFormat.Csv(',', true, compression);
    String text = "a,b\n1,\"x\"\"y\"\r\n2,\u00e9\n\n3,\"p\nq\"\n";
    byte[] packed = Packed.pack(text.getBytes(StandardCharsets.UTF_8), compression);
    List<List<Object>> all;
    try (TableReader reader = CsvReader.open("t", new BytesIn(packed), format)) {
      all = CsvReaderTest.rows(reader, 10);
    }
    int read = 0;
    for (int length = 0; length < packed.length; length++) {
      byte[] cut = Arrays.copyOf(packed, length);
      try {
        byte[] out = CsvRun.of(cut, format, RulePlan.IDENTITY, 5).out().bytes();
        assertThat(compression).isEqualTo(Compression.NONE);
        assertThat(out).isEqualTo(cut);
        read++;
      } catch (FileException.Terminal e) {
        assertThat(e).hasMessageStartingWith(BytesIn.NAME + ": ");
      }
    }
    assertThat(all).hasSize(3);
    assertThat(read).isEqualTo(compression == Compression.NONE ? 15 : 0);
  }

  static String twist(String value) {
    return value == null
        ? ""
        : value.isEmpty() ? null : value.length() % 3 == 0 ? null : value + value;
  }

  private static List<List<Object>> readBack(CsvRun run, FileFormat.Csv format) {
    try (TableReader reader = CsvReader.open("t", new BytesIn(run.out().bytes()), format)) {
      return CsvReaderTest.rows(reader, 4);
    }
  }

  /** Its reader knows no null, and takes an empty line of a file with one column for none. */
  private static List<List<String>> withoutNulls(List<List<String>> rows, int width) {
    return rows.stream()
        .filter(row -> width > 1 || row.getFirst() != null)
        .map(row -> row.stream().map(value -> value == null ? "" : value).toList())
        .toList();
  }

  private static List<List<String>> fastCsv(String text, FileFormat.Csv format) {
    String body = text.startsWith("\ufeff") ? text.substring(1) : text;
    try (de.siegmar.fastcsv.reader.CsvReader<CsvRecord> reader =
        de.siegmar.fastcsv.reader.CsvReader.builder()
            .fieldSeparator(format.delimiter())
            .ofCsvRecord(body)) {
      return reader.stream().skip(format.header() ? 1 : 0).map(CsvRecord::getFields).toList();
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
  }

  static Generated generate(Random random) {
    char delimiter = DELIMITERS[random.nextInt(DELIMITERS.length)];
    boolean header = random.nextBoolean();
    FileFormat.Csv format = new FileFormat.Csv(delimiter, header, Compression.NONE);
    int width = 1 + random.nextInt(4);
    int count = random.nextInt(header ? 12 : 11) + (header ? 0 : 1);
    boolean oneLineEnd = random.nextBoolean();
    String lineEnd = LINE_ENDS[random.nextInt(LINE_ENDS.length)];
    StringBuilder text = new StringBuilder(random.nextInt(4) == 0 ? "\ufeff" : "");
    List<List<String>> rows = new ArrayList<>();
    for (int row = header ? -1 : 0; row < count; row++) {
      if (width > 1 && random.nextInt(6) == 0) {
        text.append(oneLineEnd ? lineEnd : "\n");
      }
      List<String> cells = new ArrayList<>();
      for (int column = 0; column < width; column++) {
        String value = row < 0 ? "h" + column : value(random);
        text.append(column == 0 ? "" : delimiter);
        text.append(written(value, delimiter, random));
        cells.add(value);
      }
      if (row >= 0) {
        rows.add(cells);
      }
      boolean last = row + 1 == count;
      boolean nothing = width == 1 && cells.getFirst() == null;
      if (!last || nothing || random.nextBoolean()) {
        text.append(oneLineEnd ? lineEnd : LINE_ENDS[random.nextInt(2)]);
      }
    }
    return new Generated(text.toString(), format, rows);
  }

  private static String value(Random random) {
    int length = random.nextInt(5);
    if (length == 0) {
      return random.nextBoolean() ? null : "";
    }
    StringBuilder value = new StringBuilder();
    for (int i = 0; i < length; i++) {
      value.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return value.toString();
  }

  private static String written(String value, char delimiter, Random random) {
    if (value == null) {
      return "";
    }
    boolean plain =
        !value.isEmpty()
            && !value.startsWith("\"")
            && !value.startsWith("\ufeff")
            && value.chars().noneMatch(c -> c == delimiter || c == '\n' || c == '\r');
    return plain && random.nextBoolean() ? value : '"' + value.replace("\"", "\"\"") + '"';
  }
}
