package io.understudy.files.csv;

import static io.understudy.files.text.RulePlan.IDENTITY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.files.Compression;
import io.understudy.files.FileColumn;
import io.understudy.files.FileException;
import io.understudy.files.FileFormat;
import io.understudy.files.ValueType;
import io.understudy.files.text.BytesIn;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvErrorsTest {

  @Test
  void aRecordWithTooManyOrTooFewFields() {
    assertError(
        "a,b\n1,2\n3,4,SECRET\n",
        "record 2 (at byte 8): expected 2 fields, found 3; correct the record, or set"
            + " csv.delimiter if it is not ,");
    assertError(
        "a;b\nSECRET,x\n",
        "record 1 (at byte 4): expected 1 field, found 2; correct the record, or set"
            + " csv.delimiter if it is not ,");
    assertError(
        "a,b\n\n1,2\nSECRET\n",
        "record 2 (at byte 9): expected 2 fields, found 1; correct the record, or set"
            + " csv.delimiter if it is not ,");
    assertThatThrownBy(
            () -> run("1\t2\n1\n", new FileFormat.Csv('\t', false, Compression.NONE), 64))
        .hasMessage(
            "s3://bucket/file: record 2 (at byte 4): expected 2 fields, found 1; correct the"
                + " record, or set csv.delimiter if it is not tab");
  }

  @Test
  void aQuoteThatIsNeverClosed() {
    assertError(
        "a,b\n1,2\n3,\"SECRET\n5,6\n",
        "record 2 (at byte 8), column \"b\": the quote that opens at byte 10 is never closed;"
            + " close it before the end of the file");
    assertError(
        "a,\"b\n1,2\n",
        "header, column 2: the quote that opens at byte 2 is never closed; close it before the end"
            + " of the file");
  }

  @Test
  void textBehindAClosingQuote() {
    assertError(
        "a,b\n\"SECRET\"x,2\n",
        "record 1 (at byte 4), column \"a\": expected a delimiter or the line's end after the"
            + " closing quote, found text at byte 12; double the quotes inside a quoted field");
  }

  @Test
  void bytesThatAreNotUtf8() {
    assertError(
        bytes("a,b\n1,SECR", 0xe9, "T\n"),
        "record 1 (at byte 4), column \"b\": invalid UTF-8 at byte 10; export the file as UTF-8");
    assertError(
        bytes("a\n", 0xc3, "(\n"),
        "record 1 (at byte 2), column \"a\": invalid UTF-8 at byte 2; export the file as UTF-8");
    assertError(
        bytes("a,", 0xe9, "\n"),
        "header, column 2: invalid UTF-8 at byte 2; export the file as UTF-8");
    assertError(
        bytes("a,b\n\"x\",\"", 0xff, "\"\n"),
        "record 1 (at byte 4), column \"b\": invalid UTF-8 at byte 9; export the file as UTF-8");
    assertError(
        "a,b\n1,2\n".getBytes(StandardCharsets.UTF_16),
        "the file starts as UTF-16 does; export it as UTF-8");
  }

  @Test
  void aNulCharacterAsInUtf16WithoutAByteOrderMark() {
    assertError(
        "a,b\n1,SEC\0RET and more\n",
        "record 1 (at byte 4), column \"b\": a NUL character at byte 9; save the file as UTF-8");
    assertError(
        "a,b\n1,2\n\"x\",\"SECRET\0\"\n",
        "record 2 (at byte 8), column \"b\": a NUL character at byte 19; save the file as UTF-8");
    assertError(
        "a,b\0\n1,2\n", "header, column 2: a NUL character at byte 3; save the file as UTF-8");
    assertError(
        "a,b\n1,SECRET\n".getBytes(StandardCharsets.UTF_16LE),
        "header, column 1: a NUL character at byte 1; save the file as UTF-8");
    assertError(
        "a,b\n1,SECRET\n".getBytes(StandardCharsets.UTF_16BE),
        "header, column 1: a NUL character at byte 0; save the file as UTF-8");
  }

  @Test
  void aHeaderThatNamesTwoColumnsAlike() {
    assertError(
        "SECRET,b,SECRET\n1,2,3\n",
        "header: columns 1 and 3 have the same name; name each column differently, or set"
            + " csv.header to false if the first record holds values");
    assertError(
        ",column_1\n1,2\n",
        "header: columns 1 and 2 have the same name; name each column differently, or set"
            + " csv.header to false if the first record holds values");
  }

  @Test
  void aFileWithoutRecords() {
    assertError("", "the file is empty (0 bytes); export it again, or remove it");
    assertError("\ufeff", "the file holds no text; export it again, or remove it");
    assertError(
        "\n\r\n\n", "no record: the file has blank lines only; export it again, or remove it");
  }

  @Test
  void aRecordThatIsTooLong() {
    byte[] text = ("a,b\n1,2\n3,\"" + "x".repeat(500) + "\"\n").getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(
            () -> {
              try (CsvFile file = CsvFile.open(new BytesIn(text), CsvRun.COMMA, 16, 256)) {
                while (file.records().next(10)) {
                  assertThat(file.records().firstRecord()).isLessThan(2);
                }
              }
            })
        .isInstanceOf(FileException.Terminal.class)
        .hasMessage(
            "s3://bucket/file: record 2 (at byte 8): it does not end within 256 bytes; close its"
                + " quotes, or split the record");
  }

  @Test
  void tooManyColumns() {
    assertError(
        ",".repeat(RecordScanner.MOST_COLUMNS),
        "header: more than 100000 fields; set csv.delimiter if it is not ,");
  }

  @Test
  void aColumnThatTheTableDoesNotHave() {
    List<FileColumn> columns = List.of(new FileColumn("a", ValueType.TEXT, true));
    assertThatThrownBy(() -> CsvReader.open("t", BytesIn.of("a,b\n"), CsvRun.COMMA, columns))
        .isInstanceOf(FileException.Terminal.class)
        .hasMessage(
            "s3://bucket/file: column \"b\": it is not a column of table \"t\"; run the transform"
                + " again");
  }

  private static void assertError(String text, String message) {
    assertError(text.getBytes(StandardCharsets.UTF_8), message);
  }

  private static void assertError(byte[] text, String message) {
    for (int block : new int[] {3, 4, 5, 7, 8, 64, CsvFile.BLOCK}) {
      assertThatThrownBy(() -> CsvRun.of(text, CsvRun.COMMA, IDENTITY, block))
          .isInstanceOf(FileException.Terminal.class)
          .hasMessage("s3://bucket/file: " + message)
          .hasMessageNotContaining("SECRET");
    }
  }

  private static void run(String text, FileFormat.Csv format, int block) {
    CsvRun.of(text.getBytes(StandardCharsets.UTF_8), format, IDENTITY, block);
  }

  private static byte[] bytes(String before, int odd, String after) {
    return (before + (char) odd + after).getBytes(StandardCharsets.ISO_8859_1);
  }
}
