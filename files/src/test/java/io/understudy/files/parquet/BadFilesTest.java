package io.understudy.files.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.engine.Batch;
import io.understudy.engine.CellException;
import io.understudy.engine.Plan;
import io.understudy.engine.TableSchema;
import io.understudy.files.FileColumn;
import io.understudy.files.FileException;
import io.understudy.files.FileFormat;
import io.understudy.files.FileRewriter;
import io.understudy.files.ParquetTableWriter;
import io.understudy.files.ValueType;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are no whole parquet files: one clear error, nothing published. */
class BadFilesTest {
  private static final String WHOLE = "; upload the whole file, or give the format that it is in";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|not a parquet file: 0 bytes, a parquet file has at least 12",
        "PAR1|not a parquet file: 4 bytes, a parquet file has at least 12",
        "id,name and more text|not a whole parquet file: it does not end with \"PAR1\"",
        "id,name and more PAR1|not a parquet file: it does not begin with \"PAR1\""
      })
  void whatIsNotParquetIsSaidToBeNot(String content, String message) {
    refused(content.getBytes(StandardCharsets.US_ASCII), "x.parquet: " + message + WHOLE);
  }

  @Test
  void anEncryptedFooterIsNamed() {
    refused(
        "PARE........PARE".getBytes(StandardCharsets.US_ASCII),
        "x.parquet: the footer is encrypted; export it without parquet encryption");
  }

  @Test
  void aFooterLongerThanTheFileIsNamed() {
    refused(
        "PAR1....\u007f\u007f\u0000\u0000PAR1".getBytes(StandardCharsets.US_ASCII),
        "x.parquet: the footer's length 32639 does not fit the file of 16; the file is damaged;"
            + " export it again");
  }

  @Test
  void aFooterOfOtherBytesIsNamed() {
    byte[] file = "PAR1????????\u0008\u0000\u0000\u0000PAR1".getBytes(StandardCharsets.US_ASCII);
    refused(file, "x.parquet: the footer cannot be read; the file is damaged; export it again");
  }

  @Test
  void aColumnNameWithANulCharacterIsRefused() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    List<FileColumn> columns =
        List.of(
            new FileColumn("id", ValueType.BIGINT, false),
            new FileColumn("e\0mail", ValueType.TEXT, true));
    new ParquetTableWriter(out, "t", columns, ParquetTableWriter.Codec.SNAPPY, 10).close();
    refused(
        out.toByteArray(),
        "x.parquet: the name of column 2 has a NUL character in it; rename the column");
  }

  @Test
  void aChunkOfFewerValuesThanRowsIsNamed() throws Exception {
    byte[] file = NestedFile.of(WriterVersion.PARQUET_1_0, NestedFile.Pages.PLAIN, "user");
    refused(
        Footers.edited(
            file,
            footer ->
                footer.getRow_groups().get(1).getColumns().get(3).getMeta_data().setNum_values(0)),
        "x.parquet: column \"tags.list.element\", row group 2: it has 0 values for 130 rows;"
            + " the file is damaged; export it again");
  }

  @Test
  void aFileCutAnywhereIsRefused() {
    byte[] whole = file(300, 100);
    for (int length = 0; length < whole.length; length += 1 + length / 50) {
      MemoryOutput output = new MemoryOutput();
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> rewrite(cut, output))
          .as("%d of %d bytes", length, whole.length)
          .isInstanceOf(FileException.Terminal.class)
          .hasMessageStartingWith("x.parquet: not a ");
      assertThat(output.published()).isFalse();
      assertThat(output.closed()).isTrue();
    }
  }

  @Test
  void aFlippedByteGivesTheRightResultOrAClearError() throws Exception {
    byte[] whole = file(40, 20);
    int refused = 0;
    for (int at = 0; at < whole.length; at++) {
      byte[] flipped = whole.clone();
      flipped[at] ^= (byte) (1 << at % 8);
      MemoryOutput output = new MemoryOutput();
      try {
        rewrite(flipped, output);
        assertThat(output.published()).isTrue();
      } catch (FileException.Terminal e) {
        refused++;
        assertThat(e).hasMessageStartingWith("x.parquet").hasMessageNotContaining("@example.com");
        assertThat(output.published()).isFalse();
      } catch (CellException e) {
        // The flip made another type of the column.
        refused++;
        assertThat(e).hasMessageStartingWith("row ").hasMessageNotContaining("@example.com");
        assertThat(output.published()).isFalse();
      }
      assertThat(output.closed()).isTrue();
    }
    assertThat(refused).isGreaterThan(whole.length / 3);
  }

  @Test
  void aValueThatDoesNotFitNamesRowAndColumnNotTheValue() {
    byte[] file = file(2000, 1500);

    assertThatThrownBy(
            () ->
                Rewritten.of(
                    "x.parquet",
                    file,
                    ColumnRules.change("id", value -> value.equals(1700L) ? "secret" : value)))
        .isInstanceOf(CellException.class)
        .hasMessage(
            "row 1701, column \"id\": the new value is of another class than the column's type"
                + " asks for; change the rule so that its values fit");
  }

  @Test
  void aNullInARequiredColumnIsRefused() {
    byte[] file = file(3, 3);

    assertThatThrownBy(
            () -> Rewritten.of("x.parquet", file, ColumnRules.change("id", value -> null)))
        .isInstanceOf(CellException.class)
        .hasMessage(
            "row 1, column \"id\": the new value is null, which the column cannot be;"
                + " change the rule so that its values fit");
  }

  @ParameterizedTest
  @ValueSource(strings = {"masked", "", "{\"a\":1", "1 2", "[01]"})
  void aTextThatIsNotJsonIsRefusedInAJsonColumn(String text) throws Exception {
    byte[] file = NestedFile.of(WriterVersion.PARQUET_1_0, NestedFile.Pages.DICTIONARY, "user");

    for (boolean byRow : new boolean[] {false, true}) {
      assertThatThrownBy(() -> Rewritten.of("x.parquet", file, payload(text, byRow)))
          .isInstanceOf(CellException.class)
          .hasMessage(
              "row 1, column \"payload\": the new value is not JSON, which the column holds;"
                  + " change the rule so that its values fit");
      assertThat(Rewritten.of("x.parquet", file, payload(" [1, \"x\"] ", byRow)).bytes())
          .isNotEmpty();
    }
  }

  /** What is no JSON before stays as it is; the columns of such a file are read by many. */
  @Test
  void aTextThatWasNotJsonMayStay() throws Exception {
    byte[] file = notJson();
    for (boolean byRow : new boolean[] {false, true}) {
      UnaryOperator<Object> rule = value -> value.equals("{}") ? "[]" : value;
      Function<TableSchema, Plan> plan =
          byRow ? ColumnRules.changeByRow("j", rule) : ColumnRules.change("j", rule);
      List<String> values = new ArrayList<>();
      byte[] out = Rewritten.of("x.parquet", file, plan).bytes();
      Rewritten.of(
          "x.parquet", out, ColumnRules.look((column, value) -> values.add((String) value)));
      assertThat(values).containsExactly("", "{\"score\": NaN}", "[]");
    }
  }

  private static byte[] notJson() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    List<FileColumn> columns = List.of(new FileColumn("j", ValueType.JSON, true));
    try (ParquetTableWriter writer =
        new ParquetTableWriter(out, "t", columns, ParquetTableWriter.Codec.SNAPPY, 10)) {
      Batch batch = new Batch(1, 3);
      batch.reset(0, 3);
      batch.column(0)[0] = "";
      batch.column(0)[1] = "{\"score\": NaN}";
      batch.column(0)[2] = "{}";
      writer.write(batch);
    }
    return out.toByteArray();
  }

  private static Function<TableSchema, Plan> payload(String text, boolean byRow) {
    return byRow
        ? ColumnRules.changeByRow("payload", value -> text)
        : ColumnRules.change("payload", value -> text);
  }

  private static void refused(byte[] file, String message) {
    MemoryOutput output = new MemoryOutput();
    assertThatThrownBy(() -> rewrite(file, output))
        .isInstanceOf(FileException.Terminal.class)
        .hasMessage(message);
    assertThat(output.published()).isFalse();
    assertThat(output.closed()).isTrue();
  }

  private static void rewrite(byte[] file, MemoryOutput output) throws InterruptedException {
    new FileRewriter()
        .rewrite(
            "t",
            new MemoryObject("x.parquet", file),
            new FileFormat.Parquet(),
            schema ->
                schema.indexOf("email") < 0
                    ? ColumnRules.none().apply(schema)
                    : ColumnRules.change("email", value -> "masked").apply(schema),
            output,
            () -> {},
            bytes -> {});
  }

  private static byte[] file(int rows, int rowsPerGroup) {
    List<FileColumn> columns =
        List.of(
            new FileColumn("id", ValueType.BIGINT, false),
            new FileColumn("email", ValueType.TEXT, true),
            new FileColumn("amount", ValueType.DOUBLE, true));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ParquetTableWriter writer =
        new ParquetTableWriter(out, "t", columns, ParquetTableWriter.Codec.SNAPPY, rowsPerGroup)) {
      Batch batch = new Batch(columns.size(), rows);
      batch.reset(0, rows);
      for (int i = 0; i < rows; i++) {
        batch.column(0)[i] = (long) i;
        batch.column(1)[i] = i % 4 == 0 ? null : "user" + i + "@example.com";
        batch.column(2)[i] = i / 8d;
      }
      writer.write(batch);
    }
    return out.toByteArray();
  }
}
