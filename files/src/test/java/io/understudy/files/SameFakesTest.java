package io.understudy.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.engine.TransformConfig;
import io.understudy.engine.key.Keyring;
import io.understudy.engine.key.SecretKey;
import io.understudy.files.text.BytesOut;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Generated rows as CSV, JSON lines and parquet, which DuckDB writes and reads again. */
class SameFakesTest {
  private static final Keyring KEYS =
      Keyring.of(
          Map.of("k", new SecretKey("0123456789abcdef".getBytes(StandardCharsets.UTF_8))), "k");
  private static final int ROWS = 500;
  private static final List<String> MASKED =
      List.of("name", "email", "phone", "born", "visit", "ref", "card", "place");

  private static final String CONFIG =
      """
      globals: { subject: ref, coverage: declared }
      steps:
        - columns: { keep: [kept] }
          rows:
            update:
              - { name: name, value: fake.name() }
              - { name: email, value: 'this | hash | truncate(12, end="")' }
              - { name: phone, value: fake.phone_number() }
              - { name: born, value: this | date_shift }
              - { name: visit, value: '"date" | fake' }
              - { name: card, value: 'this | partial_mask(left=2, mask="#", right=2)' }
              - { name: place, value: fake.city() }
              - { name: ref, value: '"customer_id" | fake' }
      """;

  @TempDir private Path folder;
  private Connection duckDb;

  @BeforeEach
  void open() throws Exception {
    duckDb = DriverManager.getConnection("jdbc:duckdb:");
  }

  @AfterEach
  void close() throws Exception {
    duckDb.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aValueHasOneFakeInEveryFormatAndNullStaysNull(long seed) throws Exception {
    create(new Random(seed));
    List<List<@Nullable String>> originals = rows("t");
    execute("copy t to '%s' (header)".formatted(folder.resolve("t.csv")));
    execute("copy t to '%s' (format json)".formatted(folder.resolve("t.jsonl")));
    execute("copy t to '%s' (format parquet)".formatted(folder.resolve("t.parquet")));

    String csv = "read_csv('%s', all_varchar = true)".formatted(masked("t.csv"));
    String json = "read_json('%s')".formatted(masked("t.jsonl"));
    List<List<@Nullable String>> masked = rows("'" + masked("t.parquet") + "'");

    assertThat(masked).hasSize(ROWS);
    assertThat(rows(csv)).isEqualTo(masked);
    assertThat(rows(json)).isEqualTo(masked);
    for (int row = 0; row < ROWS; row++) {
      for (int column = 0; column < MASKED.size(); column++) {
        String original = originals.get(row).get(column);
        String fake = masked.get(row).get(column);
        if (original == null) {
          assertThat(fake).as(MASKED.get(column)).isNull();
        } else {
          assertThat(fake).as(MASKED.get(column)).isNotNull().isNotEqualTo(original);
        }
      }
      assertThat(masked.get(row).get(MASKED.size())).isEqualTo(originals.get(row).get(8));
    }
  }

  private Path masked(String name) throws Exception {
    BytesOut out = new BytesOut();
    TransformConfig config = TransformConfig.parse("config.yml", CONFIG);
    new FileRewriter()
        .rewrite(
            "t",
            LocalFile.open(folder.resolve(name)),
            FileFormat.ofName(name).orElseThrow(),
            schema -> config.compile(schema, KEYS),
            out,
            () -> {},
            bytes -> {});
    return Files.write(folder.resolve("masked-" + name), out.bytes());
  }

  private void create(Random random) throws Exception {
    execute(
        "create table t (name varchar, email varchar, phone varchar, born date, visit date,"
            + " ref bigint, card varchar, place varchar, kept bigint)");
    List<String> rows = new ArrayList<>();
    for (int row = 0; row < ROWS; row++) {
      String first = word(random);
      String last = word(random);
      rows.add(
          "(%s, %s, %s, %s, %s, %s, %s, %s, %d)"
              .formatted(
                  some(random, first + " " + last),
                  some(random, first + "." + last + "@corp.example"),
                  some(random, "(617) 555-" + (1000 + random.nextInt(9000))),
                  some(random, day(random)),
                  some(random, day(random)),
                  some(random, String.valueOf(100_000 + random.nextInt(200))),
                  some(random, "4" + (100_000_000_000_000L + random.nextInt())),
                  some(random, word(random)),
                  row));
    }
    execute("insert into t values " + String.join(", ", rows));
  }

  private static String some(Random random, String value) {
    return random.nextInt(8) == 0 ? "null" : "'" + value + "'";
  }

  private static String day(Random random) {
    return LocalDate.of(1930, 1, 1).plusDays(random.nextInt(30_000)).toString();
  }

  private static String word(Random random) {
    StringBuilder word = new StringBuilder();
    word.append((char) ('A' + random.nextInt(26)));
    for (int i = random.nextInt(3, 9); i > 0; i--) {
      word.append((char) ('a' + random.nextInt(26)));
    }
    return word.toString();
  }

  private void execute(String sql) throws Exception {
    try (Statement statement = duckDb.createStatement()) {
      statement.execute(sql);
    }
  }

  private List<List<@Nullable String>> rows(String from) throws Exception {
    List<List<@Nullable String>> rows = new ArrayList<>();
    try (Statement statement = duckDb.createStatement();
        ResultSet result = statement.executeQuery("select columns(*)::varchar from " + from)) {
      while (result.next()) {
        List<@Nullable String> row = new ArrayList<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          row.add(result.getString(i));
        }
        rows.add(row);
      }
    }
    assertThat(rows).allSatisfy(row -> assertThat(Objects.requireNonNull(row)).hasSize(9));
    return rows;
  }
}
