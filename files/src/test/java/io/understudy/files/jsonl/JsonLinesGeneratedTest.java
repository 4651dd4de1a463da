package io.understudy.files.jsonl;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.understudy.engine.ColumnType;
import io.understudy.engine.Plan;
import io.understudy.engine.TableSchema;
import io.understudy.files.Compression;
import io.understudy.files.FileException;
import io.understudy.files.FileFormat;
import io.understudy.files.text.BytesIn;
import io.understudy.files.text.Packed;
import io.understudy.files.text.RulePlan;
import io.understudy.files.text.Utf8;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Random files, whole and broken, at every block size; Jackson says what they mean. */
class JsonLinesGeneratedTest {
  /**
   * Whole files; of broken lines it is twice as many. {@code -Dunderstudy.cases=1000000} for more.
   */
  private static final int CASES = Integer.getInteger("understudy.cases", 5000);

  private static final JsonMapper JACKSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .nodeFactory(JsonNodeFactory.withExactBigDecimals(true))
          .build();

  private static final String ODD = "{}[],:\"\\0129eE+-.u tfn\u0001\u00e9";
  private static final String[] KEYS = {"a", "b", "\\u0063", "\u00e9", "d d", "\\\"e\\n"};
  private static final String[] NAMES = {"a", "b", "c", "\u00e9", "d d", "\"e\n"};
  private static final String[] SCALARS = {
    "null",
    "true",
    "false",
    "0",
    "-0",
    "17",
    "-3.50",
    "1e2",
    "1E-7",
    "12345678901234567890123",
    "\"\"",
    "\"x\"",
    "\"\\u0041\\ud83d\\ude00\"",
    "\"\u4e16\ud83d\ude00\"",
    "\"\\\\\\\"\\/\\b\\f\\n\\r\\t\"",
    "\"17\"",
    "\"true\"",
    "\"2024-01-31\""
  };

  @Test
  void onlyChangedColumnsDifferForAnotherReader() throws Exception {
    for (int seed = 0; seed < CASES; seed++) {
      Random random = new Random(seed);
      List<String> lines = lines(random);
      String text = join(lines, random);
      int block = 3 + random.nextInt(120);
      assertThat(JsonRun.of(text, RulePlan.IDENTITY, block).text()).isEqualTo(text);
      String target = NAMES[random.nextInt(NAMES.length)];
      boolean nested = false;
      for (String line : lines) {
        JsonNode value = JACKSON.readTree(line).get(target);
        nested |= value != null && value.isContainerNode();
      }
      if (nested) {
        continue;
      }
      UnaryOperator<Object> rule = value -> value == null ? null : twist(value);
      JsonRun run = JsonRun.of(text, planner(target, rule), block);
      List<String> after =
          run.text().lines().filter(line -> !line.replace("\ufeff", "").isBlank()).toList();
      assertThat(after).hasSameSizeAs(lines);
      for (int i = 0; i < lines.size(); i++) {
        ObjectNode expected = (ObjectNode) JACKSON.readTree(lines.get(i));
        ObjectNode found = (ObjectNode) JACKSON.readTree(after.get(i).replace("\ufeff", ""));
        JsonNode before = expected.remove(target);
        JsonNode changed = found.remove(target);
        assertThat(found).as("seed " + seed).isEqualTo(expected);
        if (before == null || before.isNull()) {
          assertThat(changed).isEqualTo(before);
        } else {
          assertThat(changed.getNodeType()).as("seed " + seed).isEqualTo(before.getNodeType());
          assertThat(changed).as("seed " + seed).isNotEqualTo(before);
        }
      }
    }
  }

  @Test
  void brokenLinesAreRefusedExactlyWhenJacksonRefusesThem() {
    int refused = 0;
    for (int seed = 0; seed < 2 * CASES; seed++) {
      Random random = new Random(seed);
      StringBuilder line = new StringBuilder(object(random, 2));
      for (int edits = random.nextInt(3); edits >= 0; edits--) {
        int at = random.nextInt(line.length());
        String odd = String.valueOf(ODD.charAt(random.nextInt(ODD.length())));
        switch (random.nextInt(3)) {
          case 0 -> line.deleteCharAt(at);
          case 1 -> line.insert(at, odd);
          default -> line.replace(at, at + 1, odd);
        }
        if (line.isEmpty()) {
          line.append("{}");
        }
      }
      byte[] bytes = line.toString().getBytes(StandardCharsets.UTF_8); // half a pair becomes a ?
      String text = new String(bytes, StandardCharsets.UTF_8);
      boolean good = isObject(text);
      try {
        assertThat(JsonRun.of(text, RulePlan.IDENTITY, 64).text()).isEqualTo(text);
        assertThat(good).as("accepted: %s (seed %d)", text, seed).isTrue();
      } catch (FileException.Terminal e) {
        assertThat(good).as("refused: %s: %s (seed %d)", text, e.getMessage(), seed).isFalse();
        refused++;
      }
    }
    assertThat(refused).isBetween(CASES / 2, 2 * CASES - CASES / 10);
  }

