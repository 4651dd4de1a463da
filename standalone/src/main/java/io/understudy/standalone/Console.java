package io.understudy.standalone;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The terminal: lines, and a block of lines that is drawn over itself. Safe for several threads.
 */
public final class Console {
  private static final int USUAL_WIDTH = 100;

  private final PrintStream out;
  private final boolean terminal;
  private final int width;
  private int drawn;
  private boolean muted;

  /**
   * @param terminal whether a person looks at it, so that lines can be redrawn
   * @param width in characters
   */
  public Console(PrintStream out, boolean terminal, int width) {
    this.out = out;
    this.terminal = terminal;
    this.width = width;
  }

  /** Standard output. The width comes from {@code COLUMNS}, which the front-door script sets. */
  static Console standard() {
    // CHECKSTYLE:OFF RegexpSingleline
    PrintStream out = System.out;
    // CHECKSTYLE:ON RegexpSingleline
    return new Console(out, System.console() != null && isTerminal(), columns());
  }

  /** Nobody looks. */
  static Console silent() {
    return new Console(
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
        false,
        USUAL_WIDTH);
  }

  private static boolean isTerminal() {
    // a JDK's console may stand for redirected streams, too (22 and later); the script knows better
    return !"0".equals(System.getenv("UNDERSTUDY_TERMINAL"));
  }

  private static int columns() {
    String columns = System.getenv("COLUMNS");
    return columns != null && columns.matches("[1-9]\\d{1,3}")
        ? Integer.parseInt(columns)
        : USUAL_WIDTH;
  }

  /** Whether lines can be redrawn. */
  public boolean terminal() {
    return terminal;
  }

  /** Characters in a line. */
  public int width() {
    return width;
  }

  /** Prints nothing any more. */
  synchronized void mute() {
    muted = true;
  }

  /** Prints a line below everything. */
  public synchronized void line(String text) {
    if (muted) {
      return;
    }
    drawn = 0;
    out.println(text);
    out.flush();
  }

  /** Prints lines over those of the last call, if nothing else was printed since. */
  public synchronized void redraw(List<String> lines) {
    if (muted) {
      return;
    }
    StringBuilder text = new StringBuilder();
    if (drawn > 0) {
      text.append("\u001b[").append(drawn).append('F');
    }
    for (String line : lines) {
      String shown = line.length() < width ? line : line.substring(0, width - 1);
      text.append(shown).append("\u001b[K\n");
    }
    out.print(text.append("\u001b[J")); // what a taller block left below
    out.flush();
    drawn = lines.size();
  }
}
