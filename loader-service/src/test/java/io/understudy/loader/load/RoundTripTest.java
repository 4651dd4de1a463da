package io.understudy.loader.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.files.ValueType;
import io.understudy.loader.Rows;
import io.understudy.loader.TestDatabase;
import io.understudy.loader.TestRun;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each type of value arrives as it is. */
class RoundTripTest {
  private static final TestDatabase DATABASE = new TestDatabase();
  private static int count;

  /** Loads one column and reads it back by an expression, in row order. */
  private static List<String> through(ValueType type, String expression, Object... values)
      throws Exception {
    Rows rows = Rows.of().column("n", ValueType.BIGINT).column("v", type);
    for (int i = 0; i < values.length; i++) {
      rows.row((long) i, values[i]);
    }
    String table = "t" + ++count;
    TestRun.appending(DATABASE.target(), 1, table).load(table, "s3://b/k", rows);
    return DATABASE.rows("select " + expression + " from " + table + " order by n");
  }

  private static String type(int number) {
    return DATABASE.row(
        "select format_type(atttypid, atttypmod) from pg_attribute where attname = 'v' and"
            + " attrelid = 't"
            + number
            + "'::regclass");
  }

  @Test
  void text() throws Exception {
    String every =
        "tab\t nl\n cr\r bs\b ff\f vt\u000B bell\u0007 del\u007F \\ \\N \\. \\n \" ' , ; | "
            + "é ß 漢字 😀 \u0001 \uFFFD \u2028 \uFEFF";
    String[] values = {
      every, "", "\\N", "\\.", "NULL", "null", " ", "\n", "a\\", "😀".repeat(50_000)
    };
    Rows rows = Rows.of().column("n", ValueType.BIGINT).column("v", ValueType.TEXT);
    rows.row(-1L, null);
    for (int i = 0; i < values.length; i++) {
      rows.row((long) i, values[i]);
    }
    TestRun.appending(DATABASE.target(), 1, "texts").load("texts", "s3://b/k", rows);

    List<String> found = new ArrayList<>();
    try (Connection connection = DATABASE.connect();
        Statement statement = connection.createStatement();
        ResultSet read = statement.executeQuery("select v from texts where n >= 0 order by n")) {
      while (read.next()) {
        found.add(read.getString(1));
      }
    }
    assertThat(found).containsExactly(values);
    assertThat(DATABASE.rows("select n from texts where v is null")).containsExactly("-1");
  }

  @Test
  void wholeNumbers() throws Exception {
    assertThat(through(ValueType.BIGINT, "v", Long.MIN_VALUE, Long.MAX_VALUE, 0L, "-17", null))
        .containsExactly("-9223372036854775808", "9223372036854775807", "0", "-17", "null");
    assertThat(type(count)).isEqualTo("bigint");
  }

  @Test
  void decimals() throws Exception {
    String digits = "1".repeat(100_000);
    assertThat(
            through(
                ValueType.NUMERIC,
                "v::text",
                new BigDecimal("12345678901234567890123.450"),
                new BigDecimal("-0.000001"),
                new BigDecimal("1E+3"),
                new BigDecimal("7E-1000"),
                digits,
                null))
        .containsExactly(
            "12345678901234567890123.450",
            "-0.000001",
            "1000",
            "0." + "0".repeat(999) + "7",
            digits,
            "null");
    assertThat(type(count)).isEqualTo("numeric");
  }

  @Test
  void doubles() throws Exception {
    assertThat(
            through(
                ValueType.DOUBLE,
                "v::text",
                Double.NaN,
                Double.POSITIVE_INFINITY,
                Double.NEGATIVE_INFINITY,
                Double.MAX_VALUE,
                Double.MIN_VALUE,
                -0.0,
                0.1,
                "2.5e-3",
                null))
        .containsExactly(
            "NaN",
            "Infinity",
            "-Infinity",
            "1.7976931348623157e+308",
            "5e-324",
            "-0",
            "0.1",
            "0.0025",
            "null");
    assertThat(type(count)).isEqualTo("double precision");
  }

  @Test
  void booleans() throws Exception {
    assertThat(through(ValueType.BOOLEAN, "v", true, false, "true", null))
        .containsExactly("t", "f", "t", "null");
    assertThat(type(count)).isEqualTo("boolean");
  }

