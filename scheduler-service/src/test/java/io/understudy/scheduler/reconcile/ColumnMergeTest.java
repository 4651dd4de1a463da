package io.understudy.scheduler.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ColumnMergeTest {

  private static String merged(String... files) {
    ColumnMerge merge = new ColumnMerge();
    for (String columns : files) {
      merge.add(ColumnMerge.parse("{\"columns\": [" + columns + "]}"));
    }
    return merge.result().toString();
  }

  private static String column(String name, String type, boolean nullable) {
    return "{\"name\":\"%s\",\"type\":\"%s\",\"nullable\":%s}".formatted(name, type, nullable);
  }

  @Test
  void theNarrowestTypeHoldsTheValuesOfAllFiles() {
    assertThat(merged(column("a", "BIGINT", false), column("a", "NUMERIC", false)))
        .isEqualTo("[" + column("a", "NUMERIC", false) + "]");
    assertThat(merged(column("a", "BIGINT", false), column("a", "DATE", false)))
        .isEqualTo("[" + column("a", "TEXT", false) + "]");
    assertThat(merged(column("a", "NONE", true), column("a", "UUID", false)))
        .isEqualTo("[" + column("a", "UUID", true) + "]");
  }

  private static String nested(String items) {
    return "{\"name\":\"a\",\"type\":\"JSON\",\"nullable\":true,\"nested\":{\"items\":%s}}"
        .formatted(items == null ? null : "\"" + items + "\"");
  }

  @Test
  void listsAreMergedByTheirItems() {
    assertThat(merged(nested("BIGINT"), nested("NUMERIC")))
        .isEqualTo("[" + nested("NUMERIC") + "]");
    assertThat(merged(nested("BIGINT"), nested(null))).isEqualTo("[" + nested(null) + "]");
    assertThat(merged(column("a", "NONE", true), nested("DATE")))
        .isEqualTo("[" + nested("DATE") + "]");
    assertThat(merged(nested("BIGINT"), column("a", "JSON", true)))
        .isEqualTo("[" + column("a", "JSON", true) + "]");
  }

  @Test
  void aColumnThatAFileDoesNotHaveIsNullable() {
    assertThat(
            merged(
                column("b", "TEXT", false),
                column("a", "TEXT", false) + "," + column("b", "TEXT", false)))
        .isEqualTo("[" + column("b", "TEXT", false) + "," + column("a", "TEXT", true) + "]");
  }

  @Test
  void aNameThatAFileHasTwiceCountsOnce() {
    assertThat(merged(column("a", "TEXT", false) + "," + column("a", "DATE", true)))
        .isEqualTo("[" + column("a", "TEXT", false) + "]");
  }

  @Test
  void noFilesHaveNoColumns() {
    assertThat(merged()).isEqualTo("[]");
  }

  @Test
  void whatIsNotJsonIsNotQuoted() {
    assertThatThrownBy(() -> ColumnMerge.parse("{SECRETVALUE"))
        .hasMessage("job.details is not JSON: JsonParseException")
        .hasNoCause();
  }
}
