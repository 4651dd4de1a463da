package io.understudy.files;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * To which table a file belongs where nobody says: one table per folder (partition folders such as
 * {@code year=2026} do not count; {@code /} becomes {@code _}), and for files directly under the
 * source one per file name, without extensions and part number.
 */
public final class TableName {
  private static final Pattern PART_NUMBER = Pattern.compile("[-_.][0-9]+$");

  private TableName() {}

  /**
   * The table of a file.
   *
   * @param path relative to the source, with {@code /} between names
   * @return empty if the file is no data: one of its names starts with {@code _} or {@code .}
   */
  public static Optional<String> of(String path) {
    String[] names = path.split("/");
    StringBuilder table = new StringBuilder();
    for (int i = 0; i < names.length; i++) {
      if (names[i].startsWith("_") || names[i].startsWith(".")) {
        return Optional.empty();
      }
      if (i < names.length - 1 && !names[i].isEmpty() && names[i].indexOf('=') < 0) {
        table.append(table.isEmpty() ? "" : "_").append(names[i]);
      }
    }
    return Optional.of(table.isEmpty() ? ofFile(names[names.length - 1]) : table.toString());
  }

  /** File name without extensions and part number: {@code orders-001.csv.gz} is of orders. */
  private static String ofFile(String file) {
    String name = file;
    int dot = name.lastIndexOf('.');
    while (dot > 0 && !PART_NUMBER.matcher(name).find()) {
      name = name.substring(0, dot);
      dot = name.lastIndexOf('.');
    }
    String without = PART_NUMBER.matcher(name).replaceFirst("");
    return without.isEmpty() ? name : without;
  }
}
