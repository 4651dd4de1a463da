package io.understudy.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.understudy.engine.Batch;
import io.understudy.engine.ConfigException;
import io.understudy.engine.Plan;
import io.understudy.engine.TransformConfig;
import io.understudy.engine.detect.Detector;
import io.understudy.engine.key.Keyring;
import io.understudy.engine.key.SecretKey;
import io.understudy.engine.propose.Proposal;
import io.understudy.engine.propose.TableSample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Configs that are proposed for files run on these files. */
class ProposalTest {
  private static final Keyring KEYS =
      Keyring.of(Map.of("k", new SecretKey("0123456789abcdef".getBytes())), "k");
  private static final Path SAMPLES = Path.of("/work/shared/data/samples");

  @TempDir Path directory;

  @Test
  void eachColumnHasADecisionWithItsReason() throws IOException {
    Path file =
        write(
            "people.csv",
            """
            id,fname,email,shelf,notes,yes,flag
            1,Liam,liam@hart.com,7,please call Mrs. Olivia Schmidt on 617-248-4867 today,a,
            2,Noah,noah@gray.com,8,nothing to be said about this one at all,b,
            3,Emma,emma@nguyen.com,9,,c,
            """);
    assertThat(propose("people", file))
        .isEqualTo(
            """
            # Proposed from a sample of rows; read it before you use it. Behind each rule is what the column
            # seems to hold and how sure that is (0 to 1), behind each kept column why it may pass.
            globals:
              # every column has its rule or is kept; a new one stops the file until somebody decides
              coverage: declared
            steps:
              - columns:
                  keep:
                    - id # nothing personal seen in 3 distinct values
                    - shelf # nothing personal seen in 3 distinct values
                    - "yes" # nothing personal seen in 3 distinct values
                    - flag # no value in the sample: look again when there is one
                rows:
                  update:
                    - name: fname # first_name 0.95: its name says so; all of 3 distinct values are known first names
                      value: fake.first_name()
                    - name: email # email 0.96: its name says so; all of 3 distinct values are e-mail addresses
                      value: fake.email()
                      # unique: true: all values of the sample differ
                    - name: notes # free text
                      value: this | fake_entities
            """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ecommerce_customers.csv",
        "patients.csv",
        "patients_notes.csv",
        "sample-transform-emails.csv"
      })
  void theProposalForSharedSamplesRunsOnThem(String name) {
    assumeThat(SAMPLES.resolve(name)).exists();
    Path file = SAMPLES.resolve(name);
    String yaml = propose("samples", file);
    List<List<String>> after = run(yaml, "samples", file);
    assertThat(after).isNotEmpty();
  }

  @Test
  void noValueOfARowIsInIt() {
    assumeThat(SAMPLES.resolve("patients.csv")).exists();
    String yaml = propose("p", SAMPLES.resolve("patients.csv"));
    assertThat(yaml).doesNotContain("Noah", "Gray", "617-248", "Lisnopril", "wp.com", "Bronx");
    assertThat(yaml)
        .contains("value: fake.first_name()", "value: fake.last_name()", "value: fake.email()")
        .contains("value: fake.phone_number()", "value: fake.city()", "value: fake.postcode()");
  }

  @Test
  void columnsThatOnlySomeFilesHaveGetAConditionInsteadOfAName() throws IOException {
    Path first = write("a.jsonl", "{\"a\":\"x\",\"e\":\"noah@gray.com\"}\n");
    Path second = write("b.jsonl", "{\"a\":\"y\",\"odd \\\" name\":\"z\"}\n");
    String yaml = propose("t", first, second);
    assertThat(yaml)
        .contains(
            """
                    - a # nothing personal seen in 2 distinct values
            """
                .stripTrailing())
        .contains(
            "- condition: \"column.name == \\\"e\\\"\" # email 0.5: all of 1 distinct values");
    assertThat(run(yaml, "t", first).getFirst().get(1)).contains("@example.");
    assertThat(run(yaml, "t", second)).containsExactly(List.of("y", "z"));
  }

  @Test
  void semicolonsAreSeenAndRemarked() throws IOException {
    Path file = write("orders.csv", "order_no;customer_no\nA1;C-100\nA2;C-101\n");
    assertThat(propose("orders", file))
        .contains("# its files need this in the pipeline: csv: { delimiter: \";\" }")
        .contains("- name: customer_no # customer_id 0.6: its name says so");
  }

  @Test
  void severalTablesGetAConfigEach() throws IOException {
    TableSample one = sample("one", write("one.csv", "a\n1\n"));
    TableSample two = sample("two.x", write("two.csv", "email\nnoah@gray.com\n"));
    String yaml = Proposal.of(List.of(one, two), new Detector(List.of()));
    assertThat(yaml).contains("table_specific_configs:\n  one:\n    steps:\n", "  \"two.x\":\n");
    assertThat(run(yaml, "one", directory.resolve("one.csv"))).containsExactly(List.of("1"));
    assertThat(run(yaml, "two.x", directory.resolve("two.csv")).getFirst().getFirst())
        .doesNotContain("noah");
  }

  @Test
  void dataThatWasTakenForTheHeaderIsRefusedAndNotPrinted() throws IOException {
    Path file = write("bare.csv", "noah@gray.com,1\nliam@hart.com,2\n");
    assertThatThrownBy(() -> propose("t", file))
        .isInstanceOf(ConfigException.class)
        .hasMessageEndingWith(
            "the name of column 1 looks like personal data, so the first record is data; set"
                + " csv.header: false (or rename the keys)");
  }

  @Test
  void nestedPersonalDataIsLeftForAPersonToDecide() throws IOException {
    Path file = write("n.jsonl", "{\"a\":1,\"p\":{\"mail\":\"noah@gray.com\"}}\n");
    String yaml = propose("t", file);
    assertThat(yaml).contains("# DECIDE on p: it is nested");
    assertThatThrownBy(() -> run(yaml, "t", file))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("column \"p\" has no rule, and coverage is declared");
  }

  private Path write(String name, String content) throws IOException {
    return Files.writeString(directory.resolve(name), content);
  }

  private static String propose(String table, Path... files) {
    return Proposal.of(List.of(sample(table, files)), new Detector(List.of()));
  }

  private static TableSample sample(String table, Path... files) {
    TableSample sample = new TableSample(table);
    for (Path file : files) {
      TableSampler.add(sample, LocalFile.open(file), format(file), 1_000);
    }
    return sample;
  }

  private static FileFormat format(Path file) {
    return FileFormat.ofName(file.toString()).orElseThrow();
  }

  /** What the config makes of the file's first rows. */
  private static List<List<String>> run(String yaml, String table, Path file) {
    try (TableReader reader = TableReader.open(table, LocalFile.open(file), format(file))) {
      Plan plan = TransformConfig.parse("proposal", yaml).compile(reader.schema(), KEYS);
      Batch batch = new Batch(reader.schema().columns().size(), 10_000);
      reader.next(batch);
      plan.start().transform(batch);
      List<List<String>> rows = new ArrayList<>();
      for (int row = 0; row < batch.size(); row++) {
        List<String> cells = new ArrayList<>();
        for (int column = 0; column < batch.columnCount(); column++) {
          cells.add(String.valueOf(batch.column(column)[row]));
        }
        rows.add(cells);
      }
      return rows;
    }
  }
}
