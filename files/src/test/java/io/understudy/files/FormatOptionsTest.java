package io.understudy.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class FormatOptionsTest {

  @Test
  void theTypeIsForNamesThatDoNotTellCompressedOrNot() {
    FormatOptions csv = new FormatOptions("csv", null, null);
    assertThat(csv.formatOf("a.txt")).contains(csv(Compression.NONE));
    assertThat(csv.formatOf("a.txt.gz")).contains(csv(Compression.GZIP));
    assertThat(csv.formatOf("export.GZ")).contains(csv(Compression.GZIP));
    assertThat(csv.formatOf("a.gz/export.zst")).contains(csv(Compression.ZSTD));
    assertThat(new FormatOptions("jsonl", null, null).formatOf("export.gz"))
        .contains(new FileFormat.JsonLines(Compression.GZIP));
    assertThat(new FormatOptions("parquet", null, null).formatOf("export.gz"))
        .contains(new FileFormat.Parquet());
  }

  @Test
  void aNameThatTellsIsBelieved() {
    FormatOptions csv = new FormatOptions("csv", null, null);
    assertThat(csv.formatOf("a.jsonl.gz")).contains(new FileFormat.JsonLines(Compression.GZIP));
    assertThat(FormatOptions.BY_NAME.formatOf("a.txt.gz")).isEmpty();
  }

  @Test
  void textFilesAreWrittenUnderTheNameOfTheirCompression() {
    FormatOptions zstd = new FormatOptions("csv", null, null, "zstd");
    assertThat(zstd.written("d.gz/a.csv")).isEqualTo("d.gz/a.csv.zst");
    assertThat(zstd.written("a.csv.GZ")).isEqualTo("a.csv.zst");
    assertThat(zstd.written("export.gz")).isEqualTo("export.zst");
    assertThat(zstd.written("a.parquet")).isEqualTo("a.parquet");
    assertThat(zstd.formatOf(zstd.written("a.txt"))).contains(csv(Compression.ZSTD));
    FormatOptions none = new FormatOptions(null, null, null, "none");
    assertThat(none.written("a.jsonl.zst")).isEqualTo("a.jsonl");
    assertThat(FormatOptions.BY_NAME.written("a.csv.gz")).isEqualTo("a.csv.gz");
    assertThatThrownBy(() -> new FormatOptions(null, null, null, "brotli"))
        .hasMessage("\"brotli\" is not a compression; use none, gzip or zstd");
  }

  private static FileFormat csv(Compression compression) {
    return new FileFormat.Csv(',', true, compression);
  }
}
