package io.understudy.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.engine.ConfigException;
import io.understudy.engine.TableSchema;
import io.understudy.engine.Tables;
import io.understudy.engine.TransformConfig;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Configs of the kind that users have, cut and spoilt: nothing may come of them but problems. */
class MutatedConfigsTest {
  private static final int ROUNDS = 600;
  private static final int MEGABYTE = 1 << 20;
  private static final TableSchema SCHEMA =
      Tables.schema("fname", "email", "born DATE", "age INTEGER", "notes", "city");

  private static final List<String> CONFIGS =
      List.of(
          """
          schema_version: "1.0"
          name: "people"
          task:
            name: transform
            config:
              globals:
                locales: [en_US, en-CA]
                seed: 42
                classify: { enable: true, entities: [first_name, email, phone_number], num_samples: 3 }
                ner: { ner_threshold: 0.3, enable_regexps: true }
                lock_columns: [city]
              steps:
                - vars:
                    row_seed: 2 * 60
                    domain: '"example.com"'
                    map: { fname: first_name, email: email, since: 2020-01-31, rates: [1.5, 2, true] }
                  rows:
                    update:
                      - name: fname
                        value: fake.first_name()
                      - name: [born]
                        value: this + timedelta(days=vars.row_seed)
                        fallback_value: none
                      - condition: column.entity in vars.map and not (this | isna)
                        value: column.entity | fake
                      - condition: column.type == "text" and column.entity is none
                        value: re.sub("\\\\d", "#", this) | fake_entities(on_error="redact")
          """,
          """
          models:
            - transform_v2:
                globals: { coverage: open, locales: ["de_DE"] }
                steps:
                  - rows:
                      update:
                        - { type: [numeric, binary], condition: "this > 3", value: "this * 2 - 1" }
                        - name: notes
                          foreach: "['a', 'b'] | map('upper') | list"
                          value: 'this.replace(item, "-").strip()[1:-1] | normalize(" ")'
                        - name: email
                          value: |-
                            (this.split("@")[0] | hash(salt="x"))[:9] ~ "@" ~ vars.x | default("-")
          """,
          """
          version: "2"
          steps:
            - name: a
              task: transform
              config: &c
                steps: &s
                  - columns: { keep: [ city, { name: born } ] }
                    vars: &v { a: &a [1, { b: c }], d: *a }
                  - vars: *v
            - { name: b, task: other, config: *c }
          """);
  private static final List<String> PIECES =
      List.of(
          ": ",
          "- ",
          "[",
          "]",
          "{",
          "}",
          "&a ",
          "*a",
          "!!int ",
          "| ",
          ">",
          "'",
          "\"",
          "\n",
          "\n  ",
          "\t",
          "#",
          "? ",
          ", ",
          "---\n",
          "<<: *a",
          "null",
          "~",
          "0x1F",
          "2020-13-45",
          "1e999",
          ".nan",
          "\u0000",
          "\u0085",
          "\uD83D",
          "é😀",
          "steps: ",
          "vars: ",
          "(",
          "|",
          "{{",
          "}}",
          "{%");

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void endInAPlanOrInProblems(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int refused = 0;
    for (int round = 0; round < ROUNDS; round++) {
      boolean large = round % 100 == 99;
      String yaml = mutated(random, large);
      try {
        TransformConfig.parse("mutated", yaml).compile(SCHEMA, Tables.KEYS);
      } catch (ConfigException e) {
        refused++;
        assertThat(e.problems()).isNotEmpty();
      } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
        throw new AssertionError(yaml.substring(0, Math.min(3_000, yaml.length())), e);
      }
    }
    assertThat(refused).isGreaterThan(ROUNDS / 4);
  }

  private static String mutated(SplittableRandom random, boolean large) {
    StringBuilder yaml = new StringBuilder(CONFIGS.get(random.nextInt(CONFIGS.size())));
    int changes = 1 + random.nextInt(5);
    for (int i = 0; i < changes && yaml.length() > 1; i++) {
      int from = random.nextInt(yaml.length());
      int to = Math.min(yaml.length(), from + 1 + random.nextInt(30));
      String piece = PIECES.get(random.nextInt(PIECES.size()));
      switch (random.nextInt(5)) {
        case 0 -> yaml.delete(from, to);
        case 1 -> yaml.insert(from, piece);
        case 2 -> yaml.replace(from, to, piece);
        case 3 -> yaml.insert(random.nextInt(yaml.length()), yaml.substring(from, to));
        default -> {
          int line = yaml.indexOf("\n", from);
          int next = line < 0 ? -1 : yaml.indexOf("\n", line + 1);
          if (next > 0) {
            yaml.delete(line, next);
          }
        }
      }
    }
    if (large && yaml.length() > 1) {
      int from = random.nextInt(yaml.length());
      int to = Math.min(yaml.length(), from + 1 + random.nextInt(60));
      String chunk = yaml.substring(from, to);
      yaml.insert(from, chunk.repeat(Math.max(1, (MEGABYTE - yaml.length()) / chunk.length())));
    }
    return yaml.toString();
  }
}
