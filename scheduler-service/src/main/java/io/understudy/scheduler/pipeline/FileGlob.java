package io.understudy.scheduler.pipeline;

import java.util.regex.Pattern;

/**
 * A pattern for paths relative to the source: {@code *} is any part of a name, {@code **} any
 * folders (none too), {@code ?} one character, <code>{a,b}</code> either. All other characters
 * stand for themselves; case matters.
 */
public final class FileGlob {
  private final String text;
  private final Pattern pattern;

  private FileGlob(String text, Pattern pattern) {
    this.text = text;
    this.pattern = pattern;
  }

  /**
   * Compiles a pattern.
   *
   * @throws IllegalArgumentException with what is wrong and what to write
   */
  public static FileGlob of(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("an empty pattern matches no file; write **");
    }
    if (text.startsWith("/") || text.startsWith("s3://")) {
      throw new IllegalArgumentException(
          "patterns are relative to the source; leave out what comes before the first folder");
    }
    StringBuilder regex = new StringBuilder();
    boolean choice = false;
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (text.startsWith("**/", at) && (at == 0 || text.charAt(at - 1) == '/')) {
        regex.append("(?:.*/)?");
        while (text.startsWith("**/", at)) { // once says it all
          at += 3;
        }
        continue;
      }
      if (text.startsWith("**", at)) {
        regex.append(".*");
        at += 2;
        continue;
      }
      switch (c) {
        case '*' -> regex.append("[^/]*");
        case '?' -> regex.append("[^/]");
        case '{' -> {
          if (choice) {
            throw new IllegalArgumentException("{ inside {…} is not supported; write two patterns");
          }
          choice = true;
          regex.append("(?:");
        }
        case '}' -> {
          if (!choice) {
            throw new IllegalArgumentException("} has no { before it; add it");
          }
          choice = false;
          regex.append(')');
        }
        case ',' -> regex.append(choice ? "|" : ",");
        default -> regex.append(Pattern.quote(Character.toString(text.codePointAt(at))));
      }
      at += Character.charCount(text.codePointAt(at));
    }
    if (choice) {
      throw new IllegalArgumentException("{ has no } after it; add it");
    }
    return new FileGlob(text, Pattern.compile(regex.toString(), Pattern.DOTALL));
  }

  /** Whether a path relative to the source matches as a whole. */
  public boolean matches(String path) {
    return pattern.matcher(path).matches();
  }

  @Override
  public String toString() {
    return text;
  }
}
