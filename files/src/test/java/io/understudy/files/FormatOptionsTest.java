package io.understudy.files;

import static org.assertj.core.api.Assertions.assertThat;

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

  private static FileFormat csv(Compression compression) {
    return new FileFormat.Csv(',', true, compression);
  }
}
