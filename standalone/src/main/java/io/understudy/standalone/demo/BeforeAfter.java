package io.understudy.standalone.demo;

import io.understudy.files.ObjectStore;
import io.understudy.standalone.leak.LeakCheck.Pair;
import io.understudy.standalone.leak.TableFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The first rows of a file before and after, side by side. */
final class BeforeAfter {
  private static final int ROWS = 5;
  private static final int MOST_COLUMNS = 6;
  private static final int NARROWEST = 12;

  private final ObjectStore store;
  private final int width;

  /** {@code width} is that of a line. */
  BeforeAfter(ObjectStore store, int width) {
    this.store = store;
    this.width = width;
  }

  /** One line for each masked column of each row, and a heading. */
  List<String> lines(Pair pair, Set<String> masked) {
    List<Map<String, String>> before = rows(pair.source(), masked);
    List<Map<String, String>> after = rows(pair.sink(), masked);
    int name = "column".length();
    for (Map<String, String> row : before) {
      for (String column : row.keySet()) {
        name = Math.max(name, column.length());
      }
    }
    int half = Math.max(NARROWEST, (width - name - "  row    ".length() - 2) / 2);
    String format = "  %-3s  %-" + name + "s  %-" + half + "s  %s";
    List<String> lines = new ArrayList<>();
    lines.add(String.format(Locale.ROOT, format, "row", "column", "before", "after"));
    for (int row = 0; row < Math.min(before.size(), after.size()); row++) {
      String number = Integer.toString(row + 1);
      for (Map.Entry<String, String> cell : before.get(row).entrySet()) {
        String now = after.get(row).getOrDefault(cell.getKey(), "");
        lines.add(
            String.format(
                Locale.ROOT,
                format,
                number,
                cell.getKey(),
                clipped(cell.getValue(), half),
                clipped(now, half)));
        number = "";
      }
    }
    return lines;
  }

  private List<Map<String, String>> rows(TableFile file, Set<String> masked) {
    List<Map<String, String>> rows = new ArrayList<>();
    file.read(
        store,
        (reader, batch) -> {
          for (int row = 0; row < batch.size() && rows.size() < ROWS; row++) {
            Map<String, String> cells = new LinkedHashMap<>();
            for (int column = 0; column < batch.columnCount(); column++) {
              String name = reader.schema().columns().get(column).name();
              if (masked.contains(name) && cells.size() < MOST_COLUMNS) {
                Object value = batch.column(column)[row];
                cells.put(name, value == null ? "(null)" : value.toString());
              }
            }
            rows.add(cells);
          }
          return rows.size() < ROWS;
        });
    return rows;
  }

  /** On one line, cut to a width. */
  static String clipped(String text, int width) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      line.append(Character.isISOControl(text.charAt(i)) ? ' ' : text.charAt(i));
    }
    return line.length() <= width ? line.toString() : line.substring(0, width - 1) + "…";
  }
}
