package io.understudy.files.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.engine.Batch;
import io.understudy.files.TableReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.KeyValue;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SortingColumn;
import org.apache.parquet.format.Statistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing of a changed column's old values, or unseen ones, is left anywhere in the new file. */
class LeakTest {
  private static final String MARKER = "MARKER";
  private static final int ROWS = 5000;

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void aPlantedWordIsGoneFromPagesStatisticsIndexesAndMetadata(WriterVersion version)
      throws Exception {
    byte[] planted = planted(version);
    assertThat(occurrences(planted)).as("planted").isGreaterThan(50);

    byte[] written =
        Rewritten.of("planted", planted, ColumnRules.change("email", value -> "masked")).bytes();

    assertThat(occurrences(written)).isZero();
    FileMetaData footer = Footers.of(written);
    assertThat(footer.getKey_value_metadata())
        .containsExactly(
            new KeyValue("writer.model.name").setValue("example"),
            new KeyValue("org.apache.spark.version").setValue("3.5.1"));
    assertThat(footer.getRow_groups())
        .allSatisfy(group -> assertThat(group.isSetSorting_columns()).isFalse());
  }

  @Test
  void aBloomFilterThatKnowsOldValuesIsGone() throws Exception {
    byte[] written =
        Rewritten.of(
                "planted",
                planted(WriterVersion.PARQUET_1_0),
                ColumnRules.change("email", value -> "masked"))
            .bytes();

    assertThat(Footers.of(written).getRow_groups())
        .isNotEmpty()
        .allSatisfy(
            group ->
                assertThat(group.getColumns().get(1).getMeta_data().isSetBloom_filter_offset())
                    .isFalse());
  }

  @Test
  void theNewFileIsTheSameWhateverTheOldValuesWere() throws Exception {
    byte[] one = masked("aaaaaa");
    byte[] other = masked("bbbbbb");

    assertThat(one).isEqualTo(other);
  }

  @Test
  void whatLiesBetweenChunksIsNotCopied() throws Exception {
    byte[] planted = withGap(planted(WriterVersion.PARQUET_1_0));

    byte[] written = Rewritten.of("gap", planted, ColumnRules.none()).bytes();

    assertThat(count(planted, "GAPGAP")).isEqualTo(1);
    assertThat(count(written, "GAPGAP")).isZero();
    assertThat(rows(written)).isEqualTo(ROWS);
  }

