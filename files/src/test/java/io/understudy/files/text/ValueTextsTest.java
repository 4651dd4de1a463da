package io.understudy.files.text;

import static io.understudy.files.ValueType.BIGINT;
import static io.understudy.files.ValueType.BOOLEAN;
import static io.understudy.files.ValueType.DATE;
import static io.understudy.files.ValueType.DOUBLE;
import static io.understudy.files.ValueType.NONE;
import static io.understudy.files.ValueType.NUMERIC;
import static io.understudy.files.ValueType.TEXT;
import static io.understudy.files.ValueType.TIME;
import static io.understudy.files.ValueType.TIMESTAMP;
import static io.understudy.files.ValueType.TIMESTAMPTZ;
import static io.understudy.files.ValueType.UUID;
import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.files.FileColumn;
import io.understudy.files.ValueType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ValueTextsTest {
  private static final Map<ValueType, List<String>> EXAMPLES =
      Map.of(
          BOOLEAN,
          List.of("true", "false"),
          BIGINT,
          List.of("0", "5", "-5", "9223372036854775807", "-9223372036854775808"),
          NUMERIC,
          List.of(
              "9223372036854775808",
              "-9223372036854775809",
              "123456789012345678901234567890",
              "0.5",
              "-0.50",
              "-0"),
          DOUBLE,
          List.of("1.5e3", "1.5E-3", "-1e+21", "1e-7", "0e-400", "1.7976931348623157e308"),
          DATE,
          List.of("2024-02-29", "0001-01-01", "9999-12-31", "2000-02-29"),
          TIME,
          List.of("10:30:00", "23:59:59.999999", "00:00:00"),
          TIMESTAMP,
          List.of("2024-01-31T10:30:00", "2024-01-31 10:30:00.5", "2024-01-31T10:30"),
          TIMESTAMPTZ,
          List.of(
              "2024-01-31T10:30:00Z",
              "2024-01-31 10:30:00+00",
              "2024-01-31T10:30:00.123-05:30",
              "2024-01-31T10:30:00+0530"),
          UUID,
          List.of(
              "123e4567-e89b-12d3-a456-426614174000",
              "abcdef00-0000-0000-0000-000000000000",
              "12345678-1234-1234-1234-123456789012"),
          TEXT,
          List.of(
              "",
              " ",
              "True",
              "t",
              "yes",
              "truee",
              "007",
              "00",
              "-05",
              "+5",
              "5 ",
              "-",
              "--5",
              "1,000",
              ".5",
              "1.2.3",
              "12.",
              "1E5",
              "12e5",
              "1.5e",
              "1.5e+",
              "1.5e400",
              "1.5e-400",
              "NaN",
              "2023-02-29",
              "1900-02-29",
              "0000-01-01",
              "2024-13-01",
              "2024-00-10",
              "2024-01-32",
              "2024-1-1",
              "2024-01-01x",
              "2024/01/01",
              "24:00:00",
              "10:60:00",
              "10:30",
              "10:30:00.",
              "10:30:00.1234567",
              "2024-01-31T10:30:00.1234567",
              "2024-01-31T10:30:00.1234567Z",
              "ABCDEF00-0000-0000-0000-000000000000",
              "10:30:00Z",
              "2024-01-31T",
              "2024-01-31T25:00:00",
              "2024-01-31T10:30:0",
              "2024-01-31T10:30:00 Z",
              "2024-01-31T10:30:00+16",
              "2024-01-31T10:30:00+1",
              "2024-01-31T10:30:00+05:3",
              "123e4567-e89b-12d3-a456-42661417400",
              "123e4567-e89b-12d3-a456-42661417400g",
              "123e4567ae89b-12d3-a456-426614174000",
              "192.168.0.1",
              "12-34",
              "1".repeat(1001)));

  @Test
  void everyExampleHasItsTypeAndNoShorterOrLongerTextIsReadBeyondItsEnd() {
    EXAMPLES.forEach(
        (type, texts) ->
            texts.forEach(
                text -> {
                  ValueType expected = type;
                  byte[] around = ("9" + text + "9").getBytes(StandardCharsets.UTF_8);
                  byte[] alone = text.getBytes(StandardCharsets.UTF_8);
                  assertThat(ValueTexts.typeOf(alone, 0, alone.length))
                      .as(text)
                      .isEqualTo(expected);
                  assertThat(ValueTexts.typeOf(around, 1, around.length - 1))
                      .as(text)
                      .isEqualTo(expected);
                }));
  }

  @Test
  void aNumberOfJsonWithAnExponentIsADouble() {
    assertThat(numberType("1E5")).isEqualTo(DOUBLE);
    assertThat(numberType("12")).isEqualTo(BIGINT);
    assertThat(numberType("1e400")).isEqualTo(TEXT);
  }

  @Test
  void aColumnHasTheTypeThatHoldsAllItsValues() {
    assertThat(column("1", "2")).isEqualTo(new FileColumn("c", BIGINT, false));
    assertThat(column("1", "2.5").type()).isEqualTo(NUMERIC);
    assertThat(column("1", "2.5", "1e-7").type()).isEqualTo(NUMERIC);
    assertThat(column("1e-7", "123456789012345678").type()).isEqualTo(NUMERIC);
    assertThat(column("1e-7", "1.5e3").type()).isEqualTo(DOUBLE);
    assertThat(column("1", "007").type()).isEqualTo(TEXT);
    assertThat(column("2024-01-31", "2024-01-31T10:30:00").type()).isEqualTo(TIMESTAMP);
    assertThat(column("2024-01-31", "2024-01-31T10:30:00Z").type()).isEqualTo(TEXT);
    assertThat(column("true", "1").type()).isEqualTo(TEXT);
    assertThat(column("1", "").type()).isEqualTo(TEXT);
    assertThat(new SeenValues().column("c", 3)).isEqualTo(new FileColumn("c", NONE, true));
    assertThat(new SeenValues().column("c", 0)).isEqualTo(new FileColumn("c", NONE, false));
  }

  @Test
  void aStringOfJsonIsNeverANumber() {
    SeenValues values = new SeenValues();
    values.string(new byte[] {'5'}, 0, 1);
    assertThat(values.column("c", 1).type()).isEqualTo(TEXT);
    SeenValues dates = new SeenValues();
    byte[] date = "2024-01-31".getBytes(StandardCharsets.UTF_8);
    dates.string(date, 0, date.length);
    assertThat(dates.column("c", 2)).isEqualTo(new FileColumn("c", DATE, true));
  }

  private static FileColumn column(String... texts) {
    SeenValues values = new SeenValues();
    for (String text : texts) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      values.text(bytes, 0, bytes.length);
    }
    return values.column("c", texts.length);
  }

  private static ValueType numberType(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return ValueTexts.typeOfNumber(bytes, 0, bytes.length);
  }
}
