package io.understudy.files.parquet;

import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DataPageHeaderV2;
import org.apache.parquet.format.Encoding;

/**
 * The levels in front of a data page's values: where they end, and how many values and rows are
 * there.
 */
final class Levels {
  private final LevelRuns repetition;
  private final LevelRuns definition;
  private final int present;
  private final int rows;
  private final boolean clean;

  private Levels(LevelRuns repetition, LevelRuns definition) {
    this.repetition = repetition;
    this.definition = definition;
    LevelRuns.Counts repeated = repetition.counts();
    LevelRuns.Counts defined = definition.counts();
    this.rows = repeated.times()[0];
    this.present = defined.times()[definition.max()];
    this.clean = repeated.clean() && defined.clean();
  }

  /**
   * Of a data page V1.
   *
   * @param body uncompressed
   * @throws IllegalArgumentException if they are not as the format says
   */
  static Levels of(DataPageHeader page, byte[] body, ColumnDescriptor column) {
    int values = page.getNum_values();
    LevelRuns repetition =
        LevelRuns.first(
            body,
            values,
            column.getMaxRepetitionLevel(),
            page.getRepetition_level_encoding() == Encoding.BIT_PACKED,
            0);
    LevelRuns definition =
        LevelRuns.first(
            body,
            values,
            column.getMaxDefinitionLevel(),
            page.getDefinition_level_encoding() == Encoding.BIT_PACKED,
            repetition.end());
    return new Levels(repetition, definition);
  }

  /**
   * Of a data page V2, whose levels are not compressed and have no length before them.
   *
   * @throws IllegalArgumentException if they are not as the format says
   */
  static Levels of(DataPageHeaderV2 page, byte[] body, ColumnDescriptor column) {
    int values = page.getNum_values();
    int middle = page.getRepetition_levels_byte_length();
    int end = middle + page.getDefinition_levels_byte_length();
    return new Levels(
        new LevelRuns(body, values, column.getMaxRepetitionLevel(), false, 0, middle),
        new LevelRuns(body, values, column.getMaxDefinitionLevel(), false, middle, end));
  }

  /** Where the first value of the page is. */
  int end() {
    return definition.end();
  }

  /** How many values are there. */
  int present() {
    return present;
  }

  /** How many rows begin in the page. */
  int rows() {
    return rows;
  }

  /** Whether the first value begins a row. */
  boolean startsRow() {
    return repetition.values() == 0 || repetition.first() == 0;
  }

  /** Whether nothing but these levels, as runs, is in their bytes. */
  boolean isClean() {
    return clean;
  }

  /** One for each value or null. */
  int[] definitions() {
    return definition.all();
  }

  /** One for each value or null. */
  int[] repetitions() {
    return repetition.all();
  }

  /** Row in the page, 0-based, of the value with this number among the values. */
  int place(int value) {
    return places(value + 1)[value];
  }

  /** The same of the first {@code count} values; -1: the row began on another page. */
  int[] places(int count) {
    int[] definitions = definitions();
    int[] repetitions = repetitions();
    int[] places = new int[count];
    int row = -1;
    int seen = 0;
    for (int i = 0; i < definitions.length && seen < count; i++) {
      row += repetitions[i] == 0 ? 1 : 0;
      if (definitions[i] == definition.max()) {
        places[seen++] = row;
      }
    }
    return places;
  }
}