  @ParameterizedTest
  @EnumSource(Compression.class)
  void aFileCutAnywhereIsAnErrorOrReadAsFarAsItGoes(Compression compression) {
    FileFormat.JsonLines format = new FileFormat.JsonLines(compression);
    String text = "{\"a\":1.5,\"b\":\"\\u0041\u00e9\"}\r\n\n{\"a\":[{}, null]}\n";
    byte[] packed = Packed.pack(text.getBytes(StandardCharsets.UTF_8), compression);
    int read = 0;
    for (int length = 0; length < packed.length; length++) {
      byte[] cut = Arrays.copyOf(packed, length);
      try {
        assertThat(JsonRun.of(cut, format, RulePlan.IDENTITY, 5).out().bytes()).isEqualTo(cut);
        read++;
      } catch (FileException.Terminal e) {
        assertThat(e).hasMessageStartingWith(BytesIn.NAME + ": ");
      }
    }
    assertThat(read).isEqualTo(compression == Compression.NONE ? 5 : 0);
  }

  private static Function<TableSchema, Plan> planner(String target, UnaryOperator<Object> rule) {
    return schema -> {
      Map<String, UnaryOperator<Object>> rules = new HashMap<>();
      int index = schema.indexOf(target);
      if (index >= 0) {
        assertThat(schema.columns().get(index).type()).isNotEqualTo(ColumnType.NESTED);
      }
      rules.put(target, rule);
      return new RulePlan(schema, rules);
    };
  }

  static Object twist(Object value) {
    return switch (value) {
      case Long number -> number + 1;
      case BigDecimal number -> number.add(BigDecimal.ONE);
      case Boolean truth -> !truth;
      case String text when text.equals("true") -> "false";
      case String text when text.equals("false") -> "true";
      case String text when text.matches("-?[0-9].*") && !text.contains("-01-") ->
          "9" + text.replace("-", "");
      default -> value + "\"\\\n\u0007z";
    };
  }

  /** Valid, an object, and without a key that is there twice, is empty or is half a pair. */
  private static boolean isObject(String text) {
    Set<String> keys = new HashSet<>();
    try (JsonParser parser = JACKSON.createParser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return false;
      }
      int depth = 1;
      while (depth > 0) {
        JsonToken token = parser.nextToken();
        if (token == null) {
          return false;
        }
        if (token == JsonToken.FIELD_NAME && depth == 1) {
          String key = parser.currentName();
          if (!keys.add(key) || key.isEmpty() || !Utf8.isWritable(key)) {
            return false;
          }
        }
        parser.getText();
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
      }
      return parser.nextToken() == null;
    } catch (IOException e) {
      return false;
    }
  }

  static String join(List<String> lines, Random random) {
    StringBuilder text = new StringBuilder(random.nextInt(4) == 0 ? "\ufeff" : "");
    for (int i = 0; i < lines.size(); i++) {
      text.append(random.nextInt(8) == 0 ? " \n" : "").append(lines.get(i));
      if (i + 1 < lines.size() || random.nextBoolean()) {
        text.append(random.nextBoolean() ? "\n" : "\r\n");
      }
    }
    return text.toString();
  }

  static List<String> lines(Random random) {
    List<String> lines = new ArrayList<>();
    for (int i = random.nextInt(8); i >= 0; i--) {
      lines.add(object(random, random.nextInt(3)));
    }
    return lines;
  }

  private static String object(Random random, int depth) {
    StringBuilder text = new StringBuilder(space(random) + "{" + space(random));
    boolean first = true;
    for (String key : KEYS) {
      if (random.nextBoolean()) {
        text.append(first ? "" : ",").append(space(random)).append('"').append(key).append('"');
        text.append(space(random)).append(':').append(space(random)).append(value(random, depth));
        text.append(space(random));
        first = false;
      }
    }
    return text.append('}').append(space(random)).toString();
  }

  private static String value(Random random, int depth) {
    if (depth == 0 || random.nextInt(4) > 0) {
      return SCALARS[random.nextInt(SCALARS.length)];
    }
    if (random.nextBoolean()) {
      return object(random, depth - 1).strip();
    }
    List<String> items = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      items.add(space(random) + value(random, depth - 1) + space(random));
    }
    return "[" + String.join(",", items) + "]";
  }

  private static String space(Random random) {
    return random.nextInt(5) > 0 ? "" : random.nextBoolean() ? " " : "\t ";
  }
}