  @Test
  void anEntryOfADictionaryThatNoRowUsesIsGoneFromACheckedColumn() throws Exception {
    byte[] planted = JavaWriter.unusedEntry(folder.resolve("unused"), false);
    List<Object> values = new ArrayList<>();

    byte[] written =
        Rewritten.of("unused", planted, ColumnRules.look((column, value) -> values.add(value)))
            .bytes();

    assertThat(values).hasSize(8).containsOnly("AAAAAA");
    assertThat(occurrences(planted)).isPositive();
    assertThat(occurrences(written)).isZero();
    assertThat(rows(written)).isEqualTo(8);
    assertThat(count(written, "AAAAAA")).isPositive();
    assertThat(Footers.of(planted).getKey_value_metadata()).hasSizeGreaterThan(1);
    assertThat(Footers.of(written).getKey_value_metadata())
        .containsExactly(new KeyValue("writer.model.name").setValue("example"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anEntryThatNoRowUsesIsLeftBlankIfItDoesNotPass(boolean nested) throws Exception {
    byte[] planted = JavaWriter.unusedEntry(folder.resolve("unused"), nested);

    byte[] written =
        Rewritten.of("unused", planted, ColumnRules.lookByValue(LeakTest::refuseMarker)).bytes();
    byte[] masked =
        Rewritten.of(
                "unused",
                planted,
                ColumnRules.change(
                    nested ? "kinds.kind" : "kind",
                    value -> {
                      refuseMarker("kind", value);
                      return "BBBBBB";
                    }))
            .bytes();

    assertThat(occurrences(written)).isZero();
    assertThat(count(written, "AAAAAA")).isPositive();
    assertThat(rows(written)).isEqualTo(8);
    assertThat(occurrences(masked)).isZero();
    assertThat(count(masked, "BBBBBB")).isPositive();
    assertThat(rows(masked)).isEqualTo(8);
  }

  private static void refuseMarker(String column, Object value) {
    if (value.equals(MARKER)) {
      throw new IllegalArgumentException("a marker in " + column);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anEntryThatNoRowUsesIsMaskedLikeAllOthers(boolean nested) throws Exception {
    byte[] planted = JavaWriter.unusedEntry(folder.resolve("unused"), nested);
    String column = nested ? "kinds.kind" : "kind";

    byte[] written =
        Rewritten.of("unused", planted, ColumnRules.change(column, value -> "masked")).bytes();

    assertThat(occurrences(written)).isZero();
    assertThat(count(written, "AAAAAA")).isZero();
    assertThat(rows(written)).isEqualTo(8);
  }

  @ParameterizedTest
  @EnumSource(WriterVersion.class)
  void nothingOfAValueInsideOfANestedColumnIsLeft(WriterVersion version) throws Exception {
    for (NestedFile.Pages pages : NestedFile.Pages.values()) {
      byte[] planted = NestedFile.of(version, pages, MARKER);
      assertThat(occurrences(planted)).as(pages + " planted").isPositive();

      byte[] written =
          Rewritten.of("nested", planted, ColumnRules.change("items.email", value -> "masked"))
              .bytes();

      assertThat(occurrences(written)).as(pages.toString()).isZero();
      assertThat(rows(written)).isEqualTo(NestedFile.ROWS);
      assertThat(count(written, "Main Street")).isPositive();
    }
  }

  private byte[] masked(String word) throws Exception {
    Path file = folder.resolve(word);
    JavaWriter.write(file, CompressionCodec.SNAPPY, WriterVersion.PARQUET_2_0, ROWS, word);
    return Rewritten.of(file, ColumnRules.change("email", value -> "masked")).bytes();
  }

  /** An uncompressed file whose e-mails, and everything said about them, hold the marker. */
  private byte[] planted(WriterVersion version) throws IOException {
    Path file = folder.resolve("planted" + version);
    JavaWriter.write(file, CompressionCodec.UNCOMPRESSED, version, ROWS, MARKER);
    return Footers.edited(
        Files.readAllBytes(file),
        footer -> {
          footer.addToKey_value_metadata(new KeyValue("ARROW:schema").setValue(MARKER));
          footer.addToKey_value_metadata(
              new KeyValue("org.apache.spark.legacyDateTime").setValue(MARKER));
          footer.addToKey_value_metadata(
              new KeyValue("org.apache.spark.version").setValue("3.5.1"));
          for (RowGroup group : footer.getRow_groups()) {
            group.setSorting_columns(List.of(new SortingColumn(1, false, false)));
            ColumnChunk chunk = group.getColumns().get(1);
            chunk.getMeta_data().addToKey_value_metadata(new KeyValue("top").setValue(MARKER));
            Statistics statistics = chunk.getMeta_data().getStatistics();
            statistics.setMin(MARKER.getBytes(StandardCharsets.UTF_8));
            statistics.setMax(MARKER.getBytes(StandardCharsets.UTF_8));
            statistics.setDistinct_count(7);
          }
        });
  }

  /** Puts bytes between the header and the first chunk. */
  private static byte[] withGap(byte[] file) {
    byte[] gap = "GAPGAP".getBytes(StandardCharsets.US_ASCII);
    byte[] moved = new byte[file.length + gap.length];
    System.arraycopy(file, 0, moved, 0, 4);
    System.arraycopy(gap, 0, moved, 4, gap.length);
    System.arraycopy(file, 4, moved, 4 + gap.length, file.length - 4);
    return Footers.edited(
        moved,
        footer -> {
          for (RowGroup group : footer.getRow_groups()) {
            for (ColumnChunk chunk : group.getColumns()) {
              chunk
                  .getMeta_data()
                  .setData_page_offset(chunk.getMeta_data().getData_page_offset() + gap.length);
              if (chunk.getMeta_data().isSetDictionary_page_offset()) {
                chunk
                    .getMeta_data()
                    .setDictionary_page_offset(
                        chunk.getMeta_data().getDictionary_page_offset() + gap.length);
              }
            }
          }
        });
  }

  private static long rows(byte[] file) {
    long rows = 0;
    try (TableReader reader = ParquetReader.open("t", new MemoryObject("file", file))) {
      Batch batch = new Batch(reader.schema().columns().size(), 1000);
      while (reader.next(batch)) {
        rows += batch.size();
      }
    }
    return rows;
  }

  private static int occurrences(byte[] file) {
    return count(file, MARKER);
  }

  private static int count(byte[] file, String word) {
    String text = new String(file, StandardCharsets.ISO_8859_1);
    int count = 0;
    for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
      count++;
    }
    return count;
  }
}
