package io.understudy.standalone.check;

import java.util.ArrayList;
import java.util.List;

/** Cells in aligned columns. */
final class Columns {
  private static final int WIDEST = 40;

  private Columns() {}

  /** One line each; the last column is as long as it is. */
  static List<String> aligned(List<List<String>> rows) {
    int[] widths = new int[rows.getFirst().size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], Math.min(WIDEST, row.get(i).length()));
      }
    }
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length - 1; i++) {
        String cell = row.get(i);
        line.append(cell).repeat(' ', Math.max(0, widths[i] - cell.length()) + 2);
      }
      lines.add(line.append(row.getLast()).toString().stripTrailing());
    }
    return lines;
  }
}
