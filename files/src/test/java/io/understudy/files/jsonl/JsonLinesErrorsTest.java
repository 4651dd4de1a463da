package io.understudy.files.jsonl;

import static io.understudy.files.text.RulePlan.IDENTITY;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.engine.Batch;
import io.understudy.files.FileColumn;
import io.understudy.files.FileException;
import io.understudy.files.TableReader;
import io.understudy.files.ValueType;
import io.understudy.files.text.BytesIn;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonLinesErrorsTest {

  @Test
  void aLineThatIsNotAnObject() {
    assertNotAnObject("[\"SECRET\"]", "an array");
    assertNotAnObject("\"SECRET\"", "a string");
    assertNotAnObject("  17", "a number");
    assertNotAnObject("true", "a boolean");
    assertNotAnObject("null", "null");
    assertNotAnObject("SECRET", "no JSON value");
  }

  @Test
  void aLineThatIsNotJson() {
    assertInvalid("{\"a\":1", 7, "expected a comma or }, found the line's end");
    assertInvalid("{", 2, "expected a key in double quotes, found the line's end");
    assertInvalid("{\"a", 4, "expected the string's closing quote, found the line's end");
    assertInvalid("{\"a\"", 5, "expected a colon after the key, found the line's end");
    assertInvalid("{\"a\":", 6, "expected a value, found the line's end");
    assertInvalid("{\"a\":[1,", 9, "expected a value, found the line's end");
    assertInvalid("{\"a\":\"\\u12", 11, "expected four hex digits after \\u, found the line's end");
    assertInvalid("{\"a\":1,}", 8, "expected a key in double quotes");
    assertInvalid("{a:1}", 2, "expected a key in double quotes");
    assertInvalid("{\"a\" 1}", 6, "expected a colon after the key");
    assertInvalid("{\"a\":SECRET}", 6, "expected a value");
    assertInvalid("{\"a\":tru}", 6, "expected a value");
    assertInvalid("{\"a\":NaN}", 6, "expected a value");
    assertInvalid("{\"a\":01}", 7, "expected a number without leading zeros");
    assertInvalid("{\"a\":1.}", 8, "expected a digit");
    assertInvalid("{\"a\":-}", 7, "expected a digit");
    assertInvalid("{\"a\":1e}", 8, "expected a digit");
    assertInvalid("{\"a\":+1}", 6, "expected a value");
    assertInvalid("{\"a\":1 2}", 8, "expected a comma or }");
    assertInvalid("{\"a\":[1}", 8, "expected a comma or ]");
    assertInvalid("{\"a\":{\"b\":1]}", 12, "expected a comma or }");
    assertInvalid("{\"a\":[1,]}", 9, "expected a value");
    assertInvalid("{\"a\":[,]}", 7, "expected a value");
    assertInvalid("{\"a\":\"\\x\"}", 8, "expected one of \" \\ / b f n r t u after a backslash");
    assertInvalid("{\"a\":\"x\ty\"}", 8, "expected control characters in a string as escapes");
    assertInvalid("{\"a\":1} {\"SECRET\":2}", 9, "expected the line's end after the object");
    assertInvalid("{\"a\":1},", 8, "expected the line's end after the object");
    assertInvalid("{'a':1}", 2, "expected a key in double quotes");
    assertInvalid("{\"a\":" + "[".repeat(1001), 1006, "expected at most 1000 levels of nesting");
  }

  @Test
  void aKeyThatIsThereTwiceHoweverItIsWritten() {
    String message = "line 2: the key \"email\" is there twice; remove one of the two";
    assertError("{}\n{\"email\":\"SECRET\",\"b\":1,\"email\":2}\n", message);
    assertError("{}\n{\"email\":\"SECRET\",\"\\u0065mail\":2}\n", message);
    assertError("{\"a\":{\"x\":1,\"x\":2}}\n{\"email\":1,\"email\":1}\n", message);
  }

  @Test
  void keysThatCannotBeColumns() {
    assertError("{\"a\":1,\"\":2}", "line 1, byte 8: the key is empty; rename the key");
    assertError(
        "{\"\\ud800\":2}",
        "line 1, byte 2: the key has half of a surrogate pair in it; rename the key");
    assertError(
        "{\"a\":\"\\u0000\",\"b\\u0000\":2}",
        "line 1, byte 15: the key has a NUL character in it; rename the key");
    StringBuilder many = new StringBuilder("{\"k\":0");
    for (int i = 0; i < LineScanner.MOST_KEYS; i++) {
      many.append(",\"k").append(i).append("\":0");
    }
    assertError(
        many + "}",
        "line 1: the lines so far have more than 10000 different keys; put keys that are values"
            + " into an object or array of their own");
  }

  @Test
  void bytesThatAreNotUtf8() {
    byte[] text = "{}\n\n{\"a\":\"SECR\u00e9T\"}\n".getBytes(StandardCharsets.ISO_8859_1);
    assertError(text, "line 3, byte 11: invalid UTF-8; export the file as UTF-8");
  }

  @Test
  void aFileWithoutObjects() {
    assertError("", "the file is empty (0 bytes); export it again, or remove it");
    assertError("\ufeff", "the file holds no text; export it again, or remove it");
    assertError("\n \r\n", "no line: the file has blank lines only; export it again, or remove it");
  }

  @Test
  void aLineThatIsTooLong() {
    String text = "{\"a\":1}\n{\"a\":\"" + "x".repeat(500) + "\"}\n";
    assertThatThrownBy(
            () -> {
              try (LineScanner lines = LineScanner.open(BytesIn.of(text), JsonRun.PLAIN, 16, 256)) {
                while (lines.next(10)) {
                  lines.rows();
                }
              }
            })
        .isInstanceOf(FileException.Terminal.class)
        .hasMessage(
            "s3://bucket/file: line 2: it does not end within 256 bytes; write one object per line,"
                + " and split large ones");
  }

  @Test
  void readersRefuseWhatTheirColumnsDoNotHold() {
    List<FileColumn> columns = List.of(new FileColumn("a", ValueType.BIGINT, true));
    assertReading(
        "{\"a\":1}\n\n{\"a\":\"SECRET\"}\n",
        columns,
        "line 3, column \"a\": expected a whole number of at most 64 bit, found a string; run the"
            + " transform again, which finds the types of all lines");
    assertReading(
        "{\"a\":1.5}\n",
        columns,
        "line 1, column \"a\": expected a whole number of at most 64 bit, found a number; run the"
            + " transform again, which finds the types of all lines");
    assertReading(
        "{\"a\":1}\n{\"b\":1}\n",
        columns,
        "line 2: the key \"b\" is not a column of table \"t\"; run the transform again");
    assertThatThrownBy(
            () -> {
              try (TableReader reader =
                  JsonLinesReader.open(
                      "t", BytesIn.of("{\"a\":1}\n{\"b\":1}\n"), JsonRun.PLAIN, 8)) {
                readAll(reader);
              }
            })
        .hasMessage(
            "s3://bucket/file: line 2: the key \"b\" is not a column of the first lines; run the"
                + " transform again");
  }

  private static void assertReading(String text, List<FileColumn> columns, String message) {
    try (TableReader reader = TableReader.open("t", BytesIn.of(text), JsonRun.PLAIN, columns)) {
      assertThatThrownBy(() -> readAll(reader))
          .isInstanceOf(FileException.Terminal.class)
          .hasMessage("s3://bucket/file: " + message);
    }
  }

  private static void readAll(TableReader reader) {
    Batch batch = new Batch(reader.columns().size(), 10);
    while (reader.next(batch)) {
      batch.size();
    }
  }

  private static void assertNotAnObject(String line, String found) {
    assertError(
        "{\"a\":1}\n" + line + "\n",
        "line 2: expected a JSON object, found " + found + "; write one object per line");
  }

  private static void assertInvalid(String line, int at, String what) {
    assertError(
        "\n{}\n" + line + "\n{}\n",
        "line 3, byte "
            + at
            + ": invalid JSON: "
            + what
            + (what.endsWith("found the line's end")
                ? "; write each object whole and on one line"
                : "; correct the line"));
  }

  private static void assertError(String text, String message) {
    assertError(text.getBytes(StandardCharsets.UTF_8), message);
  }

  private static void assertError(byte[] text, String message) {
    for (int block : new int[] {3, 5, 8, 13, 64, LineScanner.BLOCK}) {
      assertThatThrownBy(() -> JsonRun.of(text, JsonRun.PLAIN, IDENTITY, block))
          .isInstanceOf(FileException.Terminal.class)
          .hasMessage("s3://bucket/file: " + message)
          .hasMessageNotContaining("SECRET");
    }
  }
}