  @Test
  void dates() throws Exception {
    assertThat(
            through(
                ValueType.DATE,
                "v::text",
                LocalDate.of(2026, 1, 31),
                LocalDate.of(5_874_897, 12, 31),
                LocalDate.of(1, 1, 1),
                LocalDate.of(0, 2, 29),
                LocalDate.of(-4712, 1, 1),
                "1999-12-31",
                null))
        .containsExactly(
            "2026-01-31",
            "5874897-12-31",
            "0001-01-01",
            "0001-02-29 BC",
            "4713-01-01 BC",
            "1999-12-31",
            "null");
    assertThat(type(count)).isEqualTo("date");
  }

  @Test
  void times() throws Exception {
    assertThat(
            through(
                ValueType.TIME,
                "v::text",
                LocalTime.MIDNIGHT,
                LocalTime.of(23, 59, 59, 999_999_999),
                LocalTime.of(1, 2, 3, 4_000),
                "10:00",
                null))
        .containsExactly("00:00:00", "23:59:59.999999", "01:02:03.000004", "10:00:00", "null");
    assertThat(type(count)).isEqualTo("time without time zone");
  }

  @Test
  void wallClockTimes() throws Exception {
    assertThat(
            through(
                ValueType.TIMESTAMP,
                "v::text",
                LocalDateTime.of(2026, 1, 31, 10, 0, 0, 123_456_789),
                LocalDateTime.of(294_276, 12, 31, 23, 59, 59, 999_999_000),
                LocalDateTime.of(-4712, 1, 1, 0, 0),
                "2026-01-31T10:00:00",
                null))
        .containsExactly(
            "2026-01-31 10:00:00.123456",
            "294276-12-31 23:59:59.999999",
            "4713-01-01 00:00:00 BC",
            "2026-01-31 10:00:00",
            "null");
    assertThat(type(count)).isEqualTo("timestamp without time zone");
  }

  @Test
  void pointsInTime() throws Exception {
    assertThat(
            through(
                ValueType.TIMESTAMPTZ,
                "(v at time zone 'UTC')::text",
                Instant.parse("2026-01-31T10:00:00.5Z"),
                OffsetDateTime.parse("-0043-03-15T12:00:00Z").toInstant(),
                Instant.parse("1969-12-31T23:59:59.999999Z"),
                "2026-01-31T10:00:00+02:00",
                null))
        .containsExactly(
            "2026-01-31 10:00:00.5",
            "0044-03-15 12:00:00 BC",
            "1969-12-31 23:59:59.999999",
            "2026-01-31 08:00:00",
            "null");
    assertThat(type(count)).isEqualTo("timestamp with time zone");
  }

  @Test
  void bytes() throws Exception {
    byte[] all = new byte[256];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) i;
    }
    assertThat(through(ValueType.BYTES, "encode(v, 'hex')", all, new byte[0], null))
        .containsExactly(HexFormat.of().formatHex(all), "", "null");
    assertThat(type(count)).isEqualTo("bytea");
  }

  @Test
  void jsonKeepsItsText() throws Exception {
    String json = "{\"b\": 1.00, \"a\":\"\\u0000 \\\"quoted\\\" \\n\", \"b\": 1e400}";
    assertThat(through(ValueType.JSON, "v::text", json, "null", null))
        .containsExactly(json, "null", "null");
    assertThat(DATABASE.rows("select n from t" + count + " where v is null")).containsExactly("2");
    assertThat(type(count)).isEqualTo("json");
  }

  @Test
  void uuids() throws Exception {
    assertThat(through(ValueType.UUID, "v", "6f1c4ac4-0000-4000-8000-00000000abcd", null))
        .containsExactly("6f1c4ac4-0000-4000-8000-00000000abcd", "null");
    assertThat(type(count)).isEqualTo("uuid");
  }

  @Test
  void aColumnWithoutAnyValueIsText() throws Exception {
    assertThat(through(ValueType.NONE, "v", null, null)).containsExactly("null", "null");
    assertThat(type(count)).isEqualTo("text");
  }

  @Test
  void valuesOfFilesThatDifferInTypeAppearInATextColumnAsTheyAreWritten() throws Exception {
    assertThat(
            through(
                ValueType.TEXT,
                "v",
                LocalDate.of(-1, 1, 1),
                LocalTime.of(10, 0),
                LocalDateTime.of(2026, 1, 31, 10, 0, 0, 1),
                Instant.parse("2026-01-31T10:00:00Z"),
                new BigDecimal("1E+3"),
                5L,
                true))
        .containsExactly(
            "-0001-01-01",
            "10:00",
            "2026-01-31T10:00:00.000000001",
            "2026-01-31T10:00:00Z",
            "1000",
            "5",
            "true");
  }
}
