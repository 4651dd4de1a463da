package io.understudy.benchmarks.files;

import org.apache.parquet.io.api.Binary;

/** The rules for contenders in Java: a pick by the value's own hash code, without a key. */
final class Picks {
  private final String[][] choices;
  private final Binary[][] encoded;

  Picks(MaskedTable table) {
    boolean[] masked = table.maskedPositions();
    choices = new String[masked.length][];
    encoded = new Binary[masked.length][];
    for (int i = 0; i < masked.length; i++) {
      if (masked[i]) {
        choices[i] = MaskedTable.choices(table.columns().get(i).name());
        encoded[i] = new Binary[choices[i].length];
        for (int k = 0; k < choices[i].length; k++) {
          encoded[i][k] = Binary.fromString(choices[i][k]);
        }
      }
    }
  }

  boolean isMasked(int column) {
    return choices[column] != null;
  }

  /** What is written into a column where this was. */
  String instead(int column, String value) {
    return choices[column] == null ? value : choices[column][Math.floorMod(value.hashCode(), choices[column].length)];
  }

  Binary instead(int column, Binary value) {
    return choices[column] == null ? value : encoded[column][Math.floorMod(value.hashCode(), encoded[column].length)];
  }
}
