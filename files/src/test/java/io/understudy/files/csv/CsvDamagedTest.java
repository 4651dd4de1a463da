package io.understudy.files.csv;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.understudy.files.Compression;
import io.understudy.files.FileException;
import io.understudy.files.FileFormat;
import io.understudy.files.text.BytesIn;
import io.understudy.files.text.BytesOut;
import io.understudy.files.text.Damage;
import io.understudy.files.text.Packed;
import io.understudy.files.text.RulePlan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every file that one damage makes of a small one: cut at each byte, each byte with each of its
 * bits flipped. FastCSV says what is right.
 */
@Timeout(60)
class CsvDamagedTest {
  private static final String TEXT =
      "id,name,note\n1,\"x\"\"y\",\u00e9 and more of it\r\n2,\ud83d\ude00,\n\n3,\"p\nq\",17.5\n";
  private static final UnaryOperator<Object> MARKED = value -> "<" + value + ">";

  private static final int BLOCK = 16;

  private int right;
  private int refused;

  @ParameterizedTest
  @EnumSource(Compression.class)
  void isAnErrorOrARightResult(Compression compression) throws Exception {
    FileFormat.Csv format = new FileFormat.Csv(',', true, compression);
    byte[] packed = Packed.pack(TEXT.getBytes(StandardCharsets.UTF_8), compression);
    Damage.each(packed, damaged -> rewrite(damaged, format));
    assertThat(refused).isGreaterThan(100);
    assertThat(right).isGreaterThan(compression == Compression.NONE ? 100 : 0);
  }

  private void rewrite(byte[] damaged, FileFormat.Csv format) throws InterruptedException {
    BytesOut out = new BytesOut();
    try {
      CsvRewriter.rewrite(
          "t",
          new BytesIn(damaged),
          format,
          format.compression(),
          schema -> RulePlan.changing(schema.columns().getLast().name(), MARKED).apply(schema),
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
    String before = text(Packed.unpack(damaged, format.compression()));
    if (format.compression() == Compression.GZIP) {
      assertThat(before).isEqualTo(TEXT); // the damage is where a reader need not look
    }
    List<List<String>> expected = new ArrayList<>();
    for (List<String> record : records(before).orElseThrow()) {
      List<String> changed = new ArrayList<>(record);
      if (!expected.isEmpty()) {
        String last = changed.removeLast();
        changed.add("<" + (last.isEmpty() ? null : last) + ">");
      }
      expected.add(changed);
    }
    assertThat(records(text(Packed.unpack(out.bytes(), format.compression())))).contains(expected);
    right++;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Nothing if it is no CSV. */
  private static Optional<List<List<String>>> records(String text) {
    try (de.siegmar.fastcsv.reader.CsvReader<CsvRecord> reader =
        de.siegmar.fastcsv.reader.CsvReader.builder().ofCsvRecord(text)) {
      return Optional.of(reader.stream().map(CsvRecord::getFields).toList());
    } catch (CsvParseException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
