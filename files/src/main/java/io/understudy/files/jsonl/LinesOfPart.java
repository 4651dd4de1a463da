package io.understudy.files.jsonl;

import io.understudy.files.FileFormat;
import io.understudy.files.InputObject;
import io.understudy.files.TextPart;
import io.understudy.files.text.Window;

/**
 * Opens a part of a file. The keys are those of the file's first block, as they are at that place
 * of a rewrite of the whole file if no others come before. No line feed is inside of JSON, so a
 * line begins behind each.
 */
final class LinesOfPart {
  private LinesOfPart() {}

  static LineScanner open(
      InputObject input, FileFormat.JsonLines format, TextPart part, int block) {
    LineScanner first = LineScanner.open(input, format, block, Window.LARGEST);
    LineScanner lines = part.from() == 0 ? first : rest(first, input, part, block);
    lines.stopAt(part.to());
    return lines;
  }

  private static LineScanner rest(LineScanner first, InputObject input, TextPart part, int block) {
    try (first) {
      long head = first.head().length;
      boolean exact = part.exact() || part.from() <= head;
      long from = exact ? Math.max(head, part.from()) : part.from() - 1;
      Window window = new Window(input, block, Window.LARGEST, from);
      return new LineScanner(window, exact ? 0 : nextLine(window), first.keys(), part);
    }
  }

  /** Behind the first LF of the window. */
  private static int nextLine(Window window) {
    int at = window.limit();
    while (at == window.limit() && !window.ended()) {
      window.more(at);
      at = 0;
      while (at < window.limit() && window.bytes()[at] != '\n') {
        at++;
      }
    }
    return Math.min(at + 1, window.limit());
  }
}
