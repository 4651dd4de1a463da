package io.understudy.files.jsonl;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.understudy.files.Compression;
import io.understudy.files.FileException;
import io.understudy.files.FileFormat;
import io.understudy.files.text.BytesIn;
import io.understudy.files.text.BytesOut;
import io.understudy.files.text.Damage;
import io.understudy.files.text.Packed;
import io.understudy.files.text.RulePlan;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every file that one damage makes of a small one: cut at each byte, each byte with each of its
 * bits flipped. Jackson says what is right.
 */
@Timeout(60)
class JsonLinesDamagedTest {
  private static final JsonMapper JACKSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .nodeFactory(JsonNodeFactory.withExactBigDecimals(true))
          .build();

  private static final String NAME = "name";
  private static final String TEXT =
      "{\"id\":1.50,\"name\":\"\\u0041\u00e9 and more\",\"a\":[{}, null]}\r\n\n"
          + "{\"name\": \"\ud83d\ude00\", \"id\" :-7e2}\n";
  private static final UnaryOperator<Object> MARKED =
      value -> value instanceof String text ? "<" + text + ">" : value;

  private static final int BLOCK = 16;

  private int right;
  private int refused;

  @ParameterizedTest
  @EnumSource(Compression.class)
  void isAnErrorOrARightResult(Compression compression) throws Exception {
    FileFormat.JsonLines format = new FileFormat.JsonLines(compression);
    byte[] packed = Packed.pack(TEXT.getBytes(StandardCharsets.UTF_8), compression);
    Damage.each(packed, damaged -> rewrite(damaged, format));
    assertThat(refused).isGreaterThan(100);
    assertThat(right).isGreaterThan(compression == Compression.NONE ? 100 : 0);
  }

  private void rewrite(byte[] damaged, FileFormat.JsonLines format) throws Exception {
    BytesOut out = new BytesOut();
    try {
      JsonLinesRewriter.rewrite(
          "t",
          new BytesIn(damaged),
          format,
          format.compression(),
          RulePlan.changing(NAME, MARKED),
          out,
          () -> {},
          bytes -> {},
          BLOCK);
    } catch (FileException.Terminal e) {
      assertThat(e).hasMessageStartingWith(BytesIn.NAME + ": ").hasMessageContaining("; ");
      assertThat(out.published()).isFalse();
      refused++;
      return;
    }
    assertThat(out.published()).isTrue();
    byte[] before = Packed.unpack(damaged, format.compression());
    if (format.compression() == Compression.GZIP) {
      assertThat(text(before)).isEqualTo(TEXT); // the damage is where a reader need not look
    }
    List<JsonNode> expected = objects(before);
    for (JsonNode object : expected) {
      JsonNode name = object.get(NAME);
      if (name != null && name.isTextual()) {
        ((ObjectNode) object).put(NAME, "<" + name.textValue() + ">");
      }
    }
    assertThat(objects(Packed.unpack(out.bytes(), format.compression()))).isEqualTo(expected);
    right++;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static List<JsonNode> objects(byte[] bytes) throws JsonProcessingException {
    List<JsonNode> objects = new ArrayList<>();
    for (String line : text(bytes).split("\n")) {
      if (!line.isBlank()) {
        objects.add(JACKSON.readTree(line));
      }
    }
    return objects;
  }
}
