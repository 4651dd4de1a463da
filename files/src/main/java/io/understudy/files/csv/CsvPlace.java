package io.understudy.files.csv;

import io.understudy.files.FileException;
import java.util.List;

/** Says where in a CSV file something is wrong, what, and what to do. */
final class CsvPlace {
  /** Stands for the header where a record is numbered, from 1. */
  static final long HEADER = 0;

  private final String file;
  private final String delimiter;
  private List<String> names = List.of();

  CsvPlace(String file, char delimiter) {
    this.file = file;
    this.delimiter = delimiter == '\t' ? "tab" : String.valueOf(delimiter);
  }

  /** From now on columns are called by name. */
  void names(List<String> columns) {
    this.names = columns;
  }

  FileException.Terminal wrongCount(long record, long at, int expected, int found) {
    return bad(
        record(record, at),
        "expected %s, found %d".formatted(fields(expected), found),
        "correct the record, or set csv.delimiter if it is not " + delimiter);
  }

  FileException.Terminal tooManyColumns(long record, long at) {
    return bad(
        record(record, at),
        "more than %d fields".formatted(RecordScanner.MOST_COLUMNS),
        "set csv.delimiter if it is not " + delimiter);
  }

  FileException.Terminal unclosedQuote(long record, long at, int column, long quote) {
    return bad(
        field(record, at, column),
        "the quote that opens at byte %d is never closed".formatted(quote),
        "close it before the end of the file");
  }

  FileException.Terminal textAfterQuote(long record, long at, int column, long byteAt) {
    return bad(
        field(record, at, column),
        "expected a delimiter or the line's end after the closing quote, found text at byte %d"
            .formatted(byteAt),
        "double the quotes inside a quoted field");
  }

  FileException.Terminal invalidUtf8(long record, long at, int column, long byteAt) {
    return bad(
        field(record, at, column),
        "invalid UTF-8 at byte %d".formatted(byteAt),
        "export the file as UTF-8");
  }

  /** UTF-16 without a byte order mark looks like this, and so would hide what it says. */
  FileException.Terminal nul(long record, long at, int column, long byteAt) {
    return bad(
        field(record, at, column),
        "a NUL character at byte %d".formatted(byteAt),
        "save the file as UTF-8");
  }

  FileException.Terminal tooLong(long record, long at, int largest) {
    return bad(
        record(record, at),
        "it does not end within %s".formatted(bytes(largest)),
        "close its quotes, or split the record");
  }

  /** The names are not told: they may be values, if the file has no header after all. */
  FileException.Terminal sameNames(int column, int other) {
    return bad(
        "header",
        "columns %d and %d have the same name".formatted(column + 1, other + 1),
        "name each column differently, or set csv.header to false if the first record holds values");
  }

  FileException.Terminal unwritableName(int column) {
    return bad(
        "header",
        "the new name of column " + (column + 1) + " is not valid Unicode",
        "choose another name in columns.add or columns.rename");
  }

  FileException.Terminal noStart(long at) {
    return bad(
        "behind byte " + at,
        "no record of as many fields as the first one begins there",
        "close all quotes");
  }

  FileException.Terminal noRecord() {
    return bad("no record", "the file has blank lines only", "export it again, or remove it");
  }

  FileException.Terminal notAColumn(String table, int column) {
    return bad(
        "column \"" + names.get(column) + "\"",
        "it is not a column of table \"" + table + "\"",
        "run the transform again");
  }

  private FileException.Terminal bad(String where, String what, String remedy) {
    return new FileException.Terminal(file + ": " + where + ": " + what + "; " + remedy);
  }

  private String field(long record, long at, int column) {
    return record(record, at)
        + ", column "
        + (column < names.size() ? '"' + names.get(column) + '"' : column + 1);
  }

  private static String record(long record, long at) {
    return record == HEADER ? "header" : "record %d (at byte %d)".formatted(record, at);
  }

  private static String fields(int count) {
    return count == 1 ? "1 field" : count + " fields";
  }

  private static String bytes(int count) {
    return count >= 1 << 20 ? (count >> 20) + " MB" : count + " bytes";
  }
}
