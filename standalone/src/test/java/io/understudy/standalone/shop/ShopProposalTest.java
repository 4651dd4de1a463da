package io.understudy.standalone.shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.engine.Batch;
import io.understudy.engine.ColumnPlan;
import io.understudy.engine.Plan;
import io.understudy.engine.TransformConfig;
import io.understudy.engine.detect.Detector;
import io.understudy.engine.key.Keyring;
import io.understudy.engine.key.SecretKey;
import io.understudy.engine.propose.Proposal;
import io.understudy.files.FileFormat;
import io.understudy.files.FormatOptions;
import io.understudy.files.LocalFile;
import io.understudy.files.SourceSampler;
import io.understudy.files.TableReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is proposed for the demo's shop finds all of its personal data. */
class ShopProposalTest {
  private static final Keyring KEYS = Keyring.of(Map.of("k", new SecretKey(new byte[16])), "k");

  /** The columns with personal data, and what must be done to them. */
  private static final Map<String, String> PERSONAL =
      Map.ofEntries(
          Map.entry("customers.first_name", "first_name"),
          Map.entry("customers.last_name", "last_name"),
          Map.entry("customers.email", "email"),
          Map.entry("customers.phone", "phone_number"),
          Map.entry("customers.ssn", "ssn"),
          Map.entry("customers.last_ip", "ipv4"),
          Map.entry("customers.notes", ""),
          Map.entry("customers.customer_no", "customer_id"),
          Map.entry("orders.customer_no", "customer_id"),
          Map.entry("addresses.street_address", "street_address"),
          Map.entry("addresses.city", "city"),
          Map.entry("addresses.postcode", "postcode"),
          Map.entry("payments.card_holder", "name"),
          Map.entry("payments.card_number", "credit_debit_card"),
          Map.entry("payments.iban", "iban"),
          Map.entry("tickets.body", ""));

  @TempDir Path directory;

  @Test
  void allPersonalColumnsHaveRulesAndTheConfigRuns() throws IOException {
    SourceSampler sampler = new SourceSampler(FormatOptions.BY_NAME, Optional.empty(), 500);
    Map<String, Path> files = new LinkedHashMap<>();
    for (ShopTable table : ShopTable.of(new Population(1, new Words()))) {
      Path file = directory.resolve(table.name() + table.suffix());
      try (OutputStream out = Files.newOutputStream(file)) {
        table.writer().write(1, 500, out);
      }
      files.put(table.name(), file);
      sampler.add(table.name() + "/" + file.getFileName(), () -> LocalFile.open(file));
    }
    String yaml = Proposal.of(sampler.read(), new Detector(List.of()));

    Map<String, String> masked = new LinkedHashMap<>();
    files.forEach((table, file) -> masked.putAll(run(yaml, table, file)));
    assertThat(masked).as(yaml).containsAllEntriesOf(PERSONAL);
    assertThat(yaml).contains("its files need this in the pipeline: csv: { delimiter: \";\" }");
  }

  /** Runs over the first rows; the entities of the columns with rules. */
  private static Map<String, String> run(String yaml, String table, Path file) {
    FileFormat format = FileFormat.ofName(file.toString()).orElseThrow();
    if (table.equals("orders")) {
      format = new FileFormat.Csv(';', true, ((FileFormat.Csv) format).compression());
    }
    Map<String, String> masked = new LinkedHashMap<>();
    try (TableReader reader = TableReader.open(table, LocalFile.open(file), format)) {
      Plan plan = TransformConfig.parse("proposal", yaml).compile(reader.schema(), KEYS);
      Batch batch = new Batch(reader.schema().columns().size(), 400);
      reader.next(batch);
      Object[][] before = new Object[batch.columnCount()][];
      for (int i = 0; i < before.length; i++) {
        before[i] = Arrays.copyOf(batch.column(i), batch.size());
      }
      plan.start().transform(batch);
      for (int i = 0; i < before.length; i++) {
        ColumnPlan column = plan.columns().get(i);
        if (column.decision() == ColumnPlan.Decision.MASKED) {
          boolean changed = false;
          for (int row = 0; row < batch.size(); row++) {
            changed |= !Objects.equals(before[i][row], batch.column(i)[row]);
          }
          assertThat(changed).as(table + "." + column.column().name()).isTrue();
          String entity = yaml.contains("fake." + column.entity() + "()") ? column.entity() : "";
          masked.put(table + "." + column.column().name(), entity);
        }
      }
    }
    return masked;
  }
}
