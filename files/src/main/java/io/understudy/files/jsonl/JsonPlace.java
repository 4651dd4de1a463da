package io.understudy.files.jsonl;

import io.understudy.files.FileException;
import org.jspecify.annotations.Nullable;

/**
 * Says where in a JSONL file something is wrong, what, and what to do. Lines are numbered from 1,
 * blank ones too.
 */
record JsonPlace(String file) {

  FileException.Terminal invalid(long line, int byteInLine, String expected, boolean atLineEnd) {
    return atLineEnd
        ? bad(
            "line %d, byte %d".formatted(line, byteInLine),
            "invalid JSON: " + expected + ", found the line's end",
            "write each object whole and on one line")
        : bad(
            "line %d, byte %d".formatted(line, byteInLine),
            "invalid JSON: " + expected,
            "correct the line");
  }

  FileException.Terminal notAnObject(long line, @Nullable String kind) {
    return bad(
        line(line),
        "expected a JSON object, found " + (kind == null ? "no JSON value" : kind),
        "write one object per line");
  }

  FileException.Terminal invalidUtf8(long line, int byteInLine) {
    return bad(
        "line %d, byte %d".formatted(line, byteInLine),
        "invalid UTF-8",
        "export the file as UTF-8");
  }

  FileException.Terminal tooLong(long line, int largest) {
    return bad(
        line(line),
        "it does not end within "
            + (largest >= 1 << 20 ? (largest >> 20) + " MB" : largest + " bytes"),
        "write one object per line, and split large ones");
  }

  FileException.Terminal twice(long line, String key) {
    return bad(line(line), "the key \"" + key + "\" is there twice", "remove one of the two");
  }

  FileException.Terminal unusableKey(long line, int byteInLine, String what) {
    return bad("line %d, byte %d".formatted(line, byteInLine), what, "rename the key");
  }

  FileException.Terminal tooManyKeys(long line, int most) {
    return bad(
        line(line),
        "the lines so far have more than " + most + " different keys",
        "put keys that are values into an object or array of their own");
  }

  FileException.Terminal noObject() {
    return bad("no line", "the file has blank lines only", "export it again, or remove it");
  }

  FileException.Terminal treatedDifferently(long line, String key) {
    return bad(
        line(line),
        "the config treats column \""
            + key
            + "\" differently from here on, because of its type or"
            + " of new columns, and the lines before are written",
        "give the column values of one type, or decide about it by name");
  }

  FileException.Terminal notAColumn(long line, String key, String expected) {
    return bad(
        line(line),
        "the key \"" + key + "\" is not a column of " + expected,
        "run the transform again");
  }

  FileException.Terminal unfit(long line, String key, String expected, @Nullable String found) {
    return bad(
        line(line) + ", column \"" + key + "\"",
        expected + ", found " + found,
        "run the transform again, which finds the types of all lines");
  }

  private static String line(long line) {
    return "line " + line;
  }

  private FileException.Terminal bad(String where, String what, String remedy) {
    return new FileException.Terminal(file + ": " + where + ": " + what + "; " + remedy);
  }
}
