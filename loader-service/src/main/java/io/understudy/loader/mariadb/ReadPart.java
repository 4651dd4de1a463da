package io.understudy.loader.mariadb;

import java.util.Locale;

/**
 * Some rows of a table, which become one file.
 *
 * @param table that has them
 * @param words what it is, for people; no value of a row
 * @param path of the file, relative to the folder of the extraction and to the sink
 * @param bytes that the rows take, about
 * @param from the end of a query for them, from the table on; it holds values of keys, so it stays
 *     in this process
 */
public record ReadPart(String table, String words, String path, long bytes, String from) {

  static ReadPart of(MariaDbTable table, String words, int number, long bytes, String from) {
    String name = String.format(Locale.ROOT, "/part-%05d.parquet", number);
    return new ReadPart(table.name(), words, table.folder() + name, bytes, from);
  }

  @Override
  public String toString() {
    return words;
  }
}
